// One event to thousands of subscribers: what it costs, and what it costs to have them there.

import { setTimeout as pause } from 'node:timers/promises'
import packages from '../package.json' with { type: 'json' }
import { Bystander, Clients, costOf, flags, heldWhile, resident } from './fan-out-clients.ts'
import { type Measured, rawWs, rostrum, socketIo, usual, withMercurius, yoga } from './fan-out-servers.ts'
import type { Measures, Part, Setup, Variant } from './part.ts'

type Server = (own: string) => Promise<Measured>

const { dependencies, devDependencies } = packages

async function single(server: Server, people: number, { quick, own }: Setup): Promise<Measures> {
  const count = quick ? 20 : people
  const measured = await server(own)
  // Once through everything before the memory is looked at, as it is when a process has been up for a while.
  const early = new Clients(measured)
  await early.admit(20)
  await early.order({ do: 'single', events: 3 })
  await early.order({ do: 'leave' })
  await early.end()
  await pause(200)
  const empty = resident()
  const clients = new Clients(measured)
  const admitted = await costOf(() => clients.admit(count))
  await pause(200)
  const memory = (resident() - empty) / count
  const { held } = await heldWhile(() => clients.order({ do: 'single', events: 3 }))
  const events = quick ? 2 : 8
  const { answer, cpu } = await costOf(() => clients.order({ do: 'single', events }))
  if (answer.lost > 0) throw new Error(`${answer.lost} deliveries were lost`)
  await clients.end()
  return {
    cpu: cpu / count / events,
    took: answer.latencies.half,
    tookMost: answer.latencies.most,
    ...held,
    memory,
    admission: admitted.answer.took / 1_000,
    admissionCpu: admitted.cpu / count,
  }
}

