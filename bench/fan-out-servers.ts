// The compared servers. Each sends one event to all subscribers in the way that is usual for it, and loads only its own
// dependencies.

import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { tokenOf } from './fan-out-dialects.ts'
import type { Extra } from './fan-out-load.ts'
import { quietLogger } from './full-room.ts'

export type Measured = {
  readonly port: number
  readonly dialect: string
  readonly extra: Extra
  /** Absent: the load sends mutations. */
  readonly publish?: (event: number) => void
}

const SECRET = 'a secret for the benchmark alone'
const SELECTION = 'position complete events { __typename id position ... on Reacted { person { id } emoji } }'

/** The whole backend: commands, log, projections and all. */
export async function rostrum(own: string, reactions: 'EACH' | 'TICK' = 'EACH'): Promise<Measured> {
  const { compose } = await import('../src/compose/compose.ts')
  const { readConfig } = await import('../src/config/config.ts')
  const { systemTime } = await import('../src/support/time.ts')
  const env = {
    PORT: '0',
    DATA_DIR: own,
    AUTH_SHARED_SECRET: SECRET,
    ALLOWANCE_SCALE: '1000000',
    // All clients of a benchmark are of one address.
    MAX_UNINITIALISED_SOCKETS_PER_ADDRESS: '1000000',
    MAX_MESSAGES_PER_SECOND: '100000',
    MAX_SUBSCRIPTIONS_PER_SOCKET: '100000',
    // The host holds no subscription.
    PRESENCE_GRACE_MS: '86400000',
    // An audio gateway would use the measured core.
    SOUND_URL: 'none:',
    LOG_LEVEL: 'error',
  }
  const config = readConfig(env, [])
  if (!config.ok) throw new Error(config.errors.join('\n'))
  const backend = await compose(config.values, {
    time: systemTime,
    logger: quietLogger,
    onProgress() {},
  })
  await backend.ready
  const host = randomUUID()
  const roomId = randomUUID()
  const port = Number(new URL(backend.url).port)
  const extra = {
    secret: SECRET,
    host,
    roomId,
    query:
      reactions === 'EACH'
        ? `subscription($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) { ${SELECTION} } }`
        : `subscription($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after, reactions: TICK) {
            ${SELECTION} reactionTicks { emoji count } } }`,
    command: `mutation($roomId: ID!) { react(input: { roomId: $roomId, emoji: "👏" }) { position rejection { code } } }`,
  }
  for (const mutation of [
    'register(input: { name: "Ada" })',
    `openRoom(input: { roomId: "${roomId}", title: "Evening" })`,
  ]) {
    const response = await fetch(`${backend.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(SECRET, host)}` },
      body: JSON.stringify({ query: `mutation { ${mutation} { caughtUp rejection { code } } }` }),
    })
    const answer = await response.text()
    if (!answer.includes('"caughtUp":true')) throw new Error(answer)
  }
  return { port, dialect: reactions === 'EACH' ? 'rostrum' : 'tick', extra }
}

const typeDefs = /* GraphQL */ `
  type Query { hello: String }
  type Person { id: ID! }
  type Reacted { id: ID! position: String! person: Person! emoji: String! }
  type RoomMessage { position: String! complete: Boolean! events: [Reacted!]! }
  type Subscription { roomEvents(roomId: ID!): RoomMessage! }
`
const query = `subscription($roomId: ID!) { roomEvents(roomId: $roomId) {
  position complete events { __typename id position person { id } emoji } } }`
const roomId = randomUUID()
const person = randomUUID()

function eventOf(event: number) {
  const position = String(event + 1).padStart(20, '0')
  return {
    position,
    complete: true,
    events: [{ id: randomUUID(), position, person: { id: person }, emoji: '👏' }],
  }
}

const payloadOf = (event: number) => ({ roomEvents: eventOf(event) })
const listening = { dialect: 'graphql', extra: { query, roomId } }

function listen(server: Server): Promise<number> {
  return new Promise(resolve =>
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
      resolve((server.address() as AddressInfo).port),
    ),
  )
}

