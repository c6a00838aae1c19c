// Measures many events to thousands of subscribers, live and after they reconnect.

import { setTimeout as pause } from 'node:timers/promises'
import { type BenchServer, OURS, RAW, SOCKET_IO, serverNamed, USUAL } from './fan-out.ts'
import { Bystander, Clients, clientCostOf, heldWhile, singles } from './fan-out-clients.ts'
import { type Measured, measureUsualServers, rawWs, rostrum, socketIo } from './fan-out-servers.ts'
import type { BenchPart, BenchSetup, Measures } from './part.ts'

type Storm = {
  readonly people: number
  readonly rate: number
  readonly seconds: number
  readonly stalled: number
}

async function storm(
  server: BenchServer,
  { people, rate, stalled, ...whole }: Storm,
  { quick, own }: BenchSetup,
): Promise<Measures> {
  const count = quick ? 20 : people
  const seconds = quick ? 1 : whole.seconds
  const served = await server(own)
  const clients = new Clients(served)
  await clients.admit(count)
  await singles(clients, 3)
  if (stalled > 0) await clients.benchCommand({ do: 'stall', count: stalled })
  const work = () => heldWhile(() => clientCostOf(() => clients.benchCommand({ do: 'storm', rate, seconds })))
  const { storming, noticed } = await besides(served, work, () => pause(quick ? 100 : 1_500))
  await clients.end()
  const { answer, cpu, seconds: took } = storming.result
  return {
    core: (cpu / 1e6 / took) * 100,
    cpu: cpu / (rate * seconds * count - answer.lost),
    half: answer.latencies.half,
    most: answer.latencies.most,
    lost: (answer.lost / (rate * seconds * count)) * 100,
    ...storming.held,
    ...noticed,
  }
}

/** The latencies in another room during and before it, if the server has rooms. */
async function besides<T>(
  served: Measured,
  work: () => Promise<T>,
  quiet: () => Promise<void>,
): Promise<{ storming: T; noticed: Measures }> {
  if (!served.extra.secret) return { storming: await work(), noticed: {} }
  const bystander = new Bystander()
  await bystander.enter(served)
  const before = await bystander.notices(quiet)
  const { result, noticed } = await bystander.notices(work)
  await bystander.end()
  const { answered, told } = noticed
  return { storming: result, noticed: { answered, told, answeredBefore: before.noticed.answered } }
}

async function comeBack({ quick, own }: BenchSetup): Promise<Measures> {
  const count = quick ? 20 : 7_000
  const missed = quick ? 10 : 300
  const clients = new Clients(await rostrum(own))
  await clients.admit(count)
  await singles(clients, 2)
  await clients.benchCommand({ do: 'leave' })
  await clients.benchCommand({ do: 'miss', events: missed })
  await pause(500)
  const { answer, cpu } = await clientCostOf(() => clients.benchCommand({ do: 'return', missed }))
  await clients.end()
  return { took: answer.took / 1_000, cpu: cpu / count, lost: answer.lost }
}

const stormed = (name: string, people: number, rate: number) => `${serverNamed(name, people)}, ${rate}/s`

const STALLED = 100

/** Who keeps up is given events for so many seconds. */
const SECONDS = 4
/** Who does not is soon proved not to, and then takes long to work off what waits. */
const IN_VAIN = 2

const STORMS: readonly (readonly [
  string,
  BenchServer,
  number,
  readonly number[],
  number,
  stalled?: number,
])[] = [
  [OURS, rostrum, 7_000, [10, 50, 200], SECONDS],
  [`${OURS}, ${STALLED} stalled`, rostrum, 7_000, [200], SECONDS, STALLED],
  [`${OURS}, counted`, own => rostrum(own, 'TICK'), 7_000, [200], SECONDS],
  [USUAL, measureUsualServers, 7_000, [10], IN_VAIN],
  [SOCKET_IO, socketIo, 7_000, [10], IN_VAIN],
  [RAW, rawWs, 7_000, [10, 50], IN_VAIN],
  [OURS, rostrum, 1_000, [10, 50, 200], SECONDS],
  [USUAL, measureUsualServers, 1_000, [10, 50], IN_VAIN],
  [SOCKET_IO, socketIo, 1_000, [50, 200], IN_VAIN],
  [RAW, rawWs, 1_000, [50, 200], IN_VAIN],
]

