// Everything put together: the only file that knows which engine is behind a port.

import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { chat } from '../commands/chat/decide.ts'
import type { Decider } from '../commands/decider.ts'
import type { Position } from '../commands/event.ts'
import { notary } from '../commands/notary/decide.ts'
import { polls } from '../commands/polls/decide.ts'
import { reactions } from '../commands/reactions/decide.ts'
import { room } from '../commands/room/decide.ts'
import { user } from '../commands/user/decide.ts'
import { projections, roomProjections } from '../projections/all.ts'
import { type PersonDocument, people } from '../projections/people.ts'
import { lobbyEvents } from '../projections/rooms.ts'
import type { Bus } from './bus/bus.ts'
import { createMemoryBus } from './bus/memory.ts'
import type { Config } from './config.ts'
import type { EventLog } from './event-log/event-log.ts'
import { openSqliteLog } from './event-log/sqlite.ts'
import { createAllowances } from './graphql/allowances.ts'
import { createAuthentication } from './graphql/authentication.ts'
import type { Services, Viewer } from './graphql/context.ts'
import { createFanOut } from './graphql/fan-out.ts'
import { createLoaders } from './graphql/loaders.ts'
import { createMetrics } from './graphql/metrics.ts'
import { createRevocations } from './graphql/revocations.ts'
import { createSchema } from './graphql/schema.ts'
import { createServer, type ServerOptions } from './graphql/server.ts'
import { createSockets } from './graphql/sockets.ts'
import { createHistory } from './history/history.ts'
import { startNotary } from './history/notary.ts'
import { readKey, readOrMakeKey } from './history/signing.ts'
import { createGate } from './processing/command-gate.ts'
import { createProjector } from './processing/projector.ts'
import { createReadiness } from './processing/readiness.ts'
import { startReactors } from './reactors/all.ts'
import { systemAlarmClock } from './reactors/deadlines.ts'
import { createPresence } from './reactors/presence.ts'
import { createMemoryReadStore } from './read-store/memory.ts'
import type { ReadStore } from './read-store/read-store.ts'
import { createClosing } from './support/closing.ts'
import type { Logger } from './support/log.ts'

export type Rostrum = {
  /** Where it listens; it answers GraphQL when `ready` has resolved. */
  readonly url: string
  /** Whether anybody may have a token from `signInForDevelopment`. */
  readonly development: boolean
  readonly soundAvailable: boolean
  /** Resolves when the projections show what was in the log at the start; rejects when it is stopped before. */
  readonly ready: Promise<void>
  /** Drains and lets go of everything, in the reverse order of its beginning. Never rejects. */
  stop(): Promise<void>
}

export type Progress = (events: number, position: Position, head: Position) => void

