// Puts a process together from its configuration, its engines and the time.

import { chatDecider } from '../../commands/chat/decide.ts'
import type { Position } from '../../commands/event.ts'
import { notaryDecider } from '../../commands/notary/decide.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import { reactionsDecider } from '../../commands/reactions/decide.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import { userDecider } from '../../commands/user/decide.ts'
import { projections, undividedProjections } from '../../projections/all.ts'
import { lobbyEvents } from '../../projections/rooms.ts'
import type { Config } from '../config/config.ts'
import { createGate } from '../gate/command-gate.ts'
import type { GraphqlApi } from '../graphql/api.ts'
import { createApi } from '../graphql/api.ts'
import { createMetrics } from '../graphql/metrics.ts'
import type { Readiness } from '../graphql/transport/health.ts'
import { createHealthServer } from '../graphql/transport/health-server.ts'
import { createPresence } from '../presence/presence.ts'
import { prepareProjections } from '../projector/projection-runtime.ts'
import { canReachGateway } from '../sound-control/availability.ts'
import { createSoundClient } from '../sound-control/client.ts'
import type { Logger } from '../support/log.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { createShutdown } from '../support/shutdown.ts'
import type { Time } from '../support/time.ts'
import { type OpenEngines, openEngines } from './engines.ts'
import { keepPrivate } from './private-files.ts'
import { createReadiness } from './readiness.ts'
import { hasDuty } from './roles.ts'
import { type ProcessContext, startActing, startKeepingMilestones, startSound } from './workers.ts'

export type Rostrum = {
  /** Where it listens. It answers GraphQL once `ready` has resolved. */
  readonly url: string
  /** Whether it answers GraphQL. If not, it only answers health and metrics. */
  readonly answersGraphql: boolean
  /** Whether anybody may have a token from `signInForDevelopment`. */
  readonly isSignInOpen: boolean
  readonly hasSound: boolean
  /** Resolves when the projections show what was in the log at the start. Rejects when it is stopped before that. */
  readonly ready: Promise<void>
  /** Drains, then closes everything in the reverse order of its start. Never rejects. */
  stop(): Promise<void>
}

export type OnProgress = (events: number, position: Position, head: Position) => void

/** The parts of a process besides its configuration. Tests pass their own. */
export type ComposeParts = {
  readonly time: Time
  readonly logger: Logger
  /** Called while the log is folded at the start. */
  readonly onProgress: OnProgress
  /** Default: the engines that the configuration names. */
  readonly engines?: OpenEngines
}

/** Resolves when it listens. If something cannot be opened, it closes the rest and rejects. */
export async function compose(config: Config, parts: ComposeParts): Promise<Rostrum> {
  const closing = createShutdown(parts.logger)
  try {
    return await start(config, parts, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function start(config: Config, parts: ComposeParts, closing: Shutdown): Promise<Rostrum> {
  const { time, logger, onProgress } = parts
  const processId = time.uuid()
  const metrics = createMetrics()
  await keepPrivate(config, logger)
  const engines = await (parts.engines ?? openEngines)(config, processId, { time, logger }, closing)
  const { eventLog, bus, gateways } = engines
  // Other processes write to the log and read the documents too: they divide the projections among them.
  const isShared = !eventLog.isExclusive && engines.store.durable
  const runtime = await prepareProjections({
    log: eventLog,
    store: engines.store,
    bus,
    projections,
    lobbyEvents,
    logger,
    time,
    onProgress,
    closing,
    metrics: metrics.projector,
    undivided: undividedProjections,
    shared: isShared,
    folds: hasDuty(config, 'projections'),
    holder: processId,
  })
  const { progress, store: readStore } = runtime
  // Without a gateway of its own, a process leaves the rooms to processes that have one.
  const drivesSound = gateways.gateways.length > 0
  const isAvailable = drivesSound ? () => canReachGateway(gateways.gateways) : null
  const soundClient = await createSoundClient({ bus, readStore, isAvailable, time, logger })
  closing.add('sound client', () => soundClient.close())
  const gate = createGate({
    log: eventLog,
    deciders,
    time,
    logger,
    metrics: metrics.gate,
    caches: metrics.caches,
  })
  closing.add('gate', () => gate.close())
  const context: ProcessContext = {
    config,
    processId,
    isShared,
    engines,
    readStore,
    progress,
    gate,
    soundClient,
    metrics,
    time,
    logger,
    closing,
  }
  const listening = await openServer(context)
  closing.add('server', () => listening.stop(config.server.drainMs))
  await runtime.begin()
  if (hasDuty(config, 'reactors')) await startActing(context)
  if (drivesSound) startSound(context)
  startKeepingMilestones(context)
  return {
    url: listening.url,
    answersGraphql: hasDuty(config, 'graphql'),
    isSignInOpen: listening.development,
    get hasSound() {
      return soundClient.isAvailable
    },
    ready: progress.caughtUp(),
    stop: () => closing.close(),
  }
}

/** Opens the API, or for other roles the port that only answers health and metrics. */
async function openServer(context: ProcessContext) {
  const { config, engines, readStore, progress, soundClient, metrics, time } = context
  const { port, host } = config.server
  const ports = { eventLog: engines.eventLog, readStore, bus: engines.bus }
  const sound = {
    async ping() {
      if (!soundClient.isAvailable) throw new Error('no gateway is reached')
    },
  }
  // The other roles are useful without sound.
  const needed = config.role === 'sound' ? { ...ports, sound } : ports
  const readiness = createReadiness({ progress, engines: needed, log: engines.eventLog, time })
  if (hasDuty(config, 'graphql')) {
    const api = await openApi(context, readiness)
    const listening = await api.listen(port, host)
    return { ...listening, development: api.development }
  }
  const health = await createHealthServer({
    ...config.server,
    unready: readiness.reasons,
    degraded: readiness.degraded,
    metrics,
    time,
    logger: context.logger,
  })
  metrics.watch({ projector: progress, log: engines.eventLog, sockets: () => 0 })
  return { ...(await health.listen(port, host)), development: false }
}

async function openApi(context: ProcessContext, readiness: Readiness): Promise<GraphqlApi> {
  const { config, processId, engines, readStore, progress, gate, soundClient, metrics } = context
  const { time, logger, closing } = context
  const { eventLog, bus, milestoneStore } = engines
  const presence = await createPresence({ processId, bus, readStore, time, logger })
  closing.add('presence', () => presence.close())
  return createApi({
    eventLog,
    readStore,
    bus,
    milestoneStore,
    gate,
    progress,
    presence,
    readiness,
    metrics,
    closing,
    logger,
    time,
    dataDir: config.dataDir,
    provider: config.auth,
    mutationWaitMs: config.api.mutationWaitMs,
    allowanceScale: config.api.allowanceScale,
    server: config.server,
    socketLimits: config.sockets,
    sound: soundClient,
    ice: config.ice,
  })
}

const deciders = [
  roomDecider,
  chatDecider,
  reactionsDecider,
  pollsDecider,
  soundDecider,
  userDecider,
  notaryDecider,
]
