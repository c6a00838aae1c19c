// Everything put together, from the engines that compose-engines.ts opened.

import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { chat } from '../../commands/chat/decide.ts'
import type { Decider } from '../../commands/decider.ts'
import type { Position } from '../../commands/event.ts'
import { notary } from '../../commands/notary/decide.ts'
import { polls } from '../../commands/polls/decide.ts'
import { reactions } from '../../commands/reactions/decide.ts'
import { room } from '../../commands/room/decide.ts'
import { sound } from '../../commands/sound/decide.ts'
import { user } from '../../commands/user/decide.ts'
import { projections, roomProjections, undividedProjections } from '../../projections/all.ts'
import { lobbyEvents } from '../../projections/rooms.ts'
import { createNoSound } from '../audio-gateway/none.ts'
import type { Config } from '../config/config.ts'
import { createGate } from '../gate/command-gate.ts'
import { type ApiOptions, createApi } from '../graphql/api.ts'
import { createMetrics } from '../graphql/metrics.ts'
import { createHealthServer } from '../graphql/transport/health-server.ts'
import { startMilestones } from '../history/milestones.ts'
import { startNotary } from '../notary/notary.ts'
import { readKey, readOrMakeKey } from '../notary/signing.ts'
import { createPresence } from '../presence/presence.ts'
import { lead } from '../processor/leadership.ts'
import { prepareFolding } from '../projector/projection-runtime.ts'
import { createReadiness } from '../projector/readiness.ts'
import { type Lead, startReactors } from '../reactors/all.ts'
import { reachesGateway } from '../sound-control/availability.ts'
import { createSoundDesk, type SoundDesk } from '../sound-control/protocol.ts'
import { startSound } from '../sound-control/sound-control.ts'
import { aborted } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { createClosing } from '../support/shutdown.ts'
import { systemTime } from '../support/time.ts'
import { openBus, openEventLog, openPastStore, openReadStore, openSound } from './engines.ts'