export const storms: BenchPart = {
  name: 'storm',
  title: 'Reactions by the second to a room of thousands',
  method: `
As above, but the events come at a fixed rate for ${SECONDS} seconds (${IN_VAIN} for the peers, most of which do not keep up), whether or not the
earlier ones have arrived. A table ends at the rate that a peer cannot sustain.

| word | meaning |
| --- | --- |
| latency | from the moment when an event was due until its arrival, at every fiftieth subscriber |
| \`lost\` | events that had not arrived after the same time again |
| Counted | the subscription asks for \`reactions: TICK\` |
| Stalled | a hundred more subscribers read nothing. The figures are those of the others |
| \`answered\` | somebody in another room of the same process reacts 40 times a second. From their command to its answer, 99th percentile |
| \`told\` | the same, to the event on their own subscription |
| \`before\` | the same as \`answered\`, before the storm, with 7,000 idle subscribers |

The person in the other room shares a core with the client that counts.`,
  variants: STORMS.flatMap(([name, server, people, rates, seconds, stalled = 0]) =>
    rates.map(rate => ({
      name: stormed(name, people, rate),
      run: (setup: BenchSetup) => storm(server, { people, rate, seconds, stalled }, setup),
    })),
  ),
  columns: [
    { measure: 'core', heading: '% of a core', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/delivery', digits: 2 },
    { measure: 'half', heading: 'p50 ms', digits: 0 },
    { measure: 'most', heading: 'p99 ms', digits: 0 },
    { measure: 'lost', heading: '% lost', digits: 1 },
    { measure: 'held', heading: 'ms held', digits: 0 },
    { measure: 'heldByUs', heading: 'by itself', digits: 0 },
    { measure: 'answered', heading: 'answered p99 ms', digits: 0 },
    { measure: 'answeredBefore', heading: 'before p99 ms', digits: 0 },
    { measure: 'told', heading: 'told p99 ms', digits: 0 },
  ],
  ratios: [
    {
      text: `p99 of the others, ${STALLED} stalled / none`,
      measure: 'most',
      of: stormed(`${OURS}, ${STALLED} stalled`, 7_000, 200),
      to: stormed(OURS, 7_000, 200),
    },
  ],
  aims: [
    {
      text: '200 events a second in under half a core',
      of: { variant: stormed(OURS, 7_000, 200), measure: 'core' },
      most: 50,
    },
    { text: 'with nothing lost', of: { variant: stormed(OURS, 7_000, 200), measure: 'lost' }, most: 0 },
    {
      text: 'and p99 under a second',
      of: { variant: stormed(OURS, 7_000, 200), measure: 'most' },
      most: 1_000,
    },
    {
      text: 'and the event loop held for at most 10 ms',
      of: { variant: stormed(OURS, 7_000, 200), measure: 'held' },
      most: 10,
    },
  ],
  rounds: 1,
}

export const comeBacks: BenchPart = {
  name: 'come-back',
  title: 'Seven thousand who come back at once',
  method: `
All 7,000 subscribers of a room are cut off, 300 reactions happen, and everybody reconnects at the same instant with their last
position. The run ends when each subscriber has the 300 events, once and in order, and knows that nothing is missing.`,
  variants: [{ name: OURS, run: comeBack }],
  columns: [
    { measure: 'took', heading: 's until all have everything', digits: 1 },
    { measure: 'cpu', heading: 'µs CPU/subscriber', digits: 0 },
    { measure: 'lost', heading: 'events lost', digits: 0 },
  ],
  ratios: [],
  aims: [{ text: 'nothing lost', of: { variant: OURS, measure: 'lost' }, most: 0 }],
  rounds: 3,
}
