// Which engine is behind a port: what its URL names is opened, or it is said which variable names what cannot be used.
// Drivers are imported where they are wanted: those of all engines together are a third of the time that a start takes.

import { join } from 'node:path'
import { roomProjections } from '../../projections/all.ts'
import type { AudioGateways } from '../audio-gateway/audio-gateway.ts'
import { createNoGateways } from '../audio-gateway/none.ts'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import type { Config } from '../config/config.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { openSqliteLog } from '../event-log/sqlite.ts'
import { type MilestoneStore, milestoneFormatOf } from '../milestone-store/milestone-store.ts'
import { openSqliteMilestoneStore } from '../milestone-store/sqlite.ts'
import { createMemoryReadStore } from '../read-store/memory.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Shutdown } from '../support/shutdown.ts'
import type { Time } from '../support/time.ts'
import { hasDuty } from './roles.ts'

/** Everything outside the process that it works with. */
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
  const eventLog = await openEventLog(config, time)
  closing.add('event log', () => eventLog.close())
  const store = await openReadStore(config, processId, time)
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

export async function openEventLog({ eventLogUrl, eventLogTimeout }: Config, time: Time): Promise<EventLog> {
  if (!eventLogUrl.external) return openSqliteLog(eventLogUrl.rest, time)
  const { openEventStoreDb } = await import('../event-log/event-store-db.ts')
  const opening = openEventStoreDb({ url: eventLogUrl.url, time, timeoutMs: eventLogTimeout })
  const log = await reachable('EVENT_LOG_URL', opening)
  await reachable('EVENT_LOG_URL', log.ping()).catch(async error => {
    await log.close()
    throw error
  })
  return log
}

export async function openAudioGateways(config: Config, time: Time, logger: Logger): Promise<AudioGateways> {
  const { dataDir, soundUrl, soundCapacity: capacity, soundPrebuffer: prebuffer } = config
  const options = { patience: 2_000, capacity, prebuffer, time, logger }
  if (soundUrl.scheme === 'none') return createNoGateways()
  const { connectJanus, startJanus } = await import('../audio-gateway/janus.ts')
  if (soundUrl.external)
    return reachable('SOUND_URL', connectJanus(soundUrl.rest, config.soundSecret!, options))
  const { soundRecordings: recordings, soundAddress: address, soundPublicAddress: publicAddress } = config
  const { ownAddresses } = await import('../audio-gateway/janus-process.ts')
  // The gateway would start there, and no device would ever reach it.
  if (address !== null && !ownAddresses().includes(address))
    throw new EngineUnreachable(
      `SOUND_ADDRESS is none of ${ownAddresses().join(', ')}, where this machine has media`,
    )
  const own = {
    recordings,
    address,
    publicAddress,
    ports: config.soundPorts,
    path: config.executablePath,
    time,
  }
  const started = await startJanus({ ...own, name: 'own', folder: join(dataDir, 'sound'), logger }, options)
  return started ?? createNoGateways()
}

export async function openReadStore(config: Config, processId: string, time: Time): Promise<ReadStore> {
  const { readStoreUrl, readStoreTimeout: timeout, readStorePool: poolSize } = config
  if (!readStoreUrl.external) return createMemoryReadStore({ time })
  const { openMongoReadStore } = await import('../read-store/mongo.ts')
  const name = `rostrum ${config.role} ${processId}`
  return reachable(
    'READ_STORE_URL',
    openMongoReadStore({ url: readStoreUrl.url, name, time, timeoutMs: timeout, poolSize }),
  )
}

/** Beside the documents: where these are shared, so is what they were. */
export async function openMilestoneStore(
  config: Config,
  processId: string,
  time: Time,
): Promise<MilestoneStore> {
  const { readStoreUrl, readStoreTimeout: timeout, readStorePool: poolSize } = config
  const form = milestoneFormatOf(roomProjections)
  if (!readStoreUrl.external) {
    try {
      return openSqliteMilestoneStore(join(config.dataDir, 'past.db'), form, time)
    } catch (cause) {
      throw new EngineUnreachable(`what rooms were cannot be kept: ${(cause as Error).message}`, { cause })
    }
  }
  const { openMongoMilestoneStore } = await import('../milestone-store/mongo.ts')
  const options = { url: readStoreUrl.url, name: `rostrum ${config.role} ${processId}`, form }
  return reachable('READ_STORE_URL', openMongoMilestoneStore({ ...options, timeoutMs: timeout, poolSize }))
}

export async function openBus(config: Config, processId: string, time: Time, logger: Logger): Promise<Bus> {
  const { busUrl, busTimeout: timeout } = config
  if (!busUrl.external)
    return createMemoryBus({
      time,
      onError: (err, topic) => logger.error({ err, topic }, 'bus: handler threw'),
    })
  const { openNatsBus } = await import('../bus/nats.ts')
  const name = `rostrum ${config.role} ${processId}`
  return reachable('BUS_URL', openNatsBus({ url: busUrl.url, name, time, logger, timeoutMs: timeout }))
}

/** A server that was named cannot be used; the message names the variable and tells none of its credentials. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable'
}

async function reachable<T>(variable: string, opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (cause) {
    throw new EngineUnreachable(`${variable} names what cannot be used: ${(cause as Error).message}`, {
      cause,
    })
  }
}
