// Composes the API of a process: fan-out, revocations, authentication, services and server.

import type { Position } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import { userDecider } from '../../commands/user/decide.ts'
import { roomProjections } from '../../projections/all.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createHistory } from '../history/history.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import type { Presence } from '../presence/presence.ts'
import type { Progress } from '../projector/progress-watch.ts'
import { type ReadStore, StoreFault } from '../read-store/read-store.ts'
import type { SoundClient } from '../sound-control/client.ts'
import type { Logger } from '../support/log.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { sleep, type Time, TimeoutError, timeout } from '../support/time.ts'
import { createAllowances } from './allowances.ts'
import type { Services } from './context.ts'
import { createIceServers, type IceSettings } from './ice-servers.ts'
import { createInspectionRecorder } from './inspection.ts'
import { createFanOut } from './live/fan-out.ts'
import { createLoaders } from './loaders.ts'
import type { Metrics } from './metrics.ts'
import { createSchema } from './schema.ts'
import { createAuthentication } from './transport/authentication.ts'
import type { Readiness } from './transport/health.ts'
import { createRevocations } from './transport/revocations.ts'
import { createServer, type ServerOptions } from './transport/server.ts'
import { createSockets } from './transport/sockets.ts'
import type { Viewer } from './viewer.ts'

type AuthenticationOptions = Parameters<typeof createAuthentication>[0]

export type ApiOptions = Pick<AuthenticationOptions, 'provider' | 'dataDir'> & {
  readonly eventLog: EventLog
  readonly readStore: ReadStore
  readonly milestoneStore: MilestoneStore
  readonly bus: Bus
  readonly gate: CommandGate
  readonly progress: Progress
  readonly presence: Presence
  readonly readiness: Readiness
  readonly sound: SoundClient
  readonly ice: IceSettings
  readonly metrics: Metrics
  /** Everything that `createApi` starts is added here, in that order. */
  readonly closing: Shutdown
  readonly logger: Logger
  readonly time: Time
  /** How long a response waits for the projections, in milliseconds. */
  readonly mutationWaitMs: number
  readonly allowanceScale: number
  readonly socketLimits: ServerOptions['socketLimits'] & {
    readonly maxPerPerson: number
    readonly maxAnonymousPerAddress: number
    readonly maxUninitialisedPerAddress: number
  }
  readonly server: Omit<
    ServerOptions,
    | 'schema'
    | 'needsToken'
    | 'caches'
    | 'createContext'
    | 'authentication'
    | 'sockets'
    | 'socketLimits'
    | 'metrics'
    | 'unready'
    | 'degraded'
    | 'isReady'
    | 'logger'
    | 'time'
  >
}

export type GraphqlApi = Awaited<ReturnType<typeof createServer>> & {
  /** Whether `signInForDevelopment` is on, so that anybody can get a token. */
  readonly development: boolean
}

/** The pause between two attempts to wait for a position, in milliseconds. */
const RETRY_INTERVAL_MS = 500

export async function createApi(options: ApiOptions): Promise<GraphqlApi> {
  const { eventLog, bus, progress, metrics, closing, logger, time, readiness } = options
  const reached = (position: Position) => progress.reached(position, options.mutationWaitMs)
  const fanOut = createFanOut({
    eventLog,
    bus,
    reached,
    shownUpTo: () => progress.position(),
    time,
    logger,
    observer: metrics.fanOut,
    caches: metrics.caches,
  })
  closing.add('fan-out', () => fanOut.close())
  // Notices that the bus lost during an interruption are read from the log.
  const interrupted = bus.onInterruption(() => void fanOut.check())
  closing.add('interruptions', () => interrupted.close())

  const sockets = createSockets({
    ...options.socketLimits,
    time,
    onClose: metrics.socketClosed,
  })
  const revocations = await startRevocations(options, { sockets, fanOut, reached })
  const { provider, dataDir } = options
  const authentication = await createAuthentication({
    provider,
    dataDir,
    revokedBefore: revocations.revokedBefore,
    onKeysRemoved: isVoid => void sockets.revokeWhere(isVoid),
    caches: metrics.caches,
    time,
    logger,
  })
  closing.add('authentication', () => authentication.close())
  metrics.watch({
    projector: progress,
    log: eventLog,
    sockets: () => sockets.size,
    authentication: {
      uninitialisedSockets: () => sockets.uninitialised,
      keysAgeSeconds: authentication.keysAgeSeconds,
    },
  })

  const { signInForDevelopment } = authentication
  const services = createServices(options, { fanOut, reached, signInForDevelopment })
  const server = await createServer({
    ...options.server,
    socketLimits: options.socketLimits,
    schema: createSchema(),
    createContext: (viewer: Viewer | null, correlationId: string) => ({
      viewer,
      correlationId,
      services,
      loaders: createLoaders(services, viewer),
    }),
    authentication,
    needsToken: signInForDevelopment === null,
    caches: metrics.caches,
    sockets,
    metrics,
    unready: readiness.reasons,
    degraded: readiness.degraded,
    isReady: readiness.isReady,
    time,
    logger,
  })
  return { ...server, development: signInForDevelopment !== null }
}

