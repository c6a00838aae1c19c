// Remembers which parts of the SQLite log are damaged, and finds the streams that lost events by it.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { positionOf, type StreamName } from '../../commands/event.ts'
import { type DamagedEvent, type LogDamage, LogFault } from './event-log.ts'
import { type DamagedRow, isDamage } from './sqlite-faults.ts'
import type { StreamTable } from './sqlite-streams.ts'

/** Called once for each part, when it is found. */
export type OnDamage = (damage: LogDamage) => void

export class DamageRegister {
  readonly found: LogDamage[] = []
  readonly #path: string
  readonly #streams: StreamTable
  readonly #onDamage: OnDamage
  readonly #sql: Record<'places' | 'placesOfStream' | 'streams', StatementSync>
  /** The events that cannot be read, by position. */
  readonly #events = new Map<number, readonly DamagedEvent[]>()
  /** By the stream and the reason. */
  readonly #ofStreams = new Map<string, LogDamage>()

  constructor(db: DatabaseSync, path: string, streams: StreamTable, onDamage: OnDamage) {
    this.#path = path
    this.#streams = streams
    this.#onDamage = onDamage
    const arrays = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReturnArrays(true)
      return statement
    }
    this.#sql = {
      // `+` keeps SQLite from looking the positions up in the table, whose rows are damaged.
      places: arrays(`SELECT stream, position FROM events INDEXED BY sqlite_autoindex_events_1
        WHERE +position BETWEEN ? AND ?`),
      placesOfStream: arrays(`SELECT stream, position FROM events INDEXED BY sqlite_autoindex_events_1
        WHERE stream = ? AND +position BETWEEN ? AND ?`),
      streams: arrays('SELECT coalesce(max(id), 0) FROM streams'),
    }
  }

  /**
   * The events at these positions, which cannot be read. Their streams are found by the index of the table. Throws a
   * `LogFault` if nothing tells whose events they are: then nobody can say what is not affected.
   */
  eventsAt(positions: readonly number[]): DamagedEvent[] {
    const fresh = positions.filter(position => !this.#events.has(position))
    for (const [from, to] of rangesOf(fresh)) this.#addRange(from, to)
    return positions.flatMap(position => {
      const events = this.#events.get(position)!
      if (events.length > 0) return events
      throw new LogFault(
        `${this.#path} is damaged at position ${position}, and nothing tells whose event this is. Restore a backup, or use \`rostrum salvage\`.`,
        { isLasting: true },
      )
    })
  }

  /** The fault for a row that is not as written. */
  faultOf(row: DamagedRow): LogFault {
    const damage = this.#damageOf(row)
    const text = `${this.#path} is damaged: ${row.message}. See \`rostrum scrub\`.`
    return new LogFault(text, { damage, cause: row })
  }

  #damageOf({ stream, position, reason }: DamagedRow): LogDamage {
    if (position !== null) {
      this.eventsAt([position])
      const place = positionOf(position)
      const known = this.found.find(({ from, to }) => from !== null && from <= place && place <= to!)
      if (known) return known
    }
    const key = `${stream} ${reason}`
    const known = this.#ofStreams.get(key)
    if (known) return known
    const damage = { streams: stream ? [stream] : [], from: null, to: null, reason }
    this.#ofStreams.set(key, damage)
    this.#add(damage)
    return damage
  }

  #addRange(from: number, to: number): void {
    const owners = this.#ownersOf(from, to)
    const streams = new Set<StreamName>()
    for (let position = from; position <= to; position++) {
      const names = owners.get(position) ?? []
      for (const name of names) streams.add(name)
      const place = positionOf(position)
      this.#events.set(
        position,
        names.map(stream => ({ stream, position: place })),
      )
    }
    const reason = 'the stored events are not as written'
    this.#add({ streams: [...streams].sort(), from: positionOf(from), to: positionOf(to), reason })
  }

  /** The streams that have an event at these positions. Where that is uncertain, all that may have one. */
  #ownersOf(from: number, to: number): Map<number, StreamName[]> {
    const owners = new Map<number, StreamName[]>()
    const add = (position: number, stream: number) => {
      const name = this.#nameOf(stream)
      if (name === null) return
      const names = owners.get(position)
      if (!names) owners.set(position, [name])
      else if (!names.includes(name)) names.push(name)
    }
    const uncertain: number[] = []
    try {
      for (const [stream, position] of this.#sql.places.all(from, to) as unknown as [number, number][])
        add(position, stream)
    } catch (error) {
      if (!isDamage(error)) throw error
      uncertain.push(...this.#addByStream(from, to, add))
    }
    for (let position = from; position <= to; position++)
      if (!owners.has(position)) for (const stream of uncertain) add(position, stream)
    return owners
  }

  /** Returns the streams whose part of the index is damaged as well. */
  #addByStream(from: number, to: number, add: (position: number, stream: number) => void): number[] {
    const uncertain: number[] = []
    const [last] = this.#sql.streams.get() as unknown as [number]
    for (let stream = 1; stream <= last; stream++) {
      try {
        const places = this.#sql.placesOfStream.all(stream, from, to) as unknown as [number, number][]
        for (const [, position] of places) add(position, stream)
      } catch (error) {
        if (!isDamage(error)) throw error
        uncertain.push(stream)
      }
    }
    return uncertain
  }

  #nameOf(stream: number): StreamName | null {
    try {
      return this.#streams.searchName(stream)
    } catch (error) {
      if (isDamage(error)) return null
      throw error
    }
  }

  #add(damage: LogDamage): void {
    this.found.push(damage)
    this.#onDamage(damage)
  }
}

/** Consecutive numbers as ranges. */
export function rangesOf(sorted: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const number of sorted) {
    const last = ranges.at(-1)
    if (last && last[1] + 1 === number) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}