export type Rostrum = {
  /** Where it listens; it answers GraphQL when `ready` has resolved. */
  readonly url: string
  /** Whether it speaks GraphQL; if not, it only says whether it is ready. */
  readonly answers: boolean
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
  const processId = randomUUID()
  const does = (role: Config['role']) => config.role === role || config.role === 'all'
  const metrics = createMetrics()
  await mkdir(config.dataDir, { recursive: true })

  const eventLog = await openEventLog(config)
  closing.add('event log', () => eventLog.close())
  const store = await openReadStore(config, processId)
  closing.add('read store', () => store.close())
  const pastStore = await openPastStore(config, processId)
  closing.add('past store', () => pastStore.close())
  const bus = await openBus(config, processId, logger)
  closing.add('bus', () => bus.close())
  // Others write to the log and read the documents: what is folded is dealt out among those who are there.
  const isShared = !eventLog.exclusive && store.durable
  const folding = await prepareFolding({
    ...{ log: eventLog, store, bus, projections, lobbyEvents, logger, now, onProgress, closing },
    metrics: metrics.projector,
    undivided: undividedProjections,
    shared: isShared,
    folds: does('projector'),
    holder: processId,
  })
  const { progress, store: readStore } = folding
  const ports = { eventLog, readStore, bus }
  const gateways = does('sound') ? await openSound(config, logger) : createNoSound()
  closing.add('sound gateways', () => gateways.close())
  // Without a gateway of its own it leaves rooms to processes that have one.
  const carries = gateways.gateways.length > 0
  const isAtHand = carries ? () => reachesGateway(gateways) : null
  const desk = await createSoundDesk({ bus, readStore, isAtHand, logger })
  closing.add('sound desk', () => desk.close())

  const gate = createGate({ log: eventLog, deciders, now, logger, metrics: metrics.gate })
  closing.add('gate', () => gate.close())
  // Others are of use without sound.
  const needed = config.role === 'sound' ? { ...ports, sound: { ping: async () => reached(desk) } } : ports
  const readiness = createReadiness({ projector: progress, ports: needed })

  const api = does('api') || does('gateway') ? await openApi() : null
  const { unready, server } = { unready: readiness.reasons, server: serverOptions(config) }
  const port = api ?? (await createHealthServer({ ...server, unready, metrics }))
  if (!api) metrics.watch({ projector: progress, sockets: () => 0 })
  const listening = await port.listen(config.port, config.host)
  closing.add('server', () => listening.stop(config.drainTime))
  await folding.begin()
  const acting = { ...ports, gate, reached: progress.reached, logger }
  const leading: Lead = (name, work) => lead(readStore, name, processId, logger, work)
  if (does('projector')) await act()
  if (carries) carrySound()
  // What only this process has, it fills itself.
  if (pastStore.shared ? does('projector') : api)
    byOne('milestones', () =>
      startMilestones({
        eventLog,
        pastStore,
        projections: roomProjections,
        ready: progress.caughtUp(),
        logger,
      }),
    )

  return {
    url: listening.url,
    answers: api !== null,
    development: api?.development ?? false,
    get soundAvailable() {
      return desk.available
    },
    ready: progress.caughtUp(),
    stop: () => closing.close(),
  }

  async function openApi() {
    const presence = await createPresence({ processId, bus, readStore, clock: systemTime, logger })
    closing.add('presence', () => presence.close())
    const { mutationWait, maxSocketsPerPerson, maxAnonymousSockets, allowanceScale, dataDir } = config
    return createApi({
      ...{ ...ports, pastStore, gate, progress, presence, readiness, metrics, closing, logger, now },
      ...{ mutationWait, maxSocketsPerPerson, maxAnonymousSockets, allowanceScale, dataDir },
      provider: {
        jwksUrl: config.authJwksUrl,
        sharedSecret: config.authSharedSecret,
        issuer: config.authIssuer,
        audience: config.authAudience,
      },
      sound: desk,
      ice: { urls: config.iceUrls ?? [], secret: config.turnSecret, ttl: config.turnTtl },
      server: serverOptions(config),
    })
  }

  /** What is done by one process of those that could. */
  function byOne(name: string, begin: () => { close(): Promise<void> }) {
    const begun = isShared
      ? leading(name, async signal => {
          const work = begin()
          await aborted(signal)
          await work.close()
        })
      : begin()
    closing.add(name, () => begun.close())
  }

  /** What falls due. */
  async function act() {
    const { presenceGrace, hostlessGrace, remindBefore } = config
    const reactors = startReactors({
      ...acting,
      presenceGrace,
      hostlessGrace,
      remindBefore,
      ...(isShared && { lead: leading }),
    })
    closing.add('reactors', () => reactors.close())
    const [keyFile = '', previousKeyFile] = config.notaryKeys.split(',')
    const key = await readOrMakeKey(keyFile)
    const previousKey = previousKeyFile ? await readKey(previousKeyFile) : null
    byOne('notary', () => startNotary({ ...acting, key, previousKey, interval: config.notaryInterval, now }))
  }

  function carrySound() {
    const sounding = startSound({
      ...acting,
      sound: gateways,
      processId,
      secret: config.soundSecret ?? randomBytes(32).toString('base64url'),
      settings: {
        streamAbove: config.soundStreamAbove,
        recordings: resolve(config.soundRecordings),
        lostAfter: config.soundLostAfter,
      },
    })
    closing.add('sound', () => sounding.close())
  }
}

function reached({ available }: SoundDesk): void {
  if (!available) throw new Error('no gateway is reached')
}

const deciders = [room, chat, reactions, polls, sound, user, notary] as unknown as readonly Decider[]

function serverOptions(config: Config) {
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
    allowedOrigins: config.allowedOrigins ?? [],
    graphiql: config.graphiql && config.role !== 'gateway',
    introspection: config.introspection,
    subscriptionsOnly: config.role === 'gateway',
    metricsToken: config.metricsToken,
    metricsOpen: config.environment !== 'production',
  } satisfies Partial<ApiOptions['server']>
}
