// One message for thousands of sockets: prepared once, and for each only the id of its subscription is added.
//
// The payload stands before the id, so that all before the id is the same for all ids of one length. A small message
// leaves as one string of bytes; a large one in pieces, of which the payload is shared and never copied.

import type { Duplex } from 'node:stream'

/** Node writes a string up to this length without making a buffer for it. */
const SMALL = 16_000

export class Frame {
  readonly #body: Buffer
  /** The body with one byte for each character; for small frames alone. */
  readonly #text: string
  #length = -1
  #head = ''

  /** `payload`: JSON. */
  constructor(payload: string) {
    this.#body = Buffer.from(`{"type":"next","payload":${payload},"id":"`)
    this.#text = this.#body.length <= SMALL ? this.#body.toString('latin1') : ''
  }

  /** Bytes, without what is added for each socket. */
  get size(): number {
    return this.#body.length
  }

  /** Writes it as one text message of a server, past the WebSocket library, to a socket that is open. */
  write(socket: Duplex, tail: Tail): void {
    // Most ids are of one length: only another needs a head of its own.
    if (tail.length !== this.#length) {
      this.#length = tail.length
      this.#head = headerOf(this.#body.length + tail.length) + this.#text
    }
    if (this.#text !== '') {
      socket.write(this.#head + tail, 'latin1')
      return
    }
    socket.cork()
    socket.write(this.#head, 'latin1')
    socket.write(this.#body)
    socket.write(tail, 'latin1')
    socket.uncork()
  }
}

/** What follows the payload: ASCII, so that its length is its number of bytes. */
export type Tail = string & { readonly __brand: 'Tail' }

/** An id is the client's choice: what is not ASCII in it is escaped. */
export function tailOf(id: string): Tail {
  const escaped = JSON.stringify(id).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped.slice(1)}}` as Tail
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

function headerOf(length: number): string {
  const header = Buffer.alloc(headerSize(length))
  writeHeader(header, 0, length)
  return header.toString('latin1')
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
