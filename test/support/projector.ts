// Folds every projection and tells the bus, for tests of the API: the whole log in one partition, on its own loop.

import { BEGINNING, type Position, type Recorded } from '../../commands/event.ts'
import { projections } from '../../projections/all.ts'
import { lobbyEvents, rooms } from '../../projections/rooms.ts'
import type { Bus } from '../../src/bus/bus.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { Arrivals } from '../../src/processing/arrivals.ts'
import { Notices } from '../../src/processing/notices.ts'
import type { Change, ReadStore } from '../../src/read-store/read-store.ts'

export type TestProjector = {
  reached(position: Position, timeout: number): Promise<boolean>
  /** Stands still until it is called again with false. */
  hold(still: boolean): void
  close(): Promise<void>
}

export function createTestProjector(log: EventLog, store: ReadStore, bus: Bus): TestProjector {
  const ending = new AbortController()
  const arrivals = new Arrivals(Date.now)
  const notices = new Notices(bus, store, rooms, lobbyEvents)
  let position = BEGINNING
  let released = Promise.withResolvers<void>()
  released.resolve()

  const fold = async (events: readonly Recorded[], at: Position) => {
    for (const projection of projections) {
      const changes = new Map<string, Change>()
      for (const event of events.filter(({ type }) => projection.handles.includes(type))) {
        for (const key of projection.keysOf(event)) {
          const stored = await store.load(projection, key)
          const before = changes.has(key) ? changes.get(key)!.document : (stored?.document ?? null)
          const document = projection.evolve(before, event, key)
          changes.set(key, { key, position: event.position, document })
        }
      }
      await store.save(projection, [...changes.values()], { partition: 'all', position: at, epoch: 1 })
    }
  }

  const run = async () => {
    for await (const batch of log.follow(BEGINNING, {}, ending.signal)) {
      await released.promise
      const told = await notices.prepare(batch.events)
      await fold(batch.events, batch.position)
      position = batch.position
      notices.publish(told)
      arrivals.arrive(position)
    }
  }
  const running = run()

  return {
    async reached(wanted, timeout) {
      return wanted <= position || arrivals.wait(wanted, timeout)
    },
    hold(still) {
      if (still) released = Promise.withResolvers()
      else released.resolve()
    },
    async close() {
      released.resolve()
      ending.abort()
      await running
      arrivals.close()
    },
  }
}
