// Opens the engines that the configuration names.
// Drivers are imported only when they are needed: loading all of them takes a third of the start-up time.

import { join } from 'node:path'
import { roomProjections } from '../../projections/all.ts'
import type { AudioGateways } from '../audio-gateway/audio-gateway.ts'
import type { JanusOptions } from '../audio-gateway/janus-gateway.ts'
import { createNoGateways } from '../audio-gateway/no-gateways.ts'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import type { Config } from '../config/config.ts'
import type { EventLog, LogDamage } from '../event-log/event-log.ts'
import { openSqliteLog, openStoredLog } from '../event-log/sqlite.ts'
import { type MilestoneStore, milestoneFormatOf } from '../milestone-store/milestone-store.ts'
import { openSqliteMilestoneStore } from '../milestone-store/sqlite.ts'
import { createMemoryReadStore } from '../read-store/memory.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { EngineUrl } from '../support/settings.ts'
import type { Shutdown } from '../support/shutdown.ts'
import type { Time } from '../support/time.ts'
import { hasDuty } from './roles.ts'

/** The engines that the process uses. */
export type Engines = {
  readonly eventLog: EventLog
  readonly store: ReadStore
  readonly milestoneStore: MilestoneStore
  readonly bus: Bus
  readonly gateways: AudioGateways
}

export type OpenEngines = (
  config: Config,
  processId: string,
  parts: { readonly time: Time; readonly logger: Logger },
  closing: Shutdown,
) => Promise<Engines>

/** Opens what the configuration names. `closing` closes what was opened, in reverse order. */
export const openEngines: OpenEngines = async (config, processId, { time, logger }, closing) => {
  const eventLog = await openEventLog(config, time, {
    onDamage: damage => logger.error({ damage }, 'event log: damage found'),
  })
  closing.add('event log', () => eventLog.close())
  const store = await openReadStore(config, processId, time, logger)
  closing.add('read store', () => store.close())
  const milestoneStore = await openMilestoneStore(config, processId, time)
  closing.add('milestone store', () => milestoneStore.close())
  const bus = await openBus(config, processId, time, logger)
  closing.add('bus', () => bus.close())
  const isSound = hasDuty(config, 'sound')
  const gateways = isSound ? await openAudioGateways(config, time, logger) : createNoGateways()
  closing.add('audio gateways', () => gateways.close())
  return { eventLog, store, milestoneStore, bus, gateways }
}

export type EventLogOptions = {
  /** Called once for each part of the log that turns out to be damaged. */
  readonly onDamage?: (damage: LogDamage) => void
  /** For audits: the log in a file is only read, and its rows as they are stored. */
  readonly asStored?: boolean
}

export async function openEventLog(
  config: Pick<Config, 'eventLog'>,
  time: Time,
  { onDamage = () => {}, asStored = false }: EventLogOptions = {},
): Promise<EventLog> {
  const { url: engine, timeoutMs } = config.eventLog
  if (!engine.external)
    return asStored ? openStoredLog(engine.rest, time) : openSqliteLog(engine.rest, time, { onDamage })
  const { openEventStoreDb } = await import('../event-log/event-store-db.ts')
  return connected('EVENT_LOG_URL', engine, 'EventStoreDB', async () => {
    const log = await openEventStoreDb({ url: engine.url, time, timeoutMs })
    await log.ping().catch(async error => {
      await log.close()
      throw error
    })
    return log
  })
}

export async function openReadStore(
  config: Config,
  processId: string,
  time: Time,
  logger: Logger,
): Promise<ReadStore> {
  const { url: engine, timeoutMs, poolSize } = config.readStore
  if (!engine.external) return createMemoryReadStore({ time })
  const { openMongoReadStore } = await import('../read-store/mongo.ts')
  const name = connectionName(config, processId)
  return connected('READ_STORE_URL', engine, 'MongoDB', () =>
    openMongoReadStore({ url: engine.url, name, time, logger, timeoutMs, poolSize }),
  )
}