/** As Apollo's documentation shows it. */
export async function measureUsualServers(): Promise<Measured> {
  const { makeExecutableSchema } = await import('@graphql-tools/schema')
  const { PubSub } = await import('graphql-subscriptions')
  const { useServer } = await import('graphql-ws/use/ws')
  const bus = new PubSub()
  const resolvers = {
    Subscription: {
      roomEvents: {
        subscribe: (_: unknown, given: { roomId: string }) => bus.asyncIterableIterator(given.roomId),
      },
    },
  }
  const schema = makeExecutableSchema({ typeDefs, resolvers })
  const server = createServer()
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }))
  return {
    ...listening,
    port: await listen(server),
    publish: event => void bus.publish(roomId, payloadOf(event)),
  }
}

export async function withMercurius(): Promise<Measured> {
  const { default: fastify } = await import('fastify')
  const { default: mercurius } = await import('mercurius')
  const app = fastify()
  await app.register(mercurius as never, {
    schema: typeDefs,
    resolvers: {
      Subscription: {
        roomEvents: {
          subscribe: (
            _: unknown,
            given: { roomId: string },
            { pubsub }: { pubsub: { subscribe(topic: string): unknown } },
          ) => pubsub.subscribe(given.roomId),
        },
      },
    },
    subscription: true,
  })
  await app.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 })
  const { pubsub } = (app as unknown as { graphql: { pubsub: { publish(event: object): void } } }).graphql
  return {
    ...listening,
    port: (app.server.address() as AddressInfo).port,
    publish: event => pubsub.publish({ topic: roomId, payload: payloadOf(event) }),
  }
}

export async function yoga(): Promise<Measured> {
  const { createSchema, createYoga } = await import('graphql-yoga')
  const { PubSub } = await import('graphql-subscriptions')
  const { useServer } = await import('graphql-ws/use/ws')
  const bus = new PubSub()
  const schema = createSchema({
    typeDefs,
    resolvers: {
      Subscription: {
        roomEvents: {
          subscribe: (_: unknown, given: { roomId: string }) => bus.asyncIterableIterator(given.roomId),
        },
      },
    },
  })
  const engine = createYoga({ schema, logging: false })
  const server = createServer(engine as never)
  // As its documentation shows it.
  useServer(
    {
      // biome-ignore lint/suspicious/noExplicitAny: what yoga puts there
      execute: (args: any) => args.rootValue.execute(args),
      // biome-ignore lint/suspicious/noExplicitAny: what yoga puts there
      subscribe: (args: any) => args.rootValue.subscribe(args),
      // biome-ignore lint/suspicious/noExplicitAny: the types of the two do not know each other
      async onSubscribe(ctx: any, _id: string, params: any) {
        const enveloped = engine.getEnveloped({
          ...ctx,
          req: ctx.extra.request,
          socket: ctx.extra.socket,
          params,
        })
        const args = {
          schema: enveloped.schema,
          operationName: params.operationName,
          document: enveloped.parse(params.query),
          variableValues: params.variables,
          contextValue: await enveloped.contextFactory(),
          rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
        }
        const errors = enveloped.validate(args.schema, args.document)
        return errors.length > 0 ? errors : args
      },
    } as never,
    new WebSocketServer({ server, path: engine.graphqlEndpoint }),
  )
  return {
    ...listening,
    port: await listen(server),
    publish: event => void bus.publish(roomId, payloadOf(event)),
  }
}

export async function socketIo(): Promise<Measured> {
  const { Server: SocketIo } = await import('socket.io')
  const server = createServer()
  const io = new SocketIo(server, { transports: ['websocket'] })
  io.on('connection', socket => void socket.join(roomId))
  return {
    dialect: 'socket.io',
    extra: {},
    port: await listen(server),
    publish: event => void io.to(roomId).emit('events', eventOf(event)),
  }
}

/** The same prepared bytes to everybody: the minimum of the library. */
export async function rawWs(): Promise<Measured> {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', socket => socket.on('message', () => socket.send('!')))
  return {
    dialect: 'plain',
    extra: {},
    port: await listen(server),
    publish(event) {
      const next = Buffer.from(
        JSON.stringify({ id: person, type: 'next', payload: { data: payloadOf(event) } }),
      )
      for (const socket of sockets.clients) socket.send(next, { binary: false })
    },
  }
}
