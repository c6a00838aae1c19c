import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Position, parsePosition, type Recorded } from '../../commands/event.ts'
import { isRecorded } from '../../commands/recorded-guard.ts'
import { csvHeading, csvOfEvent, exportHeading, exportLine } from '../../src/exports/exports.ts'
import { writeParquet } from '../../src/exports/parquet.ts'
import { UsageError } from '../rebuild/terminal.ts'
import { type AuditCall, type AuditCommand, logOption } from './command.ts'
import { openLog, openRoomSource, roomOf } from './sources.ts'

export const exportCommand: AuditCommand = {
  usage:
    'export ROOM --out FILE [--format ndjson|csv|parquet] [--after POSITION] [--up-to POSITION] [--log URL]',
  meaning: `Writes the events of a room into a file, in the order of the log. The same range gives the same bytes. NDJSON
holds everything, and can be verified and imported where it begins with the first event of the room.`,
  options: {
    out: 'the file; it is made anew',
    format: 'ndjson (unless said), csv or parquet',
    after: 'only events behind this position',
    'up-to': 'only events up to this position, that included',
    ...logOption,
  },
  async run(call) {
    const room = roomOf(call)
    const out = call.need('out')
    const format = call.text('format') ?? 'ndjson'
    if (format !== 'ndjson' && format !== 'csv' && format !== 'parquet')
      throw new UsageError(`--format is ndjson, csv or parquet, and not "${format}"`)
    const range = { after: positionIn(call, 'after'), upTo: positionIn(call, 'up-to') }
    const place = await placeOf(out)
    const log = await openLog(call)
    // Half a file must not be taken for a whole one.
    const half = `${place}.part`
    try {
      const events = sound((await openRoomSource(call, log, room, { range }))())
      const count =
        format === 'parquet' ? await writeParquet(half, events) : await writeLines(half, format, room, events)
      await rename(half, place)
      call.answer({ room, format, file: out, events: count }, `${count} events of ${room} are in ${out}.`)
      return 0
    } finally {
      await rm(half, { force: true })
      await log.close()
    }
  },
}

/** Where the file is, behind links. A device such as `/dev/stdout`, or a pipe, would be replaced by it. */
async function placeOf(out: string): Promise<string> {
  const place = await realpath(out).catch(() => out)
  const there = await stat(place).catch(() => null)
  if (there && !there.isFile()) throw new UsageError(`${out} is there already, and is no file`)
  return place
}

/** Throws for what verify tells of, but nobody could read again. */
async function* sound(events: AsyncIterable<Recorded>): AsyncGenerator<Recorded> {
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

function positionIn(call: AuditCall, name: string): Position | null {
  const text = call.text(name)
  const position = text === null ? null : parsePosition(text)
  if (text !== null && position === null)
    throw new UsageError(`--${name} is a position of 20 digits, and not "${text}"`)
  return position
}
