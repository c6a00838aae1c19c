// The clients of a measured server, and what they cost it. The server is this process.

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

/** Their next answer. Whatever else they say may come with it, at one go. */
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

/** Thousands, in a process of their own. */
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
    return this.order({ do: 'admit', port, dialect, count, extra })
  }

  order(order: LoadOrder): Promise<LoadAnswer> {
    this.#child.send(order)
    return heard(this.#child)
  }

  end(): Promise<void> {
    return end(this.#child)
  }
}

/** Somebody in another room, who acts and follows there, in a process of their own. */
export class Bystander {
  readonly #child = start('fan-out-bystander.ts')

  async enter({ port, extra }: Measured): Promise<void> {
    this.#child.send({ do: 'enter', port, secret: extra.secret! } satisfies BystanderOrder)
    await heard(this.#child)
  }

  /** What they noticed in the meantime. */
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

/** Microseconds of this process, and of nothing that it started. */
export async function clientCostOf(
  work: () => Promise<LoadAnswer>,
): Promise<{ answer: LoadAnswer; cpu: number; seconds: number }> {
  const before = process.cpuUsage()
  const begun = performance.now()
  const answer = await work()
  const { user, system } = process.cpuUsage(before)
  if (answer.faults > 0)
    throw new Error(`${answer.faults} sockets failed, or were given too much or in no order`)
  return { answer, cpu: user + system, seconds: (performance.now() - begun) / 1_000 }
}

type Singles = { readonly cpu: number; readonly times: readonly number[] }

/** So many events, each when the server has rested from the one before; the rest is no part of what they cost. */
export async function singles(clients: Clients, events: number): Promise<Singles> {
  const times: number[] = []
  let spent = 0
  for (let event = 0; event < events; event++) {
    const { answer, cpu } = await clientCostOf(() => clients.order({ do: 'single' }))
    if (answer.lost > 0) throw new Error(`${answer.lost} deliveries were lost`)
    spent += cpu
    times.push(answer.took)
    // A room rests after a flush: the next event is again one that comes to a quiet room.
    await pause(answer.took * 2)
  }
  return { cpu: spent, times }
}

/** Milliseconds between two looks at the loop. */
const LOOK = 2

export type BenchSubscription = {
  /** The longest time for which the event loop ran nothing else, in milliseconds on the clock. */
  readonly held: number
  /** The same without what other processes took of the core; commits to the disk and other threads of ours are in it. */
  readonly heldByUs: number
}

/** Milliseconds for which the thread of the event loop has waited for a core; 0 where the system does not say. */
function waited(): number {
  try {
    const [, waiting] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')
    return Number(waiting) / 1e6
  } catch {
    return 0
  }
}

/** Milliseconds of CPU that the other threads of this process took: collections of garbage, compiling, files. */
function besidesTheLoop(): number {
  const all = process.cpuUsage()
  const loop = process.threadCpuUsage()
  return (all.user + all.system - loop.user - loop.system) / 1_000
}

/** How long the event loop of this process was held. */
export async function heldWhile<T>(work: () => Promise<T>): Promise<{ result: T; held: BenchSubscription }> {
  const look = () => ({ clock: performance.now(), waited: waited(), others: besidesTheLoop() })
  let held = 0
  let heldByUs = 0
  let before = look()
  const timer = setInterval(() => {
    const now = look()
    const took = now.clock - before.clock - LOOK
    // While it waits for the core, a thread of ours may have it: that is no other process.
    const foreign = now.waited - before.waited - (now.others - before.others)
    held = Math.max(held, took)
    heldByUs = Math.max(heldByUs, took - Math.max(0, foreign))
    before = now
  }, LOOK)
  const result = await work()
  clearInterval(timer)
  return { result, held: { held, heldByUs } }
}

/** Bytes of garbage that leave nothing of the young generation unused: it has a fixed size here, see `flags`. */
const GARBAGE = 100_000_000

/** KiB that are in memory, when what is garbage is gone. */
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

/** The young generation grows with what a process does, and not with who is there: it is as large before as after. */
export const flags = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16']
