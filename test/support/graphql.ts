// The API on the embedded engines, without a transport: operations are executed in the process.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type ExecutionResult, graphql, parse } from 'graphql'
import { chat } from '../../commands/chat/decide.ts'
import type { Decider } from '../../commands/decider.ts'
import { BEGINNING, type Position } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import { notary } from '../../commands/notary/decide.ts'
import { polls } from '../../commands/polls/decide.ts'
import { reactions } from '../../commands/reactions/decide.ts'
import { room } from '../../commands/room/decide.ts'
import { sound } from '../../commands/sound/decide.ts'
import { user } from '../../commands/user/decide.ts'
import { projections, roomProjections } from '../../projections/all.ts'
import { lobbyEvents } from '../../projections/rooms.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createGate } from '../../src/gate/command-gate.ts'
import type { Context, Services } from '../../src/graphql/context.ts'
import { createNotes } from '../../src/graphql/inspection.ts'
import { createFanOut, type FanOutOptions } from '../../src/graphql/live/fan-out.ts'
import { createLoaders } from '../../src/graphql/loaders.ts'
import { createSchema } from '../../src/graphql/schema.ts'
import { createOperations } from '../../src/graphql/transport/operations.ts'
import type { Scope, Viewer } from '../../src/graphql/viewer.ts'
import { createHistory } from '../../src/history/history.ts'
import { openSqlitePastStore } from '../../src/milestone-store/sqlite.ts'
import { createProjector } from '../../src/projector/projector.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at by tests
export type Data = any
type Variables = Record<string, unknown>

export const schema = createSchema()

export type Harness = Awaited<ReturnType<typeof startGraphql>>

/** How long those wait, in milliseconds, who wait for projections that stand still. */
const SHORT = 50

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** A log, a gate, projections and a fan-out that belong to one test. */
export async function startGraphql(t: TestContext, options: Partial<FanOutOptions> & Partial<Services> = {}) {
  const eventLog = await openSqliteLog(':memory:')
  const readStore = createMemoryReadStore()
  const faults: unknown[] = []
  const bus = createMemoryBus({ onError: error => void faults.push(error) })
  // One millisecond further with each look: no two things happen at one time.
  let clock = Date.parse('2026-05-17T19:30:00.000Z')
  const now = options.now ?? (() => clock++)
  const deciders = [room, chat, reactions, polls, sound, user, notary] as unknown as readonly Decider[]
  const gate = createGate({ log: eventLog, deciders, now, logger: silent })
  const valve = createValve()
  const projector = createProjector({
    log: eventLog,
    store: valve.on(readStore),
    bus,
    projections,
    lobbyEvents,
    logger: silent,
    now: Date.now,
  })
  await projector.start()
  const fanOut = createFanOut({
    eventLog,
    bus,
    reached: position => projector.reached(position, 2_000),
    logger: silent,
    ...options,
  })
  const pastStore = openSqlitePastStore(':memory:', 'test')
  t.after(() => pastStore.close())
  const held = new Map<string, number>()
  const services: Services = {
    gate,
    readStore,
    eventLog,
    bus,
    fanOut,
    history: createHistory({ eventLog, pastStore, projections: roomProjections }),
    noteLook: createNotes(gate, now),
    presence: {
      hold(roomId, userId) {
        const key = `${roomId}/${userId}`
        held.set(key, (held.get(key) ?? 0) + 1)
        return () => void held.set(key, held.get(key)! - 1)
      },
    },
    reached: position => projector.reached(position, valve.isShut() ? SHORT : 2_000),
    patience: 2_000,
    isStale: () => false,
    takeAllowance: () => 0,
    sound: {
      available: false,
      ask: async () => ({ said: 'no', code: 'NO_SOUND' }),
      hear: async () => ({ close() {} }),
    },
    iceServers: () => ({ servers: [], expiresAt: null }),
    signInForDevelopment: async (userId, scopes) => ({
      token: `token of ${userId} ${scopes}`,
      expiresAt: 2_000_000_000_000,
    }),
    now,
    ...options,
  }
  const createContext = (viewer: Viewer | null): Context => ({
    viewer,
    correlationId: 'test',
    services,
    loaders: createLoaders(services, viewer),
  })
  const operations = createOperations({
    schema,
    limits: { maxTokens: 1e6, maxDepth: 1e6, maxFields: 1e6, maxRootFields: 1e6, maxCost: 1e9 },
    introspection: true,
    createContext,
  })
  t.after(async () => {
    fanOut.close()
    await gate.close()
    valve.open()
    await projector.stop()
    await eventLog.close()
    await bus.close()
    assert.deepStrictEqual(faults, [], 'nothing was thrown into the bus')
  })

  const execute: Execute = (viewer, source, variableValues = {}) =>
    graphql({ schema, source, variableValues, contextValue: createContext(viewer) }) as Promise<
      ExecutionResult<Data>
    >

  return {
    services,
    eventLog,
    readStore,
    bus,
    fanOut,
    /** Projections stand still while it is shut. */
    valve,
    /** How many subscriptions a person holds a room with. */
    held: (roomId: string, person: Viewer) => held.get(`${roomId}/${person.userId}`) ?? 0,
    ...callers(execute),
    async follow(
      viewer: Viewer | null,
      source: string,
      variableValues: Variables = {},
    ): Promise<TestSubscription> {
      const contextValue = createContext(viewer)
      const args = { schema, document: parse(source), variableValues, contextValue }
      const result = await operations.open(args)
      if (!(Symbol.asyncIterator in result)) return { refused: result.errors?.[0]?.extensions.code } as never
      return following(operations.map(result, args))
    },
  }
}

