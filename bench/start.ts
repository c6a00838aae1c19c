// Measures the start on a large log, which is folded before the first query is answered.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { projections } from '../projections/all.ts'
import { lobbyEvents } from '../projections/rooms.ts'
import { createMemoryBus } from '../src/bus/memory.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { createProjector } from '../src/projector/projector.ts'
import { createMemoryReadStore } from '../src/read-store/memory.ts'
import { systemTime } from '../src/support/time.ts'
import { quietLogger } from './full-room.ts'
import { type BenchPart, type BenchSetup, type Measures, measured } from './part.ts'
import { randomEvents } from './random-events.ts'

const FILE = 'log.db'
const CHUNK = 2_000

async function prepare({ quick, shared }: BenchSetup): Promise<void> {
  const log = await openSqliteLog(join(shared, FILE), systemTime)
  const events = randomEvents(quick ? 2_000 : 1_000_000)
  for (let from = 0; from < events.length; from += CHUNK) {
    const some = events.slice(from, from + CHUNK)
    await Promise.all(some.map(event => log.append(event.stream, event.version - 1, [event])))
  }
  await log.close()
}

async function fold({ shared }: BenchSetup): Promise<Measures> {
  const before = used()
  const store = createMemoryReadStore({ time: systemTime })
  const { result, seconds, cpu } = await measured(async () => {
    const log = await openSqliteLog(join(shared, FILE), systemTime)
    const bus = createMemoryBus({ time: systemTime, onError: console.error })
    const projector = createProjector({
      log,
      store,
      bus,
      projections,
      lobbyEvents,
      logger: quietLogger,
      time: systemTime,
    })
    await projector.start()
    await projector.caughtUp()
    return { log, projector }
  })
  const events = Number(await result.log.head())
  const after = used()
  await result.projector.stop()
  await result.log.close()
  return figures(events, seconds, cpu, { heap: after.heap - before.heap, rss: after.rss })
}

async function select({ shared }: BenchSetup): Promise<Measures> {
  const db = new DatabaseSync(join(shared, FILE))
  const before = used()
  const { result, seconds, cpu } = await measured(() => {
    let events = 0
    const rows = db.prepare(
      'SELECT position, version, id, type, at, data, cause FROM events ORDER BY position',
    )
    for (const { data, cause } of rows.iterate() as Iterable<{ data: string; cause: string }>) {
      JSON.parse(data)
      JSON.parse(cause)
      events++
    }
    return events
  })
  const after = used()
  db.close()
  return figures(result, seconds, cpu, { heap: after.heap - before.heap, rss: after.rss })
}

function figures(events: number, seconds: number, cpu: number, { heap, rss }: { heap: number; rss: number }) {
  return { seconds, perSecond: events / seconds, cpu: cpu / events, heap: heap / 2 ** 20, rss: rss / 2 ** 20 }
}

/** Bytes of memory after garbage collection. */
function used(): { heap: number; rss: number } {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

const PEER = 'SELECT and JSON.parse alone'

export const startBench: BenchPart = {
  name: 'start',
  title: 'Start on a log of a million events',
  method: `
The log is a SQLite file with a million events, made as in "Folding events into documents", warm in the page cache. The benchmark
measures what a process does before it is ready: open the log, fold all projections into the memory store, and catch up. "Heap"
is the size of the read store and the projector afterwards, after a garbage collection. RSS is that of the whole process, which has
made much garbage. The peer reads the same rows with one \`SELECT\`, parses their JSON and keeps nothing.`,
  variants: [
    { name: 'start', flags: ['--expose-gc'], run: fold },
    { name: PEER, flags: ['--expose-gc'], run: select },
  ],
  columns: [
    { measure: 'seconds', heading: 's', digits: 1 },
    { measure: 'perSecond', heading: 'events/s', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/event', digits: 2 },
    { measure: 'heap', heading: 'heap MiB', digits: 0 },
    { measure: 'rss', heading: 'RSS MiB', digits: 0 },
  ],
  ratios: [{ text: `CPU, start / ${PEER}`, measure: 'cpu', of: 'start', to: PEER }],
  aims: [],
  rounds: 3,
  prepare,
}
