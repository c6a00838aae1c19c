// Starts the clients of a measured server, which is this process, and measures what they cost it.

import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BystanderOrder, Noticed } from './fan-out-bystander.ts'
import type { LoadAnswer, LoadOrder } from './fan-out-load.ts'
import type { Measured } from './fan-out-servers.ts'
import { spawnNode } from './run.ts'

function start(file: string): ChildProcess {
  return spawnNode('load', [join(import.meta.dirname, file)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** The next answer of the clients. One chunk may contain more than the answer. */
function heard<T extends object>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      child.off('message', listen)
      child.off('exit', fail)
      work()
    }
    const listen = ({ answer, error }: { answer?: T; error?: string }) => {
      if (error) settle(() => reject(new Error(error)))
      else if (answer) settle(() => resolve(answer))
    }
    const fail = () => settle(() => reject(new Error('the clients failed')))
    child.on('message', listen)
    child.on('exit', fail)
  })
}

async function end(child: ChildProcess): Promise<void> {
  child.kill()
  await once(child, 'exit')
  // The server is still there: it goes when the figures have been told.
  process.once('disconnect', () => process.exit())
}

/** Thousands of subscribers, in a process of their own. */
export class Clients {
  readonly #child = start('fan-out-load.ts')
  readonly #measured: Measured

  constructor(measured: Measured) {
    this.#measured = measured
    this.#child.on('message', (message: { publish?: number }) => {
      if (message.publish !== undefined) this.#measured.publish!(message.publish)
    })
  }

  admit(count: number): Promise<LoadAnswer> {
    const { port, dialect, extra } = this.#measured
    return this.benchCommand({ do: 'admit', port, dialect, count, extra })
  }

  benchCommand(order: LoadOrder): Promise<LoadAnswer> {
    this.#child.send(order)
    return heard(this.#child)
  }

  end(): Promise<void> {
    return end(this.#child)
  }
}

/** A person in another room, in a process of their own. */
export class Bystander {
  readonly #child = start('fan-out-bystander.ts')

  async enter({ port, extra }: Measured): Promise<void> {
    this.#child.send({ do: 'enter', port, secret: extra.secret! } satisfies BystanderOrder)
    await heard(this.#child)
  }

  /** The latencies since the last call. */
  async notices<T>(work: () => Promise<T>): Promise<{ result: T; noticed: Noticed }> {
    this.#child.send({ do: 'begin' } satisfies BystanderOrder)
    const result = await work()
    this.#child.send({ do: 'stop' } satisfies BystanderOrder)
    return { result, noticed: await heard<Noticed>(this.#child) }
  }

  end(): Promise<void> {
    return end(this.#child)
  }
}

/** Microseconds of CPU of this process, without its child processes. */
export async function clientCostOf(
  work: () => Promise<LoadAnswer>,
): Promise<{ answer: LoadAnswer; cpu: number; seconds: number }> {
  const before = process.cpuUsage()
  const begun = performance.now()
  const answer = await work()
  const { user, system } = process.cpuUsage(before)
  if (answer.faults > 0)
    throw new Error(`${answer.faults} sockets failed, or received too many or unordered events`)
  return { answer, cpu: user + system, seconds: (performance.now() - begun) / 1_000 }
}

type Singles = { readonly cpu: number; readonly times: readonly number[] }

/** Sends events one by one, with pauses that are not part of the measurement. */
export async function singles(clients: Clients, events: number): Promise<Singles> {
  const times: number[] = []
  let spent = 0
  for (let event = 0; event < events; event++) {
    const { answer, cpu } = await clientCostOf(() => clients.benchCommand({ do: 'single' }))
    if (answer.lost > 0) throw new Error(`${answer.lost} deliveries were lost`)
    spent += cpu
    times.push(answer.took)
    // After the pause, the next event comes to a quiet room again.
    await pause(answer.took * 2)
  }
  return { cpu: spent, times }
}

/** Milliseconds between two samples of the event loop. */
const LOOK = 2

export type BenchSubscription = {
  /** The longest time, in milliseconds, for which the event loop was blocked. */
  readonly held: number
  /** The same without the time that other processes used the core. Includes disk commits and our other threads. */
  readonly heldByUs: number
}

/** Milliseconds for which the event loop thread waited for a core. 0 if the system does not report it. */
function waited(): number {
  try {
    const [, waiting] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')
    return Number(waiting) / 1e6
  } catch {
    return 0
  }
}

/** Milliseconds of CPU of the other threads of this process: garbage collection, compilation, files. */
function besidesTheLoop(): number {
  const all = process.cpuUsage()
  const loop = process.threadCpuUsage()
  return (all.user + all.system - loop.user - loop.system) / 1_000
}

/** Measures how long the event loop of this process was blocked. */
export async function heldWhile<T>(work: () => Promise<T>): Promise<{ result: T; held: BenchSubscription }> {
  const look = () => ({ clock: performance.now(), waited: waited(), others: besidesTheLoop() })
  let held = 0
  let heldByUs = 0
  let before = look()
  const timer = setInterval(() => {
    const now = look()
    const took = now.clock - before.clock - LOOK
    // While it waits, another thread of this process may use the core. That time does not count as another process.
    const foreign = now.waited - before.waited - (now.others - before.others)
    held = Math.max(held, took)
    heldByUs = Math.max(heldByUs, took - Math.max(0, foreign))
    before = now
  }, LOOK)
  const result = await work()
  clearInterval(timer)
  return { result, held: { held, heldByUs } }
}

/** Bytes of garbage that fill the young generation, which has a fixed size here (see `flags`). */
const GARBAGE = 100_000_000

/** KiB of memory after garbage collection. */
export function resident(): number {
  let kept: number[][] = []
  for (let made = 0; made < GARBAGE; made += 64) {
    kept.push([made])
    if (kept.length === 1_000) kept = []
  }
  for (let n = 0; n < 3; n++) gc!()
  const status = execFileSync('cat', [`/proc/${process.pid}/status`], { encoding: 'utf8' })
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)![1])
}

/** The young generation grows with activity and not with subscribers. It is equally large before and after. */
export const flags = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16']