type Execute = (
  viewer: Viewer | null,
  source: string,
  variables?: Variables,
) => Promise<ExecutionResult<Data>>

/** Ways to ask, and what each of them takes for granted. */
function callers(execute: Execute) {
  async function send(viewer: Viewer, mutation: string, input: Variables, selection: string): Promise<Data> {
    const type = mutation.charAt(0).toUpperCase() + mutation.slice(1)
    const { data, errors } = await execute(
      viewer,
      `mutation ($input: ${type}Input!) {
        ${mutation}(input: $input) { position caughtUp rejection { code message details } ${selection} }
      }`,
      { input },
    )
    assert.deepStrictEqual(errors, undefined, mutation)
    return plain(data![mutation])
  }

  return {
    execute,
    /** The data of an operation that must have no errors. */
    async ask(viewer: Viewer | null, source: string, variables: Variables = {}): Promise<Data> {
      const { data, errors } = await execute(viewer, source, variables)
      assert.deepStrictEqual(errors, undefined)
      return plain(data)
    },
    /** The code of the one error that an operation must have. */
    async refused(viewer: Viewer | null, source: string, variables: Variables = {}) {
      const { errors } = await execute(viewer, source, variables)
      assert.equal(errors?.length, 1, `one error, of ${JSON.stringify(errors)}`)
      return errors![0]!.extensions.code
    },
    /** Sends one mutation that must be accepted, and answers its payload. */
    async act(viewer: Viewer, mutation: string, input: Variables = {}, selection = ''): Promise<Data> {
      const payload = await send(viewer, mutation, input, selection)
      assert.deepStrictEqual(payload.rejection, null, mutation)
      return payload
    },
    /** The rejection of a mutation that must be refused. */
    async rejection(viewer: Viewer, mutation: string, input: Variables = {}): Promise<Data> {
      return (await send(viewer, mutation, input, '')).rejection
    },
  }
}

function createValve() {
  let shut = false
  let opened = Promise.withResolvers<void>()
  opened.resolve()
  return {
    isShut: () => shut,
    shut() {
      shut = true
      opened = Promise.withResolvers()
    },
    open() {
      shut = false
      opened.resolve()
    },
    on(store: ReadStore): ReadStore {
      return {
        ...store,
        async save(...given) {
          await opened.promise
          return store.save(...given)
        },
      }
    },
  }
}

export type TestSubscription = {
  /** The data of the next message. */
  next(): Promise<Data>
  /** The data of all messages until it ends by itself. */
  all(): Promise<Data[]>
  /** Resolves when it ends by itself; fails where another message comes. */
  ended(): Promise<void>
  stop(): Promise<unknown>
  readonly refused?: string
}

function following(iterator: AsyncIterableIterator<ExecutionResult>): TestSubscription {
  return {
    async next() {
      const { done, value } = await iterator.next()
      assert.notEqual(done, true, 'it goes on')
      assert.deepStrictEqual(value.errors, undefined)
      return plain(value.data)
    },
    async all() {
      const messages: Data[] = []
      for await (const { data, errors } of iterator) {
        assert.deepStrictEqual(errors, undefined)
        messages.push(plain(data))
      }
      return messages
    },
    async ended() {
      assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined })
    },
    stop: () => iterator.return!(),
  }
}

/** Objects of graphql-js have no prototype, which exact comparison minds. */
function plain(data: unknown): Data {
  return JSON.parse(JSON.stringify(data))
}

export function viewer(...scopes: Scope[]): Viewer {
  const expiresAt = Number.MAX_SAFE_INTEGER
  return { userId: randomUUID() as UserId, scopes: new Set(scopes), issuedAt: 0, expiresAt }
}

/** A registered person. */
export async function someone({ act }: Pick<Harness, 'act'>, name: string, ...scopes: Scope[]) {
  const person = viewer(...scopes)
  await act(person, 'register', { name })
  return person
}

export const BEFORE_ALL = BEGINNING as Position
