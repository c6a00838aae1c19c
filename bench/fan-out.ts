// One event to thousands of subscribers: what it costs, and what it costs to have them there.

import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Order } from './fan-out-load.ts'
import { type Measured, rawWs, rostrum, socketIo, usual, withMercurius, yoga } from './fan-out-servers.ts'
import type { Measures, Part, Setup, Variant } from './part.ts'
import { spawnNode } from './run.ts'

type Server = (own: string) => Promise<Measured>

/** The clients, in a process of their own. */
class Clients {
  readonly #child: ChildProcess
  readonly #measured: Measured

  constructor(measured: Measured) {
    this.#measured = measured
    this.#child = spawnNode('load', [join(import.meta.dirname, 'fan-out-load.ts')], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child.on('message', (message: { publish?: number }) => {
      if (message.publish !== undefined) this.#measured.publish!(message.publish)
    })
  }

  admit(count: number): Promise<Answer> {
    const { port, dialect, extra } = this.#measured
    return this.order({ do: 'admit', port, dialect, count, extra })
  }

  async order(order: Order): Promise<Answer> {
    this.#child.send(order)
    const failed = once(this.#child, 'exit').then(() => [{ error: 'the clients failed' }])
    for (;;) {
      const next = once(this.#child, 'message')
      const [message] = (await Promise.race([next, failed])) as [{ answer?: Answer; error?: string }]
      if (message.error) throw new Error(message.error)
      if (message.answer) return message.answer
    }
  }

  async end(): Promise<void> {
    this.#child.kill()
    await once(this.#child, 'exit')
    // The server is still there: it goes when the figures have been told.
    process.once('disconnect', () => process.exit())
  }
}

/** Microseconds of this process, and of nothing that it started. */
async function costOf(
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; cpu: number; seconds: number }> {
  const before = process.cpuUsage()
  const begun = performance.now()
  const answer = await work()
  const { user, system } = process.cpuUsage(before)
  if (answer.faults > 0)
    throw new Error(`${answer.faults} sockets failed, or were given too much or in no order`)
  return { answer, cpu: user + system, seconds: (performance.now() - begun) / 1_000 }
}

/** KiB that are in memory, when what is garbage is gone. */
function resident(): number {
  for (let n = 0; n < 3; n++) gc!()
  return Number(
    /^VmRSS:\s+(\d+)/m.exec(execFileSync('cat', [`/proc/${process.pid}/status`], { encoding: 'utf8' }))![1],
  )
}

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
  await clients.order({ do: 'single', events: 3 })
  const events = quick ? 2 : 15
  const { answer, cpu } = await costOf(() => clients.order({ do: 'single', events }))
  if (answer.lost > 0) throw new Error(`${answer.lost} deliveries were lost`)
  await clients.end()
  return {
    cpu: cpu / count / events,
    took: answer.latencies.half,
    memory,
    admission: admitted.answer.took / 1_000,
    admissionCpu: admitted.cpu / count,
  }
}

async function storm(server: Server, rate: number, { quick, own }: Setup): Promise<Measures> {
  const count = quick ? 20 : 7_000
  const seconds = quick ? 1 : 5
  const clients = new Clients(await server(own))
  await clients.admit(count)
  await clients.order({ do: 'single', events: 5 })
  const { answer, cpu, seconds: took } = await costOf(() => clients.order({ do: 'storm', rate, seconds }))
  await clients.end()
  return {
    core: (cpu / 1e6 / took) * 100,
    cpu: cpu / (rate * seconds * count - answer.lost),
    half: answer.latencies.half,
    most: answer.latencies.most,
    lost: (answer.lost / (rate * seconds * count)) * 100,
  }
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

const SIZES = [7_000, 1_000]
const named = (name: string, people: number) => `${name}, ${people.toLocaleString('en')}`
const flags = ['--expose-gc']

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
one prepared buffer to everybody. CPU is the server's, by delivery; memory is what the process grew by for each subscriber
who waits; \`admit\` is until all are connected and subscribed, at most 250 at a time.`,
  variants: SIZES.flatMap(people =>
    SERVERS.map(
      ([name, server]): Variant => ({
        name: named(name, people),
        flags,
        run: setup => single(server, people, setup),
      }),
    ),
  ),
  columns: [
    { measure: 'cpu', heading: 'µs CPU/delivery', digits: 1 },
    { measure: 'took', heading: 'ms to the last', digits: 0 },
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
  ],
  rounds: 3,
}

const STORMS: readonly (readonly [string, Server, readonly number[]])[] = [
  [OURS, rostrum, [10, 50, 200]],
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
as much time again had passed: what a server cannot keep up with. "Counted": the subscription asks for \`reactions: TICK\`.`,
  variants: STORMS.flatMap(([name, server, rates]) =>
    rates.map(rate => ({ name: `${name}, ${rate}/s`, run: (setup: Setup) => storm(server, rate, setup) })),
  ),
  columns: [
    { measure: 'core', heading: '% of a core', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/delivery', digits: 2 },
    { measure: 'half', heading: 'p50 ms', digits: 0 },
    { measure: 'most', heading: 'p99 ms', digits: 0 },
    { measure: 'lost', heading: '% lost', digits: 1 },
  ],
  ratios: [],
  aims: [
    {
      text: '200 events a second in under half a core',
      of: { variant: `${OURS}, 200/s`, measure: 'core' },
      most: 50,
    },
    { text: 'with nothing lost', of: { variant: `${OURS}, 200/s`, measure: 'lost' }, most: 0 },
    { text: 'and p99 under a second', of: { variant: `${OURS}, 200/s`, measure: 'most' }, most: 1_000 },
  ],
  rounds: 3,
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
