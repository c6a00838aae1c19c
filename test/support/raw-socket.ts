// A WebSocket that sends exactly what a test gives it, and keeps the received messages.

import { WebSocket } from 'ws'
import type { Json } from './transport.ts'
import { until } from './until.ts'

export type RawSocket = {
  readonly socket: WebSocket
  readonly heard: Json[]
  /** Null while it is open. */
  closed(): { code: number; reason: string } | null
  send(message: unknown): void
  /** Waits for a message that the test knows by `like`. */
  hear(what: string, like: (message: Json) => boolean): Promise<Json>
  closing(): Promise<{ code: number; reason: string }>
}

export async function openRaw(
  url: string,
  protocol: string | null = 'graphql-transport-ws',
  headers: Readonly<Record<string, string>> = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, protocol === null ? [] : [protocol], {
    headers,
  })
  const heard: Json[] = []
  let closed: { code: number; reason: string } | null = null
  socket.on('message', data => heard.push(JSON.parse(String(data))))
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => {})
  return {
    socket,
    heard,
    closed: () => closed,
    send: message => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async hear(what, like) {
      await until(() =>
        heard.some(like)
          ? null
          : `no ${what}; heard ${JSON.stringify(heard)}, closed ${JSON.stringify(closed)}`,
      )
      return heard.find(like)
    },
    async closing() {
      await until(() => (closed ? null : `it is open; heard ${JSON.stringify(heard)}`))
      return closed!
    },
  }
}

/** Connected and acknowledged. */
export async function connectRaw(
  url: string,
  payload?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawSocket> {
  const raw = await openRaw(url, undefined, headers)
  raw.send({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) })
  await raw.hear('acknowledgement', message => message.type === 'connection_ack')
  return raw
}
