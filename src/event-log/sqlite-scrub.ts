// Checks a whole SQLite log: every event, every way to it, and the pages of the file.

import type { DatabaseSync } from 'node:sqlite'
import type { StreamName } from '../../commands/event.ts'
import type { Time } from '../support/time.ts'
import { type LogDamage, LogFault } from './event-log.ts'
import { DamageRegister } from './sqlite-damage.ts'
import { DamagedRow, isDamage, sqliteFaultOf } from './sqlite-faults.ts'
import { isBeingWritten, openFileToRead } from './sqlite-file.ts'
import { EventRows, ROWS_PER_PAGE } from './sqlite-rows.ts'
import { checkSchema } from './sqlite-schema.ts'
import { inspectWal } from './sqlite-wal.ts'

export type ScrubReport = {
  readonly events: number
  readonly streams: number
  /** Events of an old log that have no checksum yet. Their contents cannot be proven. */
  readonly unproven: number
  readonly damage: readonly LogDamage[]
  /** What SQLite says of the pages of the file, and what is wrong with the file as a whole. */
  readonly findings: readonly string[]
}

/** Called with the work that is being done, and how far it is, from 0 to 1. */
export type OnScrubProgress = (what: string, part: number) => void

/** Most messages of SQLite about the pages. */
const MAX_FINDINGS = 100

/** Reads the log as it is at this moment, beside a server or without one. Rejects if it cannot be opened at all. */
export async function scrubSqliteLog(
  path: string,
  time: Pick<Time, 'nextTurn'>,
  onProgress: OnScrubProgress = () => {},
): Promise<ScrubReport> {
  const findings: string[] = []
  // What a server is writing at this moment looks like a loss.
  const loss = isBeingWritten(path) ? null : inspectWal(path).loss
  if (loss !== null) findings.push(`the newest events are lost: ${loss}`)
  const file = openFileToRead(path)
  try {
    const { db, format } = file
    const rows = new EventRows(db, format)
    const register = new DamageRegister(db, path, rows.streams, () => {})
    findings.push(...schemaFindings(db, path, format))
    await scrubEvents(rows, register, findings, time, onProgress)
    const streams = await scrubStreams(db, rows, register, findings, time, onProgress)
    onProgress('checking the pages of the file', 0)
    findings.push(...pageFindings(db))
    const { provenEvents, events: bare } = rows.bare
    const unproven = Math.max(0, Math.min(bare, rows.last) - provenEvents)
    return { events: rows.last, streams, unproven, damage: register.found, findings }
  } catch (error) {
    throw sqliteFaultOf(error, path)
  } finally {
    file.close()
  }
}

async function scrubEvents(
  rows: EventRows,
  register: DamageRegister,
  findings: string[],
  time: Pick<Time, 'nextTurn'>,
  onProgress: OnScrubProgress,
): Promise<void> {
  for (let after = 0; after < rows.last; ) {
    const end = Math.min(after + ROWS_PER_PAGE, rows.last)
    const { damaged } = rows.scan(after, end, null)
    if (damaged.length > 0) findings.push(...uncertainIn(() => register.eventsAt(damaged)))
    after = end
    onProgress('checking events', after / rows.last)
    await time.nextTurn()
  }
}

/** Every event must be reachable by its stream, and the stream must end where it was written to. */
async function scrubStreams(
  db: DatabaseSync,
  rows: EventRows,
  register: DamageRegister,
  findings: string[],
  time: Pick<Time, 'nextTurn'>,
  onProgress: OnScrubProgress,
): Promise<number> {
  const { last = 0, end = 0 } = db
    .prepare(`SELECT max(id) AS last${rows.isOld ? '' : ', max(last) AS "end"'} FROM streams`)
    .get() as { last: number | null; end?: number | null }
  if (!rows.isOld && rows.bare.provenStreams >= rows.bare.streams && (end ?? 0) !== rows.last)
    findings.push(`the log ends at position ${rows.last}, and was written up to position ${end}`)
  for (let id = 1; id <= (last ?? 0); id++) {
    const name = rows.streams.searchName(id)
    if (name === null) findings.push(`stream ${id} has no name`)
    else scrubStream(rows, register, name)
    if (id % 100 === 0) await time.nextTurn()
    onProgress('checking streams', id / (last ?? 1))
  }
  return last ?? 0
}

function scrubStream(rows: EventRows, register: DamageRegister, name: StreamName): void {
  try {
    const version = rows.versionOf(name)
    for (let from = 1; from <= version; from += ROWS_PER_PAGE) rows.read(name, from, ROWS_PER_PAGE)
  } catch (error) {
    if (!(error instanceof DamagedRow)) throw error
    register.faultOf(error)
  }
}

/** The message of a fault that says that nobody knows whose events are damaged. */
function uncertainIn(work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof LogFault) return [error.message]
    throw error
  }
}

function schemaFindings(db: DatabaseSync, path: string, format: number): string[] {
  return uncertainIn(() => checkSchema(db, path, format))
}

function pageFindings(db: DatabaseSync): string[] {
  try {
    const rows = db.prepare(`PRAGMA integrity_check(${MAX_FINDINGS})`).all()
    return rows.map(row => String(row.integrity_check)).filter(text => text !== 'ok')
  } catch (error) {
    if (isDamage(error)) return [(error as Error).message]
    throw error
  }
}
