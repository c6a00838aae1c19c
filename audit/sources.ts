// Where the audit reads from: a log, an export, and the heads that are kept elsewhere.

import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Recorded } from '../commands/event.ts'
import { parseId } from '../commands/ids.ts'
import { readConfig } from '../src/config.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { openEventStoreDb } from '../src/event-log/event-store-db.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { eventsOfExport } from '../src/history/exports.ts'
import { type HeadFile, parseHeadFile, trustedKeys } from '../src/history/head-file.ts'
import { recordsOf } from '../src/history/records.ts'
import { type Call, Unusable } from './command.ts'

/** The log of `--log`, or of the configuration. `make`: it may be one that is not there yet. */
export async function openLog(call: Call, { make = false } = {}): Promise<EventLog> {
  const given = call.text('log')
  const read = readConfig(undefined, given === null ? [] : [`--event-log-url=${given}`])
  if (!read.ok) {
    const told = read.errors.join('\n')
    throw new Unusable(given === null ? told : told.replaceAll('EVENT_LOG_URL', '--log'))
  }
  const { external, rest, url } = read.values.eventLogUrl
  if (external) return openEventStoreDb({ url, timeout: read.values.eventLogTimeout })
  if (!make && !existsSync(rest)) throw new Unusable(`there is no event log at ${rest}`)
  return openSqliteLog(rest, { unchecked: true })
}

export function roomOf({ positionals: [room] }: Call): string {
  if (room === undefined) throw new Unusable('say which room: its id is missing')
  const id = parseId<never>(room)
  if (id === null) throw new Unusable(`${room} is no room's id`)
  return id
}

export type Source = {
  /** From the beginning, each time anew. */
  events(): AsyncGenerator<Recorded>
  close(): Promise<void>
}

/** The room's events in the export of `--export`, or else in the log. Throws where there are none. */
export async function openSource(call: Call, room: string): Promise<Source> {
  const file = call.text('export')
  if (file !== null) return { events: () => eventsOfExport(linesOf(file), room), close: async () => {} }
  const log = await openLog(call)
  const source = { events: () => recordsOf(log, room), close: () => log.close() }
  const { done } = await source.events().next()
  if (!done) return source
  await log.close()
  throw new Unusable(`there is no room ${room} in this log`)
}

export function linesOf(file: string): AsyncIterable<string> {
  if (!existsSync(file)) throw new Unusable(`there is no file ${file}`)
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
}

export type Trust = { readonly file: HeadFile; readonly keys: ReadonlyMap<string, string> }

/** The heads of `--heads`, with the keys that `--key` leads to. */
export async function readHeads(call: Call): Promise<Trust> {
  const path = call.need('heads')
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Unusable(`there is no file ${path}`)
  })
  let file: HeadFile
  try {
    file = parseHeadFile(text)
  } catch (error) {
    throw new Unusable(`${path}: ${(error as Error).message}`)
  }
  const named = call.text('key')
  const keys = trustedKeys(file, named)
  if (named !== null && keys.size === 0) throw new Unusable(`${path} holds no key ${named}`)
  if (keys.size === 0) throw new Unusable(`${path} holds no key`)
  return { file, keys }
}
