// Measures what one event to thousands of subscribers costs, and what the subscribers cost by themselves.

import { setTimeout as pause } from 'node:timers/promises'
import packages from '../package.json' with { type: 'json' }
import { Clients, clientCostOf, flags, heldWhile, resident, singles } from './fan-out-clients.ts'
import {
  type Measured,
  measureUsualServers,
  rawWs,
  rostrum,
  socketIo,
  withMercurius,
  yoga,
} from './fan-out-servers.ts'
import { type BenchPart, type BenchSetup, type Measures, measured, percentile, type Variant } from './part.ts'

export type BenchServer = (own: string) => Promise<Measured>

const { dependencies, devDependencies } = packages

async function single(server: BenchServer, people: number, { quick, own }: BenchSetup): Promise<Measures> {
  const count = quick ? 20 : people
  const served = await server(own)
  // Once through everything before the memory is looked at, as it is when a process has been up for a while.
  const early = new Clients(served)
  await early.admit(20)
  await singles(early, 3)
  await early.benchCommand({ do: 'leave' })
  await early.end()
  await pause(200)
  const empty = resident()
  const clients = new Clients(served)
  const admitted = await clientCostOf(() => clients.admit(count))
  await pause(200)
  const memory = (resident() - empty) / count
  const waiting = await measured(() => pause(quick ? 100 : 2_000))
  // What is compiled in the course of the first ones is not compiled again.
  await singles(clients, 3)
  const { held } = await heldWhile(() => singles(clients, 3))
  const events = quick ? 2 : 8
  const { cpu, times } = await singles(clients, events)
  await clients.end()
  return {
    cpu: cpu / count / events,
    took: percentile(times, 50),
    tookMost: Math.max(...times),
    ...held,
    memory,
    waiting: (waiting.cpu / 1e6 / waiting.seconds) * 100,
    admission: admitted.answer.took / 1_000,
    admissionCpu: admitted.cpu / count,
  }
}

export const OURS = 'Rostrum'
export const USUAL = 'graphql-ws and PubSub'
export const SOCKET_IO = 'Socket.IO'
export const RAW = 'ws, the same bytes'

const SERVERS: readonly (readonly [string, BenchServer])[] = [
  [OURS, rostrum],
  [USUAL, measureUsualServers],
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
export const serverNamed = (name: string, people: number) => `${name}, ${people.toLocaleString('en')}`

const ratiosOf = (people: number, to: string) => ({
  text: `CPU, ${serverNamed(OURS, people)} / ${to}`,
  measure: 'cpu',
  of: serverNamed(OURS, people),
  to: serverNamed(to, people),
})

export const fanOut: BenchPart = {
  name: 'fan-out',
  title: 'One event to a room of thousands',
  method: `
An event goes to all subscribers. The next one follows when everybody has it and the server has rested. The subscribers are one other
process on bare sockets, which counts the messages of each and parses those of every fiftieth. A run fails if anybody misses an
event, or gets one twice or out of order. The event is a reaction of about 350 bytes. Rostrum is the whole backend without a sound
gateway: a mutation over a socket is decided, written to the log with \`synchronous=FULL\`, folded by all projections, and
delivered to subscribers, each with a token of their own.

The peers store nothing: graphql-ws with the PubSub of graphql-subscriptions (as Apollo documents subscriptions), Mercurius,
graphql-yoga over graphql-ws, a Socket.IO room, and the \`ws\` library with one prepared buffer for everybody. Slow peers run in
the first round only. Versions: ${versions}.

| column | meaning |
| --- | --- |
| CPU | of the server, per delivery, from the request for an event until the last subscriber has it, pings of that time included. Eight events count. The 99th percentile is the slowest of them |
| \`waiting\` | CPU while everybody waits, for two seconds. Rostrum pings each socket every 4 seconds, graphql-ws every 12, Socket.IO every 25, \`ws\` never |
| \`held\` | the longest time for which the event loop ran nothing else while three events went out, on the clock |
| \`by itself\` | the same, without other processes on the core, but with commits, garbage collection and the process's own threads |
| memory | growth of the process (RSS) per waiting subscriber. V8's young generation is fixed at 16 MiB a half, and used up before the first measurement |
| \`admit\` | until everybody is connected and subscribed, at most 250 at a time |`,
  variants: SIZES.flatMap(people =>
    SERVERS.map(
      ([name, server]): Variant => ({
        name: serverNamed(name, people),
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
    { measure: 'heldByUs', heading: 'by itself', digits: 0 },
    { measure: 'memory', heading: 'KiB/subscriber', digits: 1 },
    { measure: 'waiting', heading: '% of a core, waiting', digits: 1 },
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
      of: { variant: serverNamed(OURS, 7_000), measure: 'memory' },
      most: 12,
    },
    {
      text: 'the event loop is never held for more than 10 ms',
      of: { variant: serverNamed(OURS, 7_000), measure: 'held' },
      most: 10,
    },
  ],
  rounds: 2,
}
