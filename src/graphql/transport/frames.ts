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

/** Of a whole text message from a server, which is not masked (RFC 6455, 5.2). */
function headerOf(length: number): string {
  if (length < 126) return Buffer.of(0x81, length).toString('latin1')
  const header = Buffer.alloc(length < 65_536 ? 4 : 10)
  header[0] = 0x81
  if (length < 65_536) {
    header[1] = 126
    header.writeUInt16BE(length, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(length), 2)
  }
  return header.toString('latin1')
}
