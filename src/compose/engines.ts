// Which engine is behind a port: what its URL names is opened, or it is said which variable names what cannot be used.
// Drivers are imported where they are wanted: those of all engines together are a third of the time that a start takes.

import { join } from 'node:path'
import { roomProjections } from '../../projections/all.ts'
import type { Sound } from '../audio-gateway/audio-gateway.ts'
import { createNoSound } from '../audio-gateway/none.ts'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import type { Config } from '../config/config.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { openSqliteLog } from '../event-log/sqlite.ts'
import { formOf, type PastStore } from '../milestone-store/milestone-store.ts'
import { openSqlitePastStore } from '../milestone-store/sqlite.ts'
import { createMemoryReadStore } from '../read-store/memory.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'

export async function openEventLog({ eventLogUrl, eventLogTimeout }: Config): Promise<EventLog> {
  if (!eventLogUrl.external) return openSqliteLog(eventLogUrl.rest)
  const { openEventStoreDb } = await import('../event-log/event-store-db.ts')
  const opening = openEventStoreDb({ url: eventLogUrl.url, timeout: eventLogTimeout })
  const log = await reachable('EVENT_LOG_URL', opening)
  await reachable('EVENT_LOG_URL', log.ping()).catch(async error => {
    await log.close()
    throw error
  })
  return log
}

export async function openSound(config: Config, logger: Logger): Promise<Sound> {
  const { dataDir, soundUrl, soundCapacity: capacity, soundPrebuffer: prebuffer } = config
  const options = { patience: 2_000, capacity, prebuffer, logger }
  if (soundUrl.scheme === 'none') return createNoSound()
  const { connectJanus, startJanus } = await import('../audio-gateway/janus.ts')
  if (soundUrl.external)
    return reachable('SOUND_URL', connectJanus(soundUrl.rest, config.soundSecret!, options))
  const { soundRecordings: recordings, soundAddress: address, soundPublicAddress: publicAddress } = config
  const { ownAddresses } = await import('../audio-gateway/janus-process.ts')
  // The gateway would start there, and no device would ever reach it.
  if (address !== null && !ownAddresses().includes(address))
    throw new Unreachable(
      `SOUND_ADDRESS is none of ${ownAddresses().join(', ')}, where this machine has media`,
    )
  const own = { recordings, address, publicAddress, ports: config.soundPorts, path: config.executablePath }
  const started = await startJanus({ ...own, name: 'own', folder: join(dataDir, 'sound'), logger }, options)
  return started ?? createNoSound()
}

export async function openReadStore(config: Config, processId: string): Promise<ReadStore> {
  const { readStoreUrl, readStoreTimeout: timeout, readStorePool: poolSize } = config
  if (!readStoreUrl.external) return createMemoryReadStore()
  const { openMongoReadStore } = await import('../read-store/mongo.ts')
  const name = `rostrum ${config.role} ${processId}`
  return reachable('READ_STORE_URL', openMongoReadStore({ url: readStoreUrl.url, name, timeout, poolSize }))
}

/** Beside the documents: where these are shared, so is what they were. */
export async function openPastStore(config: Config, processId: string): Promise<PastStore> {
  const { readStoreUrl, readStoreTimeout: timeout, readStorePool: poolSize } = config
  const form = formOf(roomProjections)
  if (!readStoreUrl.external) {
    try {
      return openSqlitePastStore(join(config.dataDir, 'past.db'), form)
    } catch (cause) {
      throw new Unreachable(`what rooms were cannot be kept: ${(cause as Error).message}`, { cause })
    }
  }
  const { openMongoPastStore } = await import('../milestone-store/mongo.ts')
  const options = { url: readStoreUrl.url, name: `rostrum ${config.role} ${processId}`, form }
  return reachable('READ_STORE_URL', openMongoPastStore({ ...options, timeout, poolSize }))
}

export async function openBus(config: Config, processId: string, logger: Logger): Promise<Bus> {
  const { busUrl, busTimeout: timeout } = config
  if (!busUrl.external)
    return createMemoryBus({
      onError: (err, topic) => logger.error({ err, topic }, 'a listener of the bus failed'),
    })
  const { openNatsBus } = await import('../bus/nats.ts')
  const name = `rostrum ${config.role} ${processId}`
  return reachable('BUS_URL', openNatsBus({ url: busUrl.url, name, logger, timeout }))
}

/** A server that was named cannot be used; the message names the variable and tells none of its credentials. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

async function reachable<T>(variable: string, opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (cause) {
    throw new Unreachable(`${variable} names what cannot be used: ${(cause as Error).message}`, { cause })
  }
}