/** Follows the log for revoked tokens, which closes sockets, and for withdrawn access, which re-checks subscriptions. */
async function startRevocations(
  options: ApiOptions,
  {
    sockets,
    fanOut,
    reached,
  }: Pick<Services, 'fanOut' | 'reached'> & { readonly sockets: ReturnType<typeof createSockets> },
) {
  const { eventLog, closing, logger, time } = options
  let stopping = false
  const recheckAccess = async (userId: UserId, position: Position) => {
    // Access is decided by documents, which must show the change first, however far behind they are.
    while (!stopping && !(await reached(position))) await sleep(time, RETRY_INTERVAL_MS)
    await fanOut.reconsider(userId)
  }
  const revocations = createRevocations({
    eventLog,
    after: await eventLog.head(),
    stored: userId => revokedBeforeOf(userId, options),
    revoked: (userId, issuedBefore) => sockets.revoke(userId, issuedBefore),
    accessWithdrawn: (userId, position) =>
      void recheckAccess(userId, position).catch(err =>
        logger.error({ err, userId }, 'fan-out: re-checking access failed'),
      ),
    time,
    logger,
  })
  closing.add('revocations', () => {
    stopping = true
    return revocations.close()
  })
  return revocations
}

/** How long, in milliseconds, a request waits for the read store before the log is asked whether its token is revoked. */
const REVOCATION_READ_MS = 1_000

/** Up to when the person's tokens are void. Without the read store the log says it, so that commands are still taken. */
async function revokedBeforeOf(
  userId: UserId,
  { readStore, gate, time }: Pick<ApiOptions, 'readStore' | 'gate' | 'time'>,
): Promise<number> {
  try {
    const stored = readStore.load<PersonDocument>(people, userId)
    const person = await timeout(time, stored, REVOCATION_READ_MS, 'reading revocations')
    return person?.document.tokensRevokedBefore ?? 0
  } catch (error) {
    if (!(error instanceof StoreFault) && !(error instanceof TimeoutError)) throw error
    const { state } = await gate.state(userDecider, userId)
    return state.tokensRevokedBefore
  }
}

function createServices(
  options: ApiOptions,
  created: Pick<Services, 'fanOut' | 'reached' | 'signInForDevelopment'>,
): Services {
  const { eventLog, readStore, bus, gate, presence, progress, metrics, sound, milestoneStore, logger, time } =
    options
  const consume = createAllowances(time.now, options.allowanceScale)
  return {
    gate,
    readStore,
    eventLog,
    bus,
    fanOut: created.fanOut,
    history: createHistory({
      eventLog,
      milestoneStore,
      projections: roomProjections,
      time,
      logger,
      caches: metrics.caches,
    }),
    presence,
    recordInspection: createInspectionRecorder(gate, time.now),
    reached: created.reached,
    shownUpTo: () => progress.position(),
    patience: options.mutationWaitMs,
    isStale: progress.isStale,
    consumeAllowance(userId, command) {
      const wait = consume(userId, command)
      if (wait > 0) metrics.refused(command, 'RATE_LIMITED')
      return wait
    },
    sound,
    iceServers: createIceServers(options.ice, time.now),
    signInForDevelopment: created.signInForDevelopment,
    time,
  }
}
