// Measures an event from the command to a subscriber, on the embedded and on external engines.

import { setTimeout as pause } from 'node:timers/promises'
import { enginesMissing, startEngines } from '../test/support/cluster.ts'
import { loadRooms } from './engines-load.ts'
import type { BenchPart, BenchSetup, Measures, Variant } from './part.ts'
import { SECRET, type ServedProcess, serve } from './served.ts'

type Role = 'all' | 'api' | 'projector'
type Shape = { readonly name: string; readonly external: boolean; readonly roles: readonly Role[] }

const EMBEDDED: Shape = { name: 'embedded', external: false, roles: ['all'] }
const ONE: Shape = { name: 'external, 1 process', external: true, roles: ['all'] }
const FOUR: Shape = {
  name: 'external, 2 APIs and 2 projectors',
  external: true,
  roles: ['api', 'api', 'projector', 'projector'],
}
const MANY = 16
/** How long, in milliseconds, a process may take to become ready. */
const READY_TIMEOUT_MS = 60_000

const SETTINGS = {
  PORT: '0',
  HOST: '127.0.0.1',
  SOUND_URL: 'none:',
  AUTH_SHARED_SECRET: SECRET,
  ALLOWANCE_SCALE: '1000000',
  // All clients of a benchmark are of one address.
  MAX_UNINITIALISED_SOCKETS_PER_ADDRESS: '1000000',
  MAX_MESSAGES_PER_SECOND: '1000000',
  PRESENCE_GRACE_MS: '86400000',
}

async function run({ external, roles }: Shape, rooms: number, { quick, own }: BenchSetup): Promise<Measures> {
  const endings: (() => unknown)[] = []
  const started = { after: (end: () => unknown) => void endings.push(end) }
  try {
    const missing = external ? enginesMissing() : null
    if (missing !== null) throw new Error(missing)
    const engines = external ? (await startEngines(started as never)).env : { DATA_DIR: own }
    const servers: ServedProcess[] = []
    for (const ROLE of roles) {
      const server = await serve('../src/main.ts', [], { ...SETTINGS, ...engines, ROLE })
      endings.unshift(server.stop)
      servers.push(server)
    }
    await Promise.all(servers.map(isReady))
    const urls = servers.filter((_, i) => roles[i] !== 'projector').map(({ url }) => url)
    const cost = async () => (await Promise.all(servers.map(server => server.asked()))).map(({ cpu }) => cpu)
    const sum = (costs: readonly number[]) => costs.reduce((some, one) => some + one, 0)
    let before = 0
    const { events, half, most } = await loadRooms({
      urls,
      rooms,
      seconds: quick ? 0.5 : 6,
      perSecond: quick ? 20 : 40,
      begun: async () => {
        before = sum(await cost())
      },
    })
    return { half, most, cpu: (sum(await cost()) - before) / events }
  } finally {
    for (const end of endings) await end()
  }
}

async function isReady({ url }: ServedProcess): Promise<void> {
  const until = performance.now() + READY_TIMEOUT_MS
  for (;;) {
    const { ok } = await fetch(new URL('/readyz', url))
    if (ok) return
    if (performance.now() > until) throw new Error(`${url} is not ready after ${READY_TIMEOUT_MS} ms`)
    await pause(50)
  }
}

const nameOf = (shape: Shape, rooms: number) => `${shape.name}, ${rooms} room${rooms > 1 ? 's' : ''}`

const variants: readonly Variant[] = [EMBEDDED, ONE, FOUR].flatMap(shape =>
  [1, MANY].map(rooms => ({
    name: nameOf(shape, rooms),
    run: (setup: BenchSetup) => run(shape, rooms, setup),
  })),
)

const ratio = (what: string, measure: string, of: string, to: string) => ({
  text: `${what}, ${of} / ${to}`,
  measure,
  of,
  to,
})

export const engines: BenchPart = {
  name: 'engines',
  title: 'An event through external engines',
  method: `
Each room has a person who reacts and a person who follows, on different APIs if there are two. All rooms together take 40 reactions
a second for 6 seconds, after one second to warm up, at a fixed rate. The time is from sending the mutation until the
follower has its event over a WebSocket: decided, appended durably, folded and saved by all projections, published on the bus, and
delivered. CPU is that of all Rostrum processes, divided by the events, without the engines.

The external engines are those of the tests: an emulator of EventStoreDB's protocol that appends to a file without syncing it,
FerretDB on SQLite in place of MongoDB, and a real \`nats-server\`. FerretDB scans a whole collection for most queries that MongoDB
answers from an index, and it writes one document at a time. So its part of the time says nothing about MongoDB. All Rostrum
processes share one core, and the engines have the rest.`,
  variants,
  columns: [
    { measure: 'half', heading: 'p50 ms', digits: 1 },
    { measure: 'most', heading: 'p99 ms', digits: 1 },
    { measure: 'cpu', heading: 'µs CPU/event', digits: 0 },
  ],
  ratios: [
    ratio('p50', 'half', nameOf(ONE, 1), nameOf(EMBEDDED, 1)),
    ratio('p50', 'half', nameOf(FOUR, 1), nameOf(ONE, 1)),
    ratio('p50', 'half', nameOf(ONE, MANY), nameOf(ONE, 1)),
    ratio('p50', 'half', nameOf(FOUR, MANY), nameOf(FOUR, 1)),
    ratio('CPU', 'cpu', nameOf(ONE, 1), nameOf(EMBEDDED, 1)),
    ratio('CPU', 'cpu', nameOf(FOUR, 1), nameOf(ONE, 1)),
  ],
  aims: [],
  rounds: 2,
}
