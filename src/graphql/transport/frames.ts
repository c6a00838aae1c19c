// One message for thousands of sockets: prepared once, and for each only the id of its subscription is added.
//
// The payload stands before the id, so that all before the id is the same for all ids of one length. A small message
// leaves as one buffer, into which the id of each socket is written in turn; a large one in pieces, of which the payload is
// shared and never copied.

import type { Duplex } from 'node:stream'

/** Bytes of a message that may be copied for a socket that does not take it at once. */
const SMALL = 16_000

export class Frame {
  readonly #body: Buffer
  /** Of a small message: all of it for ids of one length, with room for the id. */
  #whole: Buffer | null = null
  #length = -1
  /** Where the id begins. */
  #at = 0

  /** `payload`: JSON. */
  constructor(payload: string) {
    this.#body = Buffer.from(`{"type":"next","payload":${payload},"id":"`)
  }

  /** Bytes, without what is added for each socket. */
  get size(): number {
    return this.#body.length
  }

  /** Writes it as one text message of a server, past the WebSocket library, to a socket that is open. */
  write(socket: Duplex, tail: FrameTail): void {
    if (this.#body.length > SMALL) {
      socket.cork()
      socket.write(headerOf(this.#body.length + tail.length))
      socket.write(this.#body)
      socket.write(tail, 'latin1')
      socket.uncork()
      return
    }
    // Most ids are of one length: only another needs a buffer of its own.
    if (this.#whole === null || tail.length !== this.#length) this.#whole = this.#wholeFor(tail.length)
    this.#whole.write(tail, this.#at, 'latin1')
    socket.write(this.#whole)
    // Nothing waits: the kernel has its copy, and the next id may be written over this one. Else the socket keeps it.
    if (socket.writableLength > 0) this.#whole = null
  }

  #wholeFor(length: number): Buffer {
    const header = headerOf(this.#body.length + length)
    const whole = Buffer.allocUnsafeSlow(header.length + this.#body.length + length)
    whole.set(header)
    whole.set(this.#body, header.length)
    this.#length = length
    this.#at = whole.length - length
    return whole
  }
}

/** What follows the payload: ASCII, so that its length is its number of bytes. */
export type FrameTail = string & { readonly __brand: 'Tail' }

/** An id is the client's choice: what is not ASCII in it is escaped. */
export function frameTailOf(id: string): FrameTail {
  const escaped = JSON.stringify(id).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped.slice(1)}}` as FrameTail
}

/** Text messages of a server, as they leave together. */
export function textFrames(...texts: readonly string[]): Buffer {
  const lengths = texts.map(text => Buffer.byteLength(text))
  const size = lengths.reduce((sum, length) => sum + headerSize(length) + length, 0)
  const frames = Buffer.allocUnsafe(size)
  let at = 0
  for (const [i, text] of texts.entries()) {
    at = writeHeader(frames, at, lengths[i]!)
    at += frames.write(text, at)
  }
  return frames
}

/** A ping without a payload. */
export const PING = Buffer.of(0x89, 0)

function headerOf(length: number): Buffer {
  const header = Buffer.alloc(headerSize(length))
  writeHeader(header, 0, length)
  return header
}

function headerSize(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}

/** That of a whole text message from a server, which is not masked (RFC 6455, 5.2). Answers where it ends. */
function writeHeader(frame: Buffer, at: number, length: number): number {
  frame[at] = 0x81
  if (length < 126) return frame.writeUInt8(length, at + 1)
  if (length < 65_536) {
    frame[at + 1] = 126
    return frame.writeUInt16BE(length, at + 2)
  }
  frame[at + 1] = 127
  return frame.writeBigUInt64BE(BigInt(length), at + 2)
}
