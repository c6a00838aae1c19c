// Prepares a message once for thousands of sockets. Only the id of the subscription differs from socket to socket.
//
// The payload comes before the id, so everything before the id is the same for all ids of one length. A small message is
// one buffer, into which each id is written in turn. A large message is written in pieces that share the payload.

import type { Duplex } from 'node:stream'

/** Largest message, in bytes, that may be copied for a socket that cannot write it at once. */
const MAX_COPIED_BYTES = 16_000

export class Frame {
  readonly #body: Buffer
  /** A whole small message for ids of one length, with space for the id. */
  #whole: Buffer | null = null
  #length = -1
  /** Where the id begins. */
  #at = 0

  /** `payload`: JSON. */
  constructor(payload: string) {
    this.#body = Buffer.from(`{"type":"next","payload":${payload},"id":"`)
  }

  /** Bytes, without the header and the id. */
  get size(): number {
    return this.#body.length
  }

  /** Writes one unmasked text message to an open socket, bypassing the WebSocket library. */
  write(socket: Duplex, tail: FrameTail): void {
    if (this.#body.length > MAX_COPIED_BYTES) {
      socket.cork()
      socket.write(headerOf(this.#body.length + tail.length))
      socket.write(this.#body)
      socket.write(tail, 'latin1')
      socket.uncork()
      return
    }
    // Most ids have the same length. Another length needs a new buffer.
    if (this.#whole === null || tail.length !== this.#length) this.#whole = this.#wholeFor(tail.length)
    this.#whole.write(tail, this.#at, 'latin1')
    socket.write(this.#whole)
    // An empty backlog means that the kernel has a copy, so the buffer can be reused. Otherwise the socket keeps it.
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

/** Clients choose their ids, so characters outside ASCII are escaped. */
export function frameTailOf(id: string): FrameTail {
  const escaped = JSON.stringify(id).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped.slice(1)}}` as FrameTail
}

/** Encodes text messages of a server into one buffer. */
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

/** Writes the header of a whole unmasked text message (RFC 6455, 5.2) and returns the offset after it. */
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
