// Copies what is whole of a damaged SQLite log into a new one. Every event keeps its position and its version.

import type { DatabaseSync } from 'node:sqlite'
import {
  type NewEvent,
  positionOf,
  type Recorded,
  type StreamName,
  SYSTEM,
  type Version,
} from '../../commands/event.ts'
import type { EventId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import { uuidV5 } from '../support/uuid.ts'
import { LogFault } from './event-log.ts'
import { sqliteFaultOf } from './sqlite-faults.ts'
import { openFile, openFileToRead } from './sqlite-file.ts'
import { EventRows, ROWS_PER_PAGE } from './sqlite-rows.ts'
import type { OnScrubProgress } from './sqlite-scrub.ts'

/** Stands in the place of an event that is lost. Nothing folds it. */
const LOST = 'EventLost'
/** Holds the places of lost events whose stream is not known. */
const UNKNOWN = 'Lost-unknown' as StreamName
const NAMESPACE = '0d9b8f4e-53f5-4b0c-9d0e-6a1f7a5f3c11'

export type LostEvent = {
  readonly position: string
  readonly stream: StreamName | null
  readonly version: Version | null
}
export type SalvageReport = { readonly events: number; readonly lost: readonly LostEvent[] }

/** A version that no sound event has, between two positions. */
type Hole = {
  readonly stream: StreamName
  readonly version: Version
  readonly after: number
  readonly before: number
}

/** `to` must not exist. The damaged log is only read. */
export async function salvageSqliteLog(
  from: string,
  to: string,
  time: Pick<Time, 'nextTurn'>,
  onProgress: OnScrubProgress = () => {},
): Promise<SalvageReport> {
  const source = openFileToRead(from)
  try {
    const rows = new EventRows(source.db, source.format)
    const { holes, last } = await findHoles(source.db, rows, time, onProgress)
    const target = openFile(to)
    try {
      const copy = new EventRows(target.db, target.format)
      const lost: LostEvent[] = []
      for (let after = 0; after < last; ) {
        const end = Math.min(after + ROWS_PER_PAGE, last)
        const sound = rows.scan(after, end, null).events
        const begin = after
        target.db.exec('BEGIN IMMEDIATE')
        lost.push(...copyPage(copy, sound, begin, end, holes))
        target.db.exec('COMMIT')
        after = end
        onProgress('copying events', after / last)
        await time.nextTurn()
      }
      return { events: last - lost.length, lost }
    } finally {
      target.close()
    }
  } catch (error) {
    throw sqliteFaultOf(error, from)
  } finally {
    source.close()
  }
}

function copyPage(
  copy: EventRows,
  sound: readonly Recorded[],
  after: number,
  end: number,
  holes: Hole[],
): LostEvent[] {
  const lost: LostEvent[] = []
  let next = 0
  let at = sound[0]?.at ?? 0
  for (let position = after + 1; position <= end; position++) {
    const event = sound[next]
    if (event && Number(event.position.slice(0, 20)) === position) {
      next += 1
      at = event.at
      const [written] = copy.insert(event.stream, [event])
      if (written!.position !== event.position || written!.version !== event.version)
        throw new LogFault(`the place of ${event.stream} ${event.version} is taken`, { isLasting: true })
      continue
    }
    const hole = takeHole(holes, position)
    lost.push({
      position: positionOf(position),
      stream: hole?.stream ?? null,
      version: hole?.version ?? null,
    })
    copy.insert(hole?.stream ?? UNKNOWN, [lostEvent(position, at)])
  }
  return lost
}

/** The version that has to be filled first, of those that may be at this position. */
function takeHole(holes: Hole[], position: number): Hole | null {
  let first = -1
  for (const [i, { after, before }] of holes.entries())
    if (after < position && position < before && (first < 0 || before < holes[first]!.before)) first = i
  return first < 0 ? null : holes.splice(first, 1)[0]!
}

function lostEvent(position: number, at: number): NewEvent {
  const id = uuidV5(NAMESPACE, `${position}`) as EventId
  const cause = { commandId: id as never, by: SYSTEM, correlationId: 'salvage' }
  return { type: LOST, data: { position: positionOf(position) }, id, at, cause }
}

/** The versions that are missing between sound events and at the ends of streams, and where the log ends. */
async function findHoles(
  db: DatabaseSync,
  rows: EventRows,
  time: Pick<Time, 'nextTurn'>,
  onProgress: OnScrubProgress,
): Promise<{ holes: Hole[]; last: number }> {
  const ends = new Map<StreamName, { version: Version; position: number }>()
  const holes: Hole[] = []
  const open = (stream: StreamName, upTo: Version, before: number) => {
    const { version, position: after } = ends.get(stream) ?? { version: 0, position: 0 }
    for (let missing = version + 1; missing < upTo; missing++)
      holes.push({ stream, version: missing, after, before })
  }
  for (let after = 0; after < rows.last; after += ROWS_PER_PAGE) {
    for (const { stream, version, position } of rows.scan(
      after,
      Math.min(after + ROWS_PER_PAGE, rows.last),
      null,
    ).events) {
      const number = Number(position.slice(0, 20))
      open(stream, version, number)
      ends.set(stream, { version, position: number })
    }
    onProgress('looking for lost events', after / rows.last)
    await time.nextTurn()
  }
  const recorded = rows.isOld ? [] : recordedEnds(db)
  const last = Math.max(rows.last, ...recorded.map(end => end.last))
  for (const { name, version } of recorded) open(name, version + 1, last + 1)
  return { holes, last }
}

/** Where the streams were written to, of those whose rows can be read. */
function recordedEnds(db: DatabaseSync) {
  const one = db.prepare('SELECT name, version, last FROM streams WHERE id = ?')
  const ends: { name: StreamName; version: Version; last: number }[] = []
  const [count] = Object.values(db.prepare('SELECT coalesce(max(id), 0) FROM streams').get()!) as [number]
  for (let id = 1; id <= count; id++) {
    try {
      const row = one.get(id) as { name: StreamName; version: Version | null; last: number } | undefined
      if (row && typeof row.name === 'string' && row.version !== null)
        ends.push({ ...row, version: row.version })
    } catch {
      // Its page is damaged. What is sound of the stream was found in the table of events.
    }
  }
  return ends
}