/** Resolves when it listens. Where something cannot be had it lets go of all the rest and rejects. */
export async function compose(config: Config, logger: Logger, onProgress: Progress): Promise<Rostrum> {
  const closing = createClosing(logger)
  try {
    return await start(config, logger, onProgress, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function start(
  config: Config,
  logger: Logger,
  onProgress: Progress,
  closing: ReturnType<typeof createClosing>,
): Promise<Rostrum> {
  const now = Date.now
  const metrics = createMetrics()
  await mkdir(config.dataDir, { recursive: true })

  const eventLog = await openEventLog(config)
  closing.add('event log', () => eventLog.close())
  const readStore = openReadStore(config)
  closing.add('read store', () => readStore.close())
  const bus = openBus(config, logger)
  closing.add('bus', () => bus.close())

  const projector = createProjector({
    log: eventLog,
    store: readStore,
    bus,
    projections,
    lobbyEvents,
    logger,
    now,
    metrics: metrics.projector,
    onProgress,
  })
  closing.add('projector', () => projector.stop())
  // Each asks with a time of its own; how long an answer is worth waiting for is set in one place.
  const reached = (position: Position) => projector.reached(position, config.mutationWait)
  const gate = createGate({ log: eventLog, deciders, now, logger, metrics: metrics.gate })
  closing.add('gate', () => gate.close())
  const fanOut = createFanOut({ eventLog, bus, reached, logger, observer: metrics.fanOut })
  closing.add('fan-out', () => fanOut.close())

  const sockets = createSockets({
    maxPerPerson: config.maxSocketsPerPerson,
    now,
    onClose: metrics.socketClosed,
  })
  metrics.watch({ projector, sockets: () => sockets.size })
  const revocations = createRevocations({
    eventLog,
    after: await eventLog.head(),
    stored: async userId =>
      (await readStore.load<PersonDocument>(people, userId))?.document.tokensRevokedBefore ?? 0,
    revoked: sockets.revoke,
    logger,
  })
  closing.add('revocations', () => revocations.close())
  const authentication = await createAuthentication({
    provider: {
      jwksUrl: config.authJwksUrl,
      sharedSecret: config.authSharedSecret,
      issuer: config.authIssuer,
      audience: config.authAudience,
    },
    dataDir: config.dataDir,
    revokedBefore: revocations.revokedBefore,
    now,
  })
  const presence = await createPresence({
    processId: randomUUID(),
    bus,
    readStore,
    clock: systemAlarmClock,
    logger,
  })
  closing.add('presence', () => presence.close())

  const take = createAllowances(now, config.allowanceScale)
  const services: Services = {
    gate,
    readStore,
    eventLog,
    bus,
    fanOut,
    history: createHistory({ eventLog, projections: roomProjections }),
    presence,
    reached,
    isStale: projector.isStale,
    takeAllowance(userId, command) {
      const wait = take(userId, command)
      if (wait > 0) metrics.refused(command, 'RATE_LIMITED')
      return wait
    },
    // A gateway that is at hand is looked for where the sound is built in.
    soundAvailable: false,
    signInForDevelopment: authentication.signInForDevelopment,
    now,
  }
  const readiness = createReadiness({ projector, ports: { eventLog, readStore, bus } })
  const server = await createServer({
    schema: createSchema(),
    createContext: (viewer: Viewer | null, correlationId: string) => ({
      viewer,
      correlationId,
      services,
      loaders: createLoaders(services, viewer),
    }),
    authentication,
    sockets,
    metrics,
    unready: readiness.reasons,
    isReady: readiness.isReady,
    logger,
    ...serverLimits(config),
  })
  const listening = await server.listen(config.port, config.host)
  closing.add('server', () => listening.stop(config.drainTime))

  await projector.start()
  const reactors = startReactors({
    eventLog,
    readStore,
    gate,
    bus,
    reached: projector.reached,
    logger,
    presenceGrace: config.presenceGrace,
    hostlessGrace: config.hostlessGrace,
  })
  closing.add('reactors', () => reactors.close())
  const [keyFile = '', previousKeyFile] = config.notaryKeys.split(',')
  const notaryProcess = startNotary({
    eventLog,
    readStore,
    gate,
    reached: projector.reached,
    key: await readOrMakeKey(keyFile),
    previousKey: previousKeyFile ? await readKey(previousKeyFile) : null,
    interval: config.notaryInterval,
    now,
    logger,
  })
  closing.add('notary', () => notaryProcess.close())

  return {
    url: listening.url,
    development: authentication.signInForDevelopment !== null,
    soundAvailable: services.soundAvailable,
    ready: projector.caughtUp(),
    stop: () => closing.close(),
  }
}

const deciders = [room, chat, reactions, polls, user, notary] as unknown as readonly Decider[]

async function openEventLog({ eventLogUrl }: Config): Promise<EventLog> {
  switch (eventLogUrl.scheme) {
    case 'sqlite':
      return openSqliteLog(eventLogUrl.rest)
    default:
      throw new TypeError(`no event log is built in for ${eventLogUrl.scheme}:`)
  }
}

function openReadStore({ readStoreUrl }: Config): ReadStore {
  switch (readStoreUrl.scheme) {
    case 'memory':
      return createMemoryReadStore()
    default:
      throw new TypeError(`no read store is built in for ${readStoreUrl.scheme}:`)
  }
}

function openBus({ busUrl }: Config, logger: Logger): Bus {
  switch (busUrl.scheme) {
    case 'memory':
      return createMemoryBus({
        onError: (err, topic) => logger.error({ err, topic }, 'a listener of the bus failed'),
      })
    default:
      throw new TypeError(`no bus is built in for ${busUrl.scheme}:`)
  }
}

function serverLimits(config: Config) {
  return {
    limits: {
      maxTokens: config.maxQueryTokens,
      maxDepth: config.maxQueryDepth,
      maxFields: config.maxQueryFields,
      maxRootFields: config.maxRootFields,
      maxCost: config.maxQueryCost,
    },
    socketLimits: {
      maxSockets: config.maxSockets,
      maxSubscriptions: config.maxSubscriptionsPerSocket,
      maxMessagesPerSecond: config.maxMessagesPerSecond,
      maxBacklogBytes: config.maxSocketBacklogBytes,
      initTimeout: config.initTimeout,
      keepAlive: config.keepAlive,
      idleTimeout: config.idleTimeout,
    },
    maxBodyBytes: config.maxBodyBytes,
    graphiql: config.graphiql,
    introspection: config.introspection,
    metricsToken: config.metricsToken,
    metricsOpen: config.environment !== 'production',
  } satisfies Partial<ServerOptions>
}