/** Opens the milestone store beside the documents: where those are shared, so are the milestones. */
export async function openMilestoneStore(
  config: Config,
  processId: string,
  time: Time,
): Promise<MilestoneStore> {
  const { url: engine, timeoutMs, poolSize } = config.readStore
  const format = milestoneFormatOf(roomProjections)
  if (!engine.external) {
    try {
      return openSqliteMilestoneStore(join(config.dataDir, 'past.db'), format, time)
    } catch (cause) {
      throw new EngineUnreachable(
        `DATA_DIR: cannot open the milestone store (${(cause as Error).message}). Move the file away: it is made again from the log.`,
        { cause },
      )
    }
  }
  const { openMongoMilestoneStore } = await import('../milestone-store/mongo.ts')
  const name = connectionName(config, processId)
  return connected('READ_STORE_URL', engine, 'MongoDB', () =>
    openMongoMilestoneStore({ url: engine.url, name, format, timeoutMs, poolSize }),
  )
}

export async function openBus(config: Config, processId: string, time: Time, logger: Logger): Promise<Bus> {
  const { url: engine, timeoutMs } = config.bus
  if (!engine.external)
    return createMemoryBus({
      time,
      onError: (err, topic) => logger.error({ err, topic }, 'bus: handler threw'),
    })
  const { openNatsBus } = await import('../bus/nats.ts')
  const name = connectionName(config, processId)
  return connected('BUS_URL', engine, 'NATS', () =>
    openNatsBus({ url: engine.url, name, time, logger, timeoutMs }),
  )
}

/** How long, in milliseconds, a gateway may take to answer. */
const GATEWAY_TIMEOUT_MS = 2_000

export async function openAudioGateways(config: Config, time: Time, logger: Logger): Promise<AudioGateways> {
  const { url: engine, secret, capacity, prebufferPackets } = config.sound
  const options = { timeoutMs: GATEWAY_TIMEOUT_MS, capacity, prebufferPackets, time, logger }
  if (engine.scheme === 'none') return createNoGateways()
  if (!engine.external) return startOwnGateway(config, options)
  const { connectJanus } = await import('../audio-gateway/janus.ts')
  try {
    return await connectJanus(engine.rest, secret!, options)
  } catch (cause) {
    throw new EngineUnreachable(`SOUND_URL ${(cause as Error).message}`, { cause })
  }
}

/** Starts a gateway on this machine, if it has Janus. */
async function startOwnGateway(config: Config, options: JanusOptions): Promise<AudioGateways> {
  const { startJanus } = await import('../audio-gateway/janus.ts')
  const { ownAddresses } = await import('../audio-gateway/own-addresses.ts')
  const { address, publicAddress, ports, recordingsFolder, executablePath } = config.sound
  // With the address of another machine, the gateway would start but no device could reach it.
  if (address !== null && !ownAddresses().includes(address))
    throw new EngineUnreachable(
      `SOUND_ADDRESS is none of ${ownAddresses().join(', ')}, the addresses of this machine`,
    )
  const started = await startJanus(
    {
      name: 'own',
      folder: join(config.dataDir, 'sound'),
      recordings: recordingsFolder,
      address,
      publicAddress,
      ports,
      path: executablePath,
      time: options.time,
      logger: options.logger,
    },
    options,
  )
  return started ?? createNoGateways()
}

/** What the servers show of a process in their lists of connections. */
const connectionName = ({ role }: Config, processId: string): string => `rostrum ${role} ${processId}`

/** An engine of the configuration cannot be used. The message names the variable, and no credentials. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable'
}

async function connected<T>(
  variable: string,
  engine: EngineUrl,
  product: string,
  connect: () => Promise<T>,
): Promise<T> {
  try {
    return await connect()
  } catch (cause) {
    throw new EngineUnreachable(
      `${variable}: cannot connect to ${addressOf(engine)} (${(cause as Error).message}). Is ${product} running?`,
      { cause },
    )
  }
}

/** The URL without credentials and options, which may hold secrets. */
function addressOf({ scheme, rest }: EngineUrl): string {
  const [authority = ''] = rest.replace(/^\/\//, '').split(/[/?#]/)
  return `${scheme}://${authority.slice(authority.lastIndexOf('@') + 1)}`
}
