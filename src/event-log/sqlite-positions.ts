// Names positions of the SQLite log: the number of a row becomes a position with the fingerprint of its event.

import { BEGINNING, hasFingerprint, type Position, positionNumber, positionOf } from '../../commands/event.ts'
import type { RecentEvents } from './recent-events.ts'
import type { RowReader } from './sqlite-rows.ts'

export class SqlitePositions {
  readonly #rows: Pick<RowReader, 'scan'>
  readonly #recent: RecentEvents
  /** The last position that was read from the file. Readers and clients often ask for one position several times. */
  #read: { readonly number: number; readonly position: Position } | null = null

  constructor(rows: Pick<RowReader, 'scan'>, recent: RecentEvents) {
    this.#rows = rows
    this.#recent = recent
  }

  /** The position of the event in this row. Without a fingerprint if there is no such event, or it cannot be read. */
  at(number: number): Position {
    const recent = this.#recent.at(number)
    if (recent) return recent.position
    if (number < 1) return BEGINNING
    if (this.#read?.number === number) return this.#read.position
    const [event] = this.#rows.scan(number - 1, number, null).events
    if (!event) return positionOf(number)
    const { position } = event
    this.#read = { number, position }
    return position
  }

  /** `last` is the row of the last event. */
  contains(position: Position, last: number): boolean {
    if (positionNumber(position) > last) return false
    return !hasFingerprint(position) || this.at(Number(positionNumber(position))) === position
  }
}
