// All that a process needs to answer clients, put together.

import type { Position } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import { roomProjections } from '../../projections/all.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createHistory } from '../history/history.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import type { Presence } from '../presence/presence.ts'
import type { Progress } from '../projector/progress.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { SoundClient } from '../sound-control/client.ts'
import type { Logger } from '../support/log.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { sleep, type Time } from '../support/time.ts'
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
  /** Takes what this opens, in the order of its opening. */
  readonly closing: Shutdown
  readonly logger: Logger
  readonly time: Time
  /** Milliseconds that an answer waits for the projections. */
  readonly mutationWaitMs: number
  readonly allowanceScale: number
  readonly socketLimits: ServerOptions['socketLimits'] & {
    readonly maxPerPerson: number
    readonly maxAnonymousPerAddress: number
  }
  readonly server: Omit<
    ServerOptions,
    | 'schema'
    | 'createContext'
    | 'authentication'
    | 'sockets'
    | 'socketLimits'
    | 'metrics'
    | 'unready'
    | 'isReady'
    | 'logger'
    | 'time'
  >
}

export type GraphqlApi = Awaited<ReturnType<typeof createServer>> & {
  /** Whether anybody may have a token from `signInForDevelopment`. */
  readonly development: boolean
}

/** Milliseconds until a look at what could not be shown in time. */
const AGAIN = 500

export async function createApi(options: ApiOptions): Promise<GraphqlApi> {
  const { eventLog, readStore, bus, progress, metrics, closing, logger, time, readiness } = options
  const reached = (position: Position) => progress.reached(position, options.mutationWaitMs)
  const fanOut = createFanOut({ eventLog, bus, reached, time, logger, observer: metrics.fanOut })
  closing.add('fan-out', () => fanOut.close())
  // What the bus lost while it was away is in the log.
  const interrupted = bus.onInterruption(() => void fanOut.check())
  closing.add('interruptions', () => interrupted.close())

  const sockets = createSockets({
    maxPerPerson: options.socketLimits.maxPerPerson,
    maxStrangers: options.socketLimits.maxAnonymousPerAddress,
    time,
    onClose: metrics.socketClosed,
  })
  metrics.watch({ projector: progress, sockets: () => sockets.size })
  let stopping = false
  const reconsider = async (userId: UserId, position: Position) => {
    // Rights are judged by documents that must show it, however late they are.
    while (!stopping && !(await reached(position))) await sleep(time, AGAIN)
    await fanOut.reconsider(userId)
  }
  const revocations = createRevocations({
    eventLog,
    after: await eventLog.head(),
    stored: async userId =>
      (await readStore.load<PersonDocument>(people, userId))?.document.tokensRevokedBefore ?? 0,
    revoked: (userId, issuedBefore) => sockets.revoke(userId, issuedBefore),
    accessWithdrawn: (userId, position) =>
      void reconsider(userId, position).catch(err =>
        logger.error({ err, userId }, 'fan-out: re-checking access failed'),
      ),
    time,
    logger,
  })
  closing.add('revocations', () => {
    stopping = true
    return revocations.close()
  })
  const { provider, dataDir } = options
  const authentication = await createAuthentication({
    provider,
    dataDir,
    revokedBefore: revocations.revokedBefore,
    time,
  })

  const take = createAllowances(time.now, options.allowanceScale)
  const services: Services = {
    gate: options.gate,
    readStore,
    eventLog,
    bus,
    fanOut,
    history: createHistory({
      eventLog,
      milestoneStore: options.milestoneStore,
      projections: roomProjections,
      time,
      logger,
    }),
    presence: options.presence,
    recordInspection: createInspectionRecorder(options.gate, time.now),
    reached,
    patience: options.mutationWaitMs,
    isStale: progress.isStale,
    consumeAllowance(userId, command) {
      const wait = take(userId, command)
      if (wait > 0) metrics.refused(command, 'RATE_LIMITED')
      return wait
    },
    sound: options.sound,
    iceServers: createIceServers(options.ice, time.now),
    signInForDevelopment: authentication.signInForDevelopment,
    time,
  }
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
    sockets,
    metrics,
    unready: readiness.reasons,
    isReady: readiness.isReady,
    time,
    logger,
  })
  return { ...server, development: authentication.signInForDevelopment !== null }
}