async function storm(
  server: Server,
  rate: number,
  stalled: number,
  { quick, own }: Setup,
): Promise<Measures> {
  const count = quick ? 20 : 7_000
  const seconds = quick ? 1 : 5
  const measured = await server(own)
  const clients = new Clients(measured)
  await clients.admit(count)
  await clients.order({ do: 'single', events: 3 })
  if (stalled > 0) await clients.order({ do: 'stall', count: stalled })
  const work = () => heldWhile(() => costOf(() => clients.order({ do: 'storm', rate, seconds })))
  const { storming, noticed } = await besides(measured, work, () => pause(quick ? 100 : 1_500))
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

/** What somebody in another room notices of it, where there are rooms; and what they noticed before. */
async function besides<T>(
  measured: Measured,
  work: () => Promise<T>,
  quiet: () => Promise<void>,
): Promise<{ storming: T; noticed: Measures }> {
  if (!measured.extra.secret) return { storming: await work(), noticed: {} }
  const bystander = new Bystander()
  await bystander.enter(measured)
  const before = await bystander.notices(quiet)
  const { result, noticed } = await bystander.notices(work)
  await bystander.end()
  const { answered, told } = noticed
  return { storming: result, noticed: { answered, told, answeredBefore: before.noticed.answered } }
}

async function comeBack({ quick, own }: Setup): Promise<Measures> {
  const count = quick ? 20 : 7_000
  const missed = quick ? 10 : 300
  const clients = new Clients(await rostrum(own))
  await clients.admit(count)
  await clients.order({ do: 'single', events: 2 })
  await clients.order({ do: 'leave' })
  await clients.order({ do: 'miss', events: missed })
  await pause(500)
  const { answer, cpu } = await costOf(() => clients.order({ do: 'return', missed }))
  await clients.end()
  return { took: answer.took / 1_000, cpu: cpu / count, lost: answer.lost }
}

const OURS = 'Rostrum'
const USUAL = 'graphql-ws and PubSub'
const SOCKET_IO = 'Socket.IO'
const RAW = 'ws, the same bytes'

const SERVERS: readonly (readonly [string, Server])[] = [
  [OURS, rostrum],
  [USUAL, usual],
  ['Mercurius', withMercurius],
  ['graphql-yoga', yoga],
  [SOCKET_IO, socketIo],
  [RAW, rawWs],
]

/** Peers that run in each round; the others take too long. */
const QUICK = [OURS, SOCKET_IO, RAW]

const versions = ['graphql-ws', 'graphql-subscriptions', 'mercurius', 'graphql-yoga', 'socket.io', 'ws']
  .map(name => `${name} ${({ ...dependencies, ...devDependencies } as Record<string, string>)[name]}`)
  .join(', ')

const SIZES = [7_000, 1_000]
const named = (name: string, people: number) => `${name}, ${people.toLocaleString('en')}`

const ratiosOf = (people: number, to: string) => ({
  text: `CPU, ${named(OURS, people)} / ${to}`,
  measure: 'cpu',
  of: named(OURS, people),
  to: named(to, people),
})

export const fanOut: Part = {
  name: 'fan-out',
  title: 'One event to a room of thousands',
  method: `
An event goes to all subscribers, and the next when everybody has it and the server has rested. The subscribers are
one other process on bare sockets that counts what each was given, and parses it for every fiftieth; a run in which anybody
misses an event, is given one twice or in another order fails. The event is a reaction of some 350 bytes. Ours is the whole
backend: a mutation over a socket, decided, written to the log with \`synchronous=FULL\`, folded by all projections, and told
to subscribers with a token of their own each. The peers keep nothing: graphql-ws with the PubSub of graphql-subscriptions
(as Apollo documents subscriptions), Mercurius, graphql-yoga over graphql-ws, a Socket.IO room, and the \`ws\` library giving
one prepared buffer to everybody. CPU is the server's, by delivery; \`held\` is the longest time for which its event loop
ran nothing else while three events went out, on the clock (commits to the disk, collections of garbage and waits for the
core included), and the same in its thread's CPU. Of eight events the 99th of a hundred is the slowest one. Memory is what the
process grew by (RSS) for each subscriber who waits. V8's young generation, which grows with what a process does and not
with who is there, has one size in all variants, 16 MiB a half, and is used up before the first look. \`admit\` is until all
are connected and subscribed, at most 250 at a time. Peers that take long run in the first round alone. The peers:
${versions}.`,
  variants: SIZES.flatMap(people =>
    SERVERS.map(
      ([name, server]): Variant => ({
        name: named(name, people),
        flags,
        once: people < 7_000 || !QUICK.includes(name),
        run: setup => single(server, people, setup),
      }),
    ),
  ),
  columns: [
    { measure: 'cpu', heading: 'µs CPU/delivery', digits: 1 },
    { measure: 'took', heading: 'p50 ms to the last', digits: 0 },
    { measure: 'tookMost', heading: 'p99', digits: 0 },
    { measure: 'held', heading: 'ms held', digits: 0 },
    { measure: 'heldCpu', heading: 'of CPU', digits: 0 },
    { measure: 'memory', heading: 'KiB/subscriber', digits: 1 },
    { measure: 'admission', heading: 's to admit', digits: 1 },
    { measure: 'admissionCpu', heading: 'µs CPU/admission', digits: 0 },
  ],
  ratios: SIZES.flatMap(people => [RAW, SOCKET_IO, USUAL].map(to => ratiosOf(people, to))),
  aims: [
    {
      text: 'at most 1.15 times the same bytes by `ws`',
      of: { ratio: ratiosOf(7_000, RAW).text },
      most: 1.15,
    },
    { text: 'at most a fifth of the usual way', of: { ratio: ratiosOf(7_000, USUAL).text }, most: 0.2 },
    {
      text: 'at most 12 KiB for a subscriber who waits',
      of: { variant: named(OURS, 7_000), measure: 'memory' },
      most: 12,
    },
    {
      text: 'the event loop is never held for more than 10 ms',
      of: { variant: named(OURS, 7_000), measure: 'held' },
      most: 10,
    },
  ],
  rounds: 2,
}

const STALLED = 100

const STORMS: readonly (readonly [string, Server, readonly number[], stalled?: number])[] = [
  [OURS, rostrum, [10, 50, 200]],
  [`${OURS}, ${STALLED} stalled`, rostrum, [200], STALLED],
  [`${OURS}, counted`, own => rostrum(own, 'TICK'), [200]],
  [USUAL, usual, [10]],
  [SOCKET_IO, socketIo, [10, 50]],
  [RAW, rawWs, [10, 50]],
]

export const storms: Part = {
  name: 'storm',
  title: 'Reactions by the second to a room of 7,000',
  method: `
As above, but events come at a rate, for 5 seconds, whether or not the ones before have arrived. Latency is from the moment
at which an event was due to its arrival at a subscriber, of every fiftieth subscriber. \`lost\` is what had not arrived when
as much time again had passed: what a server cannot keep up with. "Counted": the subscription asks for \`reactions: TICK\`.
"Stalled": a hundred more follow the room and read nothing of what they are sent; the figures are those of the others.
Besides, somebody in another room of the same process reacts 40 times a second and follows that room: \`answered\` is from
their command to its answer, \`told\` to its event on their subscription, \`before\` the answers while the storm had not begun
and 7,000 sat there; each of a hundred the 99th. They share a core with the crowd that counts what it is given.`,
  variants: STORMS.flatMap(([name, server, rates, stalled = 0]) =>
    rates.map(rate => ({
      name: `${name}, ${rate}/s`,
      run: (setup: Setup) => storm(server, rate, stalled, setup),
    })),
  ),
  columns: [
    { measure: 'core', heading: '% of a core', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/delivery', digits: 2 },
    { measure: 'half', heading: 'p50 ms', digits: 0 },
    { measure: 'most', heading: 'p99 ms', digits: 0 },
    { measure: 'lost', heading: '% lost', digits: 1 },
    { measure: 'held', heading: 'ms held', digits: 0 },
    { measure: 'heldCpu', heading: 'of CPU', digits: 0 },
    { measure: 'answered', heading: 'answered p99 ms', digits: 0 },
    { measure: 'answeredBefore', heading: 'before p99 ms', digits: 0 },
    { measure: 'told', heading: 'told p99 ms', digits: 0 },
  ],
  ratios: [
    {
      text: `p99 of the others, ${STALLED} stalled / none`,
      measure: 'most',
      of: `${OURS}, ${STALLED} stalled, 200/s`,
      to: `${OURS}, 200/s`,
    },
  ],
  aims: [
    {
      text: '200 events a second in under half a core',
      of: { variant: `${OURS}, 200/s`, measure: 'core' },
      most: 50,
    },
    { text: 'with nothing lost', of: { variant: `${OURS}, 200/s`, measure: 'lost' }, most: 0 },
    { text: 'and p99 under a second', of: { variant: `${OURS}, 200/s`, measure: 'most' }, most: 1_000 },
    {
      text: 'and the event loop held for at most 10 ms',
      of: { variant: `${OURS}, 200/s`, measure: 'held' },
      most: 10,
    },
  ],
  rounds: 1,
}

export const comeBacks: Part = {
  name: 'come-back',
  title: 'Seven thousand who come back at once',
  method: `
All 7,000 subscribers of a room are cut off, 300 reactions happen, and all connect again in one instant, each with its last
position. The run is over when each has been given the 300, once and in order, and was told that nothing is missing.`,
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
