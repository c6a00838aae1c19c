// The API on the embedded engines, without a transport: operations are executed in the process.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type ExecutionResult, graphql, parse } from 'graphql'
import { chatDecider } from '../../commands/chat/decide.ts'
import { BEGINNING, type Position } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import { notaryDecider } from '../../commands/notary/decide.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import { reactionsDecider } from '../../commands/reactions/decide.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import { userDecider } from '../../commands/user/decide.ts'
import { projections, roomProjections } from '../../projections/all.ts'
import { lobbyEvents } from '../../projections/rooms.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createGate } from '../../src/gate/command-gate.ts'
import type { ApiContext, Services } from '../../src/graphql/context.ts'
import { createInspectionRecorder } from '../../src/graphql/inspection.ts'
import { createFanOut, type FanOutOptions } from '../../src/graphql/live/fan-out.ts'
import { createLoaders } from '../../src/graphql/loaders.ts'
import { createSchema } from '../../src/graphql/schema.ts'
import { createOperations } from '../../src/graphql/transport/operations.ts'
import type { Scope, Viewer } from '../../src/graphql/viewer.ts'
import { createHistory } from '../../src/history/history.ts'
import type { MilestoneStore } from '../../src/milestone-store/milestone-store.ts'
import { openSqliteMilestoneStore } from '../../src/milestone-store/sqlite.ts'
import { createProjector } from '../../src/projector/projector.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { timeAt } from './fake-time.ts'
import {
  callers,
  type Data,
  type Execute,
  following,
  type TestSubscription,
  type Variables,
} from './graphql-callers.ts'
import { silentLogger } from './silent-logger.ts'
import { withMethods } from './with-methods.ts'

export const schema = createSchema()

export type Harness = Awaited<ReturnType<typeof startGraphql>>

/** How long those wait, in milliseconds, who wait for projections that stand still. */
const SHORT = 50

const deciders = [
  roomDecider,
  chatDecider,
  reactionsDecider,
  pollsDecider,
  soundDecider,
  userDecider,
  notaryDecider,
]

/** What these tests do not look at. */
const INERT_SERVICES = {
  patience: 2_000,
  isStale: () => false,
  consumeAllowance: () => 0,
  sound: {
    isAvailable: false,
    request: async () => ({ said: 'no', code: 'NO_SOUND' }),
    subscribe: async () => ({ close() {} }),
  },
  iceServers: () => ({ servers: [], expiresAt: null }),
  signInForDevelopment: async (userId, scopes) => ({
    token: `token of ${userId} ${scopes}`,
    expiresAt: 2_000_000_000_000,
  }),
} satisfies Partial<Services>

/** A log, a gate, projections and a fan-out that belong to one test. */
export async function startGraphql(t: TestContext, options: Partial<FanOutOptions> & Partial<Services> = {}) {
  const eventLog = await openSqliteLog(':memory:', systemTime)
  const readStore = createMemoryReadStore({ time: systemTime })
  const faults: unknown[] = []
  const bus = createMemoryBus({ time: systemTime, onError: error => void faults.push(error) })
  // One millisecond further with each look: no two things happen at one time.
  let clock = Date.parse('2026-05-17T19:30:00.000Z')
  const time = options.time ?? timeAt(() => clock++)
  const gate = createGate({ log: eventLog, deciders, time, logger: silentLogger })
  const valve = createValve()
  const projector = createProjector({
    log: eventLog,
    store: valve.on(readStore),
    bus,
    projections,
    lobbyEvents,
    logger: silentLogger,
    time: systemTime,
  })
  await projector.start()
  const fanOut = createFanOut({
    eventLog,
    bus,
    reached: position => projector.reached(position, 2_000),
    shownUpTo: () => projector.position(),
    logger: silentLogger,
    ...options,
    time: systemTime,
  })
  const milestoneStore = openSqliteMilestoneStore(':memory:', 'test', systemTime)
  t.after(() => milestoneStore.close())
  const held = new Map<string, number>()
  const services: Services = {
    gate,
    readStore,
    eventLog,
    bus,
    fanOut,
    history: historyOf(eventLog, milestoneStore),
    recordInspection: createInspectionRecorder(gate, time.now),
    presence: presenceIn(held),
    reached: position => projector.reached(position, valve.isShut() ? SHORT : 2_000),
    shownUpTo: () => projector.position(),
    ...INERT_SERVICES,
    time,
    ...options,
  }
  const createContext = (viewer: Viewer | null): ApiContext => ({
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

const historyOf = (eventLog: EventLog, milestoneStore: MilestoneStore) =>
  createHistory({
    time: systemTime,
    eventLog,
    milestoneStore,
    projections: roomProjections,
    logger: silentLogger,
  })

/** Counts in `held` how many subscriptions each person holds each room with. */
const presenceIn = (held: Map<string, number>): Services['presence'] => ({
  hold(roomId, userId) {
    const key = `${roomId}/${userId}`
    held.set(key, (held.get(key) ?? 0) + 1)
    return () => void held.set(key, held.get(key)! - 1)
  },
})

function createValve() {
  let shut = false
  let held: readonly string[] = []
  let opened = Promise.withResolvers<void>()
  opened.resolve()
  return {
    isShut: () => shut,
    /** `collections`: only these stand still. */
    shut(...collections: string[]) {
      shut = true
      held = collections
      opened = Promise.withResolvers()
    },
    open() {
      shut = false
      opened.resolve()
    },
    on(store: ReadStore): ReadStore {
      return withMethods(store, {
        async save(...given) {
          if (held.length === 0 || held.includes(given[0].name)) await opened.promise
          return store.save(...given)
        },
      })
    },
  }
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
