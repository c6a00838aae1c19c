// The transport by itself, over a small schema for tests.

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { GraphQLError } from 'graphql'
import type { UserId } from '../../commands/ids.ts'
import type { ApiContext } from '../../src/graphql/context.ts'
import { type Authentication, createAuthentication } from '../../src/graphql/transport/authentication.ts'
import { createServer, type RunningServer, type ServerOptions } from '../../src/graphql/transport/server.ts'
import { createSockets, type Sockets } from '../../src/graphql/transport/sockets.ts'
import type { Scope } from '../../src/graphql/viewer.ts'
import { systemTime } from '../../src/support/time.ts'

const typeDefs = /* GraphQL */ `
  type Query {
    viewer: String
    scopes: [String!]!
    correlationId: String!
    broken: String
    strict: String!
    refused: String
    pages(first: Int = 20): Page!
    wait: String
    big(size: Int!): String!
    shade(of: Shade!): String
  }
  input Shade { colour: Colour! }
  enum Colour { RED, GREEN }
  type Page { nodes: [Node!]! }
  type Node { id: ID!, pages(first: Int = 20): Page!, list: [Node!]! }
  type Mutation { touch(n: Int!): Int! }
  type Subscription {
    "Says whether each message had a context of its own."
    ticks(count: Int!): Tick!
    forever: Int
    broken: Int
  }
  type Tick { n: Int!, fresh: Boolean! }
`

const node = { id: '1', pages: () => ({ nodes: [node] }), list: () => [node] }

export type TransportHarness = {
  readonly server: RunningServer
  readonly sockets: Sockets
  readonly authentication: Authentication
  readonly logs: { level: string; facts: Record<string, unknown>; message: string }[]
  /** Lets every field named `wait` answer. */
  release(): void
  /** How many `forever` subscriptions are being listened to. */
  listening(): number
  /** Up to when the tokens of a person are void. */
  readonly revoked: Map<UserId, number>
  unready: string[]
  degraded: string[]
  token(userId: UserId, ...scopes: Scope[]): Promise<string>
  post(
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; json: Json }>
}

// biome-ignore lint/suspicious/noExplicitAny: answers of a server, looked at by tests
export type Json = any

export const ADA_ID = '11111111-1111-4111-8111-111111111111' as UserId
export const bob = '22222222-2222-4222-8222-222222222222' as UserId

/** What the tests' server allows a socket; a test changes what it is about. */
export const socketLimits = {
  maxSockets: 1_000,
  maxSubscriptions: 100,
  maxMessagesPerSecond: 10_000,
  maxBacklogBytes: 4_194_304,
  initTimeoutMs: 5_000,
  keepAliveMs: 12_000,
  idleTimeoutMs: 600_000,
}

/** As a client of the protocol asks. */
export const subscribe = (id: string, query: string, variables = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
})

type SchemaHooks = {
  /** What the query `wait` waits for. */
  readonly released: Promise<void>
  /** A subscription `forever` began, or ended. */
  began(): void
  ended(): void
}

function testSchema({ released, began, ended }: SchemaHooks) {
  const seen = new WeakSet<object>()

  async function* ticks(count: number) {
    for (let n = 1; n <= count; n++) yield { ticks: { n } }
  }
  const forever = () => {
    began()
    const end = Promise.withResolvers<IteratorResult<never>>()
    return {
      next: () => end.promise,
      async return() {
        ended()
        end.resolve({ done: true, value: undefined })
        return { done: true, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }
  return makeExecutableSchema<ApiContext>({
    typeDefs,
    resolvers: {
      Query: {
        viewer: (_, __, { viewer }) => viewer?.userId ?? null,
        scopes: (_, __, { viewer }) => [...(viewer?.scopes ?? [])],
        correlationId: (_, __, { correlationId }) => correlationId,
        broken: () => {
          throw new Error('the password is swordfish')
        },
        strict: () => null,
        refused: () => {
          throw new GraphQLError('Not for you', { extensions: { code: 'FORBIDDEN' } })
        },
        pages: () => ({ nodes: [node] }),
        wait: () => released.then(() => 'done'),
        big: (_, { size }) => 'x'.repeat(size),
      },
      Mutation: { touch: (_, { n }) => n },
      Tick: {
        fresh: (_, __, context) => {
          const fresh = !seen.has(context.loaders)
          seen.add(context.loaders)
          return fresh
        },
      },
      Subscription: {
        ticks: { subscribe: (_, { count }) => ticks(count) },
        forever: { subscribe: forever },
        broken: {
          subscribe: () => {
            throw new Error('the password is swordfish')
          },
        },
      },
    },
  })
}

/** The presets of docs/operations/configuration.md. */
export const socketCounts = {
  maxPerPerson: 20,
  maxAnonymousPerAddress: 100,
  maxUninitialisedPerAddress: 100,
}

export async function startTransport(
  t: TestContext,
  options: Partial<ServerOptions> = {},
): Promise<TransportHarness> {
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  let listening = 0
  const revoked = new Map<UserId, number>()
  const logs: TransportHarness['logs'] = []
  const log = (level: string) => (facts: object, message: string) =>
    void logs.push({ level, facts: facts as Record<string, unknown>, message })
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }

  const schema = testSchema({
    released,
    began: () => void listening++,
    ended: () => void listening--,
  })

  const dataDir = await mkdtemp(join(tmpdir(), 'rostrum-transport-'))
  const authentication = await createAuthentication({
    provider: {
      jwksUrl: null,
      sharedSecret: null,
      issuer: null,
      audience: null,
      jwks: { timeoutMs: 5_000, refreshMs: 300_000, maxAgeMs: 3_600_000 },
      tokens: { maxLifetimeMs: 86_400_000, cacheAgeMs: 300_000, cacheBytes: 8_388_608 },
    },
    dataDir,
    revokedBefore: userId => revoked.get(userId) ?? 0,
    time: systemTime,
    logger,
  })
  const sockets = options.sockets ?? createSockets({ ...socketCounts, time: systemTime })
  const harness = { unready: [] as string[], degraded: [] as string[] }
  const { listen } = await createServer({
    schema,
    createContext: (viewer, correlationId) =>
      ({ viewer, correlationId, services: {}, loaders: {} }) as ApiContext,
    authentication,
    sockets,
    limits: { maxTokens: 500, maxDepth: 6, maxFields: 60, maxRootFields: 5, maxCost: 1_000 },
    socketLimits,
    maxBodyBytes: 262_144,
    allowedOrigins: [],
    allowedHosts: [],
    trustedProxies: [],
    requestTimeoutMs: 20_000,
    graphiql: true,
    introspection: true,
    logger,
    isReady: () => harness.unready.length === 0,
    unready: async () => harness.unready,
    degraded: () => harness.degraded,
    metrics: { contentType: 'text/plain', text: async () => 'numbers 1\n' },
    metricsToken: null,
    metricsOpen: true,
    ...options,
    time: options.time ?? systemTime,
  })
  const server = await listen(0, '127.0.0.1')
  t.after(async () => {
    release()
    await server.stop(0)
  })

  return Object.assign(harness, {
    server,
    sockets,
    authentication,
    logs,
    release,
    listening: () => listening,
    revoked,
    async token(userId: UserId, ...scopes: Scope[]) {
      return (await authentication.signInForDevelopment!(userId, scopes)).token
    },
    async post(body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        json: text === '' ? null : JSON.parse(text),
      }
    },
  })
}
