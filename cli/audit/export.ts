// rostrum audit export: writes the events of a room into a file.

import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Position, parsePosition, type Recorded } from '../../commands/event.ts'
import { isRecorded } from '../../commands/recorded-guard.ts'
import { csvHeading, csvOfEvent, exportHeading, exportLine } from '../../src/exports/exports.ts'
import { writeParquet } from '../../src/exports/parquet.ts'
import type { CliCall, CliCommand } from '../command.ts'
import { UsageError } from '../terminal.ts'
import { logOption, openLog, openRoomSource, roomOf } from './sources.ts'

export const exportCommand: CliCommand = {
  usage:
    'export ROOM --out FILE [--format ndjson|csv|parquet] [--after POSITION] [--up-to POSITION] [--log URL]',
  meaning: `Writes the events of a room into a file, in the order of the log. The same range gives the same bytes. NDJSON holds
everything. It can be verified and imported when it begins with the first event of the room.`,
  options: {
    out: { value: 'FILE', meaning: 'the file to write; replaced when it exists' },
    format: { value: 'FORMAT', meaning: 'ndjson (default), csv or parquet' },
    after: { value: 'POSITION', meaning: 'only events after this position' },
    'up-to': { value: 'POSITION', meaning: 'only events up to and including this position' },
    ...logOption,
  },
  async run(call) {
    const room = roomOf(call)
    const out = call.need('out')
    const format = call.text('format') ?? 'ndjson'
    if (format !== 'ndjson' && format !== 'csv' && format !== 'parquet')
      throw new UsageError(`--format must be ndjson, csv or parquet, and not "${format}"`)
    const range = { after: positionIn(call, 'after'), upTo: positionIn(call, 'up-to') }
    const file = await resolveFile(out)
    const log = await openLog(call)
    // An interrupted export must not look complete.
    const partial = `${file}.part`
    try {
      const events = undamaged((await openRoomSource(call, log, room, { range }))())
      const count =
        format === 'parquet'
          ? await writeParquet(partial, events)
          : await writeLines(partial, format, room, events)
      await rename(partial, file)
      call.answer({ room, format, file: out, events: count }, `Wrote ${count} events of ${room} to ${out}.`)
      return 0
    } finally {
      await rm(partial, { force: true })
      await log.close()
    }
  },
}

/** The file behind links. Throws for devices such as `/dev/stdout` and for pipes, which the export would replace. */
async function resolveFile(out: string): Promise<string> {
  const file = await realpath(out).catch(() => out)
  const existing = await stat(file).catch(() => null)
  if (existing && !existing.isFile()) throw new UsageError(`${out} exists and is not a regular file`)
  return file
}

/** Throws for an event that is damaged in the log: `verify` reports it, but no export of it could be read again. */
async function* undamaged(events: AsyncIterable<Recorded>): AsyncGenerator<Recorded> {
  for await (const event of events) {
    const { stream, version, id } = event
    if (!isRecorded(event))
      throw new UsageError(`version ${version} of ${stream} (${id}) is damaged in the log`)
    yield event
  }
}

async function writeLines(
  file: string,
  format: 'ndjson' | 'csv',
  room: string,
  events: AsyncIterable<Recorded>,
): Promise<number> {
  let count = 0
  async function* lines() {
    yield format === 'csv' ? csvHeading() : exportHeading(room)
    for await (const event of events) {
      yield format === 'csv' ? csvOfEvent(event) : exportLine(event)
      count += 1
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
  return count
}

function positionIn(call: CliCall, name: string): Position | null {
  const text = call.text(name)
  const position = text === null ? null : parsePosition(text)
  if (text !== null && position === null)
    throw new UsageError(`--${name} must be a position, such as 00000000000000000042, and not "${text}"`)
  return position
}
