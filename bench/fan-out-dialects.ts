// The WebSocket protocols of the compared servers, as their subscribers use them.

import { createHmac } from 'node:crypto'

export type Words = {
  readonly id: string
  readonly query: string
  readonly roomId: string
  readonly after: string | null
  readonly token: string
}

/** `ready`: it is connected. A string: an answer that is due, behind its first letter. `ignore`: of no interest. */
export type Heard =
  | 'ready'
  | 'ignore'
  | `!${string}`
  | { readonly events: number; readonly position: string | null }

export type Dialect = {
  readonly path: string
  readonly subprotocol: string | null
  /** The message to send when the socket is open. */
  begin(words: Words): readonly string[]
  /** The message to send when it is connected. */
  subscribe?(words: Words): readonly string[]
  /** Its first message says that it is subscribed; else it is when it has asked for it. */
  readonly confirms: boolean
  /** `closely`: it is parsed, so that the order can be proved. */
  hear(payload: Buffer, closely: boolean): Heard
}

const NEXT = Buffer.from('"type":"next"')
const EVENT = Buffer.from('"emoji"')

function times(payload: Buffer, what: Buffer): number {
  let count = 0
  for (let at = payload.indexOf(what); at >= 0; at = payload.indexOf(what, at + what.length)) count++
  return count
}

const graphql = {
  path: '/graphql',
  subprotocol: 'graphql-transport-ws',
  begin: ({ token }: Words) => [
    JSON.stringify({ type: 'connection_init', ...(token && { payload: { authorization: token } }) }),
  ],
  subscribe: ({ id, query, roomId, after }: Words) => [
    JSON.stringify({
      id,
      type: 'subscribe',
      payload: { query, variables: { roomId, ...(after && { after }) } },
    }),
  ],
  confirms: false,
  hear(payload: Buffer): Heard {
    if (payload.includes(NEXT)) return { events: times(payload, EVENT), position: null }
    const { type } = JSON.parse(String(payload))
    if (type === 'connection_ack') return 'ready'
    if (type === 'ping') return '!{"type":"pong"}'
    throw new Error(`unexpected: ${payload}`)
  },
} satisfies Dialect

const POSITION = Buffer.from('"position":"')

export const dialects: Readonly<Record<string, Dialect>> = {
  graphql,
  rostrum: {
    ...graphql,
    confirms: true,
    hear(payload, closely) {
      if (!payload.includes(NEXT)) return graphql.hear(payload)
      if (closely) return read(payload)
      const at = payload.indexOf(POSITION) + POSITION.length
      return { events: times(payload, EVENT), position: payload.toString('latin1', at, at + 20) }
    },
  },
  tick: {
    ...graphql,
    confirms: true,
    hear: payload => (payload.includes(NEXT) ? read(payload) : graphql.hear(payload)),
  },
  plain: {
    path: '/',
    subprotocol: null,
    begin: () => ['hello'],
    confirms: false,
    hear: payload => (payload[0] === 0x21 ? 'ready' : { events: times(payload, EVENT), position: null }),
  },
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket',
    subprotocol: null,
    begin: () => [],
    confirms: false,
    hear(payload) {
      const text = payload.toString('latin1', 0, 2)
      if (text[0] === '0') return '!40'
      if (text === '40') return 'ready'
      if (text === '2') return '!3'
      return text === '42' ? { events: 1, position: null } : 'ignore'
    },
  },
}

type Message = {
  position: string
  complete: boolean
  events?: { emoji?: string; position: string }[]
  reactionTicks?: { count: number }[]
}

/** Counts events and checks that they are complete and in order. */
function read(payload: Buffer): Heard {
  const { data, errors } = JSON.parse(String(payload)).payload
  if (errors) throw new Error(JSON.stringify(errors))
  const { position, complete, events = [], reactionTicks = [] }: Message = data.roomEvents
  if (!complete) throw new Error('a message was not complete')
  const sorted = events.every((event, i) => i === 0 || event.position > events[i - 1]!.position)
  if (!sorted) throw new Error('events out of order')
  const ticks = reactionTicks.reduce((sum, { count }) => sum + count, 0)
  return { events: events.filter(({ emoji }) => emoji).length + ticks, position }
}

/** The token of a person, as an identity provider issues it. */
export function tokenOf(secret: string, userId: string): string {
  const now = Math.floor(Date.now() / 1_000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: userId, iat: now, exp: now + 3_600 })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
