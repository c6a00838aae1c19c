// Opens the inputs of an audit: a log, an export, and a head file.

import { createReadStream, existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { digitsOf, type Position, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { parseId } from '../../commands/ids.ts'
import { EngineUnreachable, openEventLog } from '../../src/compose/engines.ts'
import { readConfig } from '../../src/config/config.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { eventsOfExport } from '../../src/exports/exports.ts'
import { type PositionRange, readRoomEvents } from '../../src/exports/room-events.ts'
import { type HeadFile, parseHeadFile, trustedKeys } from '../../src/notary/head-file.ts'
import { systemTime } from '../../src/support/time.ts'
import type { CliCall } from '../command.ts'
import { UsageError } from '../terminal.ts'

/** The option of every command that reads a log. */
export const logOption = {
  log: { value: 'URL', meaning: 'the event log, such as sqlite:data/rostrum.db; default: EVENT_LOG_URL' },
}

/** Opens the log of `--log`, or that of the configuration. `canCreate`: a log in a file is created when missing. */
export async function openLog(call: CliCall, { canCreate = false } = {}): Promise<EventLog> {
  const given = call.text('log')
  const withOptionName = (message: string) =>
    given === null ? message : message.replaceAll('EVENT_LOG_URL', '--log')
  const read = readConfig(undefined, given === null ? [] : [`--event-log-url=${given}`])
  if (!read.ok) throw new UsageError(withOptionName(read.errors.join('\n')))
  const { external, rest } = read.values.eventLog.url
  if (external)
    return openEventLog(read.values, systemTime).catch(error => {
      throw error instanceof EngineUnreachable ? new UsageError(withOptionName(error.message)) : error
    })
  if (!canCreate && !existsSync(rest)) throw new UsageError(`no event log at ${rest}`)
  return openEventLog(read.values, systemTime, { asStored: !canCreate })
}

/** The id of the room that the command names. */
export function roomOf({ positionals: [room] }: CliCall): string {
  if (room === undefined) throw new UsageError('missing argument: ROOM')
  const id = parseId<never>(room)
  if (id === null) throw new UsageError(`not the id of a room: ${room}`)
  return id
}

export type AuditSource = {
  /** Reads from the beginning at each call. */
  events(): AsyncGenerator<Recorded>
  close(): Promise<void>
}

/** Opens the room's events in the export of `--export`, or else in the log. Throws when there are none, unless `mayBeGone`. */
export async function openSource(
  call: CliCall,
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

/** Reads the room's events in a log, from the beginning at each call, with progress. Throws as `openSource` does. */
export async function openRoomSource(
  call: CliCall,
  log: EventLog,
  room: string,
  { range = EVERYTHING, mayBeGone = false } = {},
) {
  const { value: first } = await readRoomEvents(log, room).next()
  if (!first && !mayBeGone) throw new UsageError(`no room ${room} in this log`)
  // Only for the progress bar: the reading itself reports a damaged tail.
  const tails = await Promise.all(streamsOfRoom(room).map(stream => log.readTail(stream, 1).catch(() => [])))
  const last = tails.flat().map(({ position }) => countedOf(position))
  const begin = first ? countedOf(first.position) : Number.NaN
  const end = Math.min(
    range.upTo === null ? Number.POSITIVE_INFINITY : countedOf(range.upTo),
    Math.max(...last),
  )
  return async function* (): AsyncGenerator<Recorded> {
    for await (const event of readRoomEvents(log, room, range)) {
      call.progress('reading', Math.max(0, countedOf(event.position) - begin) / Math.max(end - begin, 1))
      yield event
    }
  }
}

/** Not a number if somebody changed it by hand. */
const countedOf = (position: Position): number => Number(digitsOf(position))

export function linesOfFile(file: string, onPart: (part: number) => void = () => {}): AsyncGenerator<string> {
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`)
  return readLines(file, onPart)
}

/** `node:readline` also ends lines at U+2028 and U+2029, which JSON may hold unescaped. */
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

/** Reads the heads of `--heads`, with the keys that are trusted because of `--key`. */
export async function readHeads(call: CliCall): Promise<Trust> {
  const path = call.need('heads')
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`no such file: ${path}`)
  })
  let file: HeadFile
  try {
    file = parseHeadFile(text)
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`)
  }
  const named = call.text('key')
  const keys = trustedKeys(file, named)
  if (named !== null && keys.size === 0) throw new UsageError(`no key ${named} in ${path}`)
  if (keys.size === 0) throw new UsageError(`no key in ${path}`)
  return { file, keys }
}
