// Names positions of the SQLite log: the number of a row becomes a position with the fingerprint of its event.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  BEGINNING,
  hasFingerprint,
  type Position,
  positionNumber,
  positionOf,
  positionOfEvent,
} from '../../commands/event.ts'
import type { RecentEvents } from './recent-events.ts'

export class SqlitePositions {
  readonly #recent: RecentEvents
  readonly #event: StatementSync
  /** The last position that was read from the file. Readers and clients often ask for one position several times. */
  #read: { readonly number: number; readonly position: Position } | null = null

  constructor(db: DatabaseSync, recent: RecentEvents) {
    this.#recent = recent
    this.#event = db.prepare('SELECT id, at FROM events WHERE position = ?')
  }

  /** The position of the event in this row. Without a fingerprint if there is no such event. */
  at(number: number): Position {
    const recent = this.#recent.at(number)
    if (recent) return recent.position
    if (number < 1) return BEGINNING
    if (this.#read?.number === number) return this.#read.position
    const row = this.#event.get(number) as { readonly id: string; readonly at: number } | undefined
    if (!row) return positionOf(number)
    const position = positionOfEvent(number, row)
    this.#read = { number, position }
    return position
  }

  /** `last` is the row of the last event. */
  contains(position: Position, last: number): boolean {
    if (positionNumber(position) > last) return false
    return !hasFingerprint(position) || this.at(Number(positionNumber(position))) === position
  }
}
