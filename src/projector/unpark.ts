// Replays parked events into their projection.

import {
  CATEGORIES,
  digitsOf,
  isAfter,
  type Position,
  type Recorded,
  streamName,
} from '../../commands/event.ts'
import type { Projection, Stored } from '../../projections/projection.ts'
import { damageOf, type EventLog } from '../event-log/event-log.ts'
import type { Change, ReadStore } from '../read-store/read-store.ts'

const PAGE = 1_000

/** All events of a room or person after the position `after` and up to `upTo`. Null if one of them is damaged in the log. */
export async function readKeyEvents(
  id: string,
  log: EventLog,
  after: Position,
  upTo: Position,
): Promise<Recorded[] | null> {
  const streams = CATEGORIES.map(category => streamName(category, id))
  const events: Recorded[] = []
  for (let from = after; ; ) {
    const page = await log.readAfter(streams, from, PAGE).catch(nullIfDamaged)
    if (page === null) return null
    for (const event of page) if (!isAfter(event.position, upTo)) events.push(event)
    const last = page.at(-1)
    if (!last || page.length < PAGE || isAfter(last.position, upTo)) return events
    from = last.position
  }
}

function nullIfDamaged(error: unknown): null {
  if (damageOf(error)) return null
  throw error
}

/** The changes that these events make, or the error of a fold that still fails. Rejects when the store fails. */
export async function replayParked(
  projection: Projection,
  store: ReadStore,
  events: readonly Recorded[],
): Promise<{ readonly changes: readonly Change[] } | { readonly error: unknown }> {
  const byKey = attempt(() => eventsByKey(projection, events))
  if ('error' in byKey) return byKey
  const keys = [...byKey.value.keys()]
  const stored = await store.loadMany(projection, keys)
  const changes = attempt(() =>
    keys.map((key, i) => changeOf(projection, key, stored[i] ?? null, byKey.value.get(key)!)),
  )
  return 'error' in changes ? changes : { changes: changes.value.filter(change => change !== null) }
}

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}

function eventsByKey(projection: Projection, events: readonly Recorded[]): Map<string, Recorded[]> {
  const handled = new Set<string>(projection.handles)
  const byKey = new Map<string, Recorded[]>()
  for (const event of events) {
    if (!handled.has(event.type)) continue
    for (const key of projection.keysOf(event)) {
      const ofKey = byKey.get(key)
      if (ofKey) ofKey.push(event)
      else byKey.set(key, [event])
    }
  }
  return byKey
}

function changeOf(
  projection: Projection,
  key: string,
  stored: Stored | null,
  events: readonly Recorded[],
): Change | null {
  const { position } = events.at(-1)!
  // An earlier, interrupted replay has saved this document.
  if (stored && digitsOf(stored.position) === digitsOf(position)) return null
  if (stored && isAfter(stored.position, events[0]!.position)) {
    throw new Error(`document ${key} was changed by later events. Rebuild the projection ${projection.name}.`)
  }
  const before = stored?.document ?? null
  const document = events.reduce((folded, event) => projection.evolve(folded, event, key), before)
  return document || stored ? { key, position, document } : null
}
