// Where the audit reads from: a log, an export, and the heads that are kept elsewhere.

import { createReadStream, existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { parseId } from '../../commands/ids.ts'
import { readConfig } from '../../src/config/config.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { eventsOfExport } from '../../src/exports/exports.ts'
import { type PositionRange, readRoomEvents } from '../../src/exports/room-events.ts'
import { type HeadFile, parseHeadFile, trustedKeys } from '../../src/notary/head-file.ts'
import { systemTime } from '../../src/support/time.ts'
import { UsageError } from '../rebuild/terminal.ts'
import type { AuditCall } from './command.ts'

/** The log of `--log`, or of the configuration. `make`: it may be one that is not there yet. */
export async function openLog(call: AuditCall, { make = false } = {}): Promise<EventLog> {
  const given = call.text('log')
  const read = readConfig(undefined, given === null ? [] : [`--event-log-url=${given}`])
  if (!read.ok) {
    const told = read.errors.join('\n')
    throw new UsageError(given === null ? told : told.replaceAll('EVENT_LOG_URL', '--log'))
  }
  const { external, rest, url } = read.values.eventLog.url
  if (external) return openEventStoreDb({ url, time: systemTime, timeoutMs: read.values.eventLog.timeoutMs })
  if (!make && !existsSync(rest)) throw new UsageError(`there is no event log at ${rest}`)
  return openSqliteLog(rest, systemTime, { unchecked: true })
}

export function roomOf({ positionals: [room] }: AuditCall): string {
  if (room === undefined) throw new UsageError('say which room: its id is missing')
  const id = parseId<never>(room)
  if (id === null) throw new UsageError(`${room} is no room's id`)
  return id
}

export type AuditSource = {
  /** From the beginning, each time anew. */
  events(): AsyncGenerator<Recorded>
  close(): Promise<void>
}

/** The room's events in the export of `--export`, or else in the log. Throws where there are none, unless it `mayBeGone`. */
export async function openSource(
  call: AuditCall,
  room: string,
  { mayBeGone = false } = {},
): Promise<AuditSource> {
  const file = call.text('export')
  if (file !== null) {
    const lines = () => linesOfFile(file, part => call.progress('reading', part))
    return { events: () => eventsOfExport(lines(), room), close: async () => {} }
  }
  const log = await openLog(call)
  try {
    return { events: await openRoomSource(call, log, room, { mayBeGone }), close: () => log.close() }
  } catch (error) {
    await log.close()
    throw error
  }
}

const EVERYTHING: PositionRange = { after: null, upTo: null }

/** The room's events in a log, each time anew, telling how far they are read. Throws as `openSource` does. */
export async function openRoomSource(
  call: AuditCall,
  log: EventLog,
  room: string,
  { range = EVERYTHING, mayBeGone = false } = {},
) {
  const { value: first } = await readRoomEvents(log, room).next()
  if (!first && !mayBeGone) throw new UsageError(`there is no room ${room} in this log`)
  // Only for the bar: where a tail was tampered with, the reading itself tells of it.
  const tails = await Promise.all(streamsOfRoom(room).map(stream => log.readTail(stream, 1).catch(() => [])))
  const last = tails.flat().map(({ position }) => Number(position))
  const begin = Number(first?.position)
  const end = Math.min(Number(range.upTo ?? Number.POSITIVE_INFINITY), Math.max(...last))
  return async function* (): AsyncGenerator<Recorded> {
    for await (const event of readRoomEvents(log, room, range)) {
      call.progress('reading', Math.max(0, Number(event.position) - begin) / Math.max(end - begin, 1))
      yield event
    }
  }
}

export function linesOfFile(file: string, onPart: (part: number) => void = () => {}): AsyncGenerator<string> {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`)
  return readLines(file, onPart)
}

/** Not by `node:readline`: to it a line also ends at U+2028 and U+2029, which stand in JSON, and in comments, as they are. */
async function* readLines(file: string, onPart: (part: number) => void): AsyncGenerator<string> {
  const input = createReadStream(file, { encoding: 'utf8' })
  const { size } = statSync(file)
  let rest = ''
  for await (const chunk of input) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    onPart(input.bytesRead / size)
    yield* lines
  }
  if (rest !== '') yield rest
}

export type Trust = { readonly file: HeadFile; readonly keys: ReadonlyMap<string, string> }

/** The heads of `--heads`, with the keys that `--key` leads to. */
export async function readHeads(call: AuditCall): Promise<Trust> {
  const path = call.need('heads')
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`there is no file ${path}`)
  })
  let file: HeadFile
  try {
    file = parseHeadFile(text)
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`)
  }
  const named = call.text('key')
  const keys = trustedKeys(file, named)
  if (named !== null && keys.size === 0) throw new UsageError(`${path} holds no key ${named}`)
  if (keys.size === 0) throw new UsageError(`${path} holds no key`)
  return { file, keys }
}
