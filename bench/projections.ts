// Measures events per second that are folded into documents.

import type { Recorded } from '../commands/event.ts'
import { projections as all } from '../projections/all.ts'
import type { Projection } from '../projections/projection.ts'
import { FoldGroup } from '../src/projector/fold-group.ts'
import { ProjectionFold } from '../src/projector/projection-fold.ts'
import { createMemoryReadStore } from '../src/read-store/memory.ts'
import { systemTime } from '../src/support/time.ts'
import { quietLogger } from './full-room.ts'
import { type BenchPart, type BenchSetup, type Measures, measured } from './part.ts'
import { randomEvents } from './random-events.ts'

type Fold = (events: readonly Recorded[], batch: number) => Promise<void>

async function run(fold: Fold, batch: number, { quick }: BenchSetup): Promise<Measures> {
  const events = randomEvents(quick ? 1_000 : 100_000)
  // A first run, so that compilation is not measured.
  await fold(events.slice(0, 30_000), batch)
  // The making of the events is no part of it: they are old when it begins.
  globalThis.gc?.()
  const { seconds, cpu } = await measured(() => fold(events, batch))
  return { perSecond: events.length / seconds, cpu: cpu / events.length }
}

/** Folds as the projector does, without its log and its bus. */
const together: Fold = async (events, batch) => {
  const store = createMemoryReadStore({ time: systemTime })
  const folds = all.map(
    one => new ProjectionFold(one, store, { name: 'all', epoch: 0 }, systemTime, quietLogger),
  )
  for (const fold of folds) await fold.open()
  const level = new FoldGroup(folds)
  for (let from = 0; from < events.length; from += batch) {
    const some = events.slice(from, from + batch)
    await level.fold({ events: some, position: some.at(-1)!.position })
  }
}

const oneByOne: Fold = async events => {
  const store = createMemoryReadStore({ time: systemTime })
  await store.prepare(all)
  for (const event of events) {
    for (const projection of all as readonly Projection[]) {
      if (!projection.handles.includes(event.type)) continue
      for (const key of projection.keysOf(event)) {
        const stored = await store.load(projection, key)
        const document = projection.evolve(stored?.document ?? null, event, key)
        const { position } = event
        await store.save(projection, [{ key, position, document }], { partition: 'all', position, epoch: 0 })
      }
    }
  }
}

const flags = ['--expose-gc']
const PEER = 'one document at a time'

export const projectionsBench: BenchPart = {
  name: 'projections',
  title: 'Folding events into documents',
  method: `
The input is 100,000 recorded events of an evening, in memory: people register, follow and use a hundred rooms. One room has two
fifths of all events. Half of the events are reactions. The others are comments, hands, joining and leaving, stage and votes. All
projections fold them and save their documents into the memory store with its indexes. A projector that catches up gets batches
of 1,000, and one that follows a busy room gets batches of 50. The peer loads, folds and saves for each event and each document
that it changes.`,
  variants: [
    { name: 'batches of 1,000', flags, run: setup => run(together, 1_000, setup) },
    { name: 'batches of 50', flags, run: setup => run(together, 50, setup) },
    { name: PEER, flags, run: setup => run(oneByOne, 1, setup) },
  ],
  columns: [
    { measure: 'perSecond', heading: 'events/s', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/event', digits: 2 },
  ],
  ratios: [
    { text: `events/s, batches of 1,000 / ${PEER}`, measure: 'perSecond', of: 'batches of 1,000', to: PEER },
    { text: `events/s, batches of 50 / ${PEER}`, measure: 'perSecond', of: 'batches of 50', to: PEER },
  ],
  aims: [
    {
      text: '200,000 events a second over all projections',
      of: { variant: 'batches of 1,000', measure: 'perSecond' },
      least: 200_000,
    },
  ],
  rounds: 3,
}
