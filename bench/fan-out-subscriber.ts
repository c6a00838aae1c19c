// A subscriber on a plain TCP socket, with just enough of the WebSocket protocol to count messages.

import { randomBytes, randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Dialect, Words } from './fan-out-dialects.ts'

/** What all subscribers share, and what they report. */
export type BenchRoom = {
  readonly port: number
  readonly dialect: Dialect
  words(subscriber: Subscriber): Words
  isReady(subscriber: Subscriber): void
  given(subscriber: Subscriber, events: number): void
  disorder(): void
  gone(subscriber: Subscriber): void
}

/** One in this many subscribers parses its messages and checks their order. */
const CLOSELY = 50

export class Subscriber {
  readonly id = randomUUID()
  readonly socket: Socket
  readonly close: boolean
  /** Events received since the last command. */
  count = 0
  ready = false
  position: string | null
  #rest: Buffer = Buffer.alloc(0)
  #open = false
  readonly #load: BenchRoom

  constructor(load: BenchRoom, index: number, position: string | null) {
    this.#load = load
    this.close = index % CLOSELY === 0
    this.position = position
    this.socket = connect(load.port, '127.0.0.1')
    this.socket.setNoDelay()
    this.socket.on('data', data => this.#read(data))
    this.socket.on('error', () => {})
    this.socket.on('close', () => load.gone(this))
    const { path, subprotocol } = load.dialect
    this.socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `${subprotocol ? `Sec-WebSocket-Protocol: ${subprotocol}\r\n` : ''}\r\n`,
    )
  }

  say(text: string, opcode = 1): void {
    const payload = Buffer.from(text)
    const long = payload.length > 125
    const frame = Buffer.alloc((long ? 4 : 2) + 4 + payload.length)
    frame[0] = 0x80 | opcode
    frame[1] = 0x80 | (long ? 126 : payload.length)
    if (long) frame.writeUInt16BE(payload.length, 2)
    // A mask of zeroes is a mask.
    payload.copy(frame, long ? 8 : 6)
    this.socket.write(frame)
  }

  #read(data: Buffer): void {
    let rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    if (!this.#open) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) {
        this.#rest = rest
        return
      }
      this.#open = true
      rest = rest.subarray(end + 4)
      for (const text of this.#load.dialect.begin(this.#load.words(this))) this.say(text)
    }
    for (;;) {
      if (rest.length < 2) break
      const short = rest[1]! & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (rest.length < head) break
      const length =
        short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2))
      if (rest.length < head + length) break
      this.#hear(rest[0]! & 0x0f, rest.subarray(head, head + length))
      rest = rest.subarray(head + length)
    }
    this.#rest = rest.length === 0 ? EMPTY : rest
  }

  #hear(opcode: number, payload: Buffer): void {
    if (opcode === 9) this.say(payload.toString('latin1'), 10)
    if (opcode !== 1) return
    const { dialect } = this.#load
    const heard = dialect.hear(payload, this.close)
    if (heard === 'ready') {
      for (const text of dialect.subscribe?.(this.#load.words(this)) ?? []) this.say(text)
      if (!dialect.confirms) this.#load.isReady(this)
      return
    }
    if (typeof heard === 'string') {
      if (heard !== 'ignore') this.say(heard.slice(1))
      return
    }
    if (heard.position !== null) {
      if (this.position !== null && heard.position <= this.position && heard.events > 0) this.#load.disorder()
      this.position = heard.position
    }
    if (dialect.confirms) this.#load.isReady(this)
    if (heard.events > 0) this.#load.given(this, heard.events)
  }
}

const EMPTY = Buffer.alloc(0)
