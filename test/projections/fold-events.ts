// Records events as a log would, and folds them as a projector does.

import type { DomainEvent, Recorded, StreamName, Version } from '../../commands/event.ts'
import { positionOf } from '../../commands/event.ts'
import type { CommandId, EventId, UserId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'

/** The time of the n-th event of a recording; the first is number 1. */
export const time = (n: number) => n * 1000

/** Gives events their places: position n, at `time(n)`, and the version in their stream. */
export function record<E extends DomainEvent>(facts: readonly (readonly [StreamName, E])[]): Recorded<E>[] {
  const versions = new Map<StreamName, Version>()
  return facts.map(([stream, event], index) => {
    const version = (versions.get(stream) ?? 0) + 1
    versions.set(stream, version)
    return {
      ...event,
      stream,
      version,
      position: positionOf(index + 1),
      id: `event-${index + 1}` as EventId,
      at: time(index + 1),
      cause: {
        commandId: `command-${index + 1}` as CommandId,
        by: 'somebody' as UserId,
        correlationId: 'a request',
      },
    }
  })
}

/** Every document of a projection after these events, by key. Documents that are given are where the fold begins. */
export function fold<D extends object, E extends DomainEvent>(
  projection: Projection<D, E>,
  events: readonly Recorded<DomainEvent>[],
  documents: ReadonlyMap<string, D> = new Map(),
): Map<string, D> {
  const handled = new Set<string>(projection.handles)
  const folded = new Map(documents)
  for (const event of events as readonly Recorded<E>[]) {
    if (!handled.has(event.type)) continue
    for (const key of projection.keysOf(event)) {
      const document = projection.evolve(folded.get(key) ?? null, event, key)
      if (document === null) folded.delete(key)
      else folded.set(key, document)
    }
  }
  return folded
}

/** Binds the folding to one projection: `given(facts)` answers its documents as a plain object by key. */
export function folding<D extends object, E extends DomainEvent>(projection: Projection<D, E>) {
  return (...facts: readonly (readonly [StreamName, DomainEvent])[]): Record<string, D> =>
    Object.fromEntries(fold(projection, record(facts)))
}
