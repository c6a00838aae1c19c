// The clients of a measured server, and what they cost it. The server is this process.

import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BystanderOrder, Noticed } from './fan-out-bystander.ts'
import type { Answer, Order } from './fan-out-load.ts'
import type { Measured } from './fan-out-servers.ts'
import { spawnNode } from './run.ts'

function start(file: string): ChildProcess {
  return spawnNode('load', [join(import.meta.dirname, file)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

async function heard<T extends object>(child: ChildProcess): Promise<T> {
  const failed = once(child, 'exit').then(() => [{ error: 'the clients failed' }])
  for (;;) {
    const next = once(child, 'message')
    const [message] = (await Promise.race([next, failed])) as [{ answer?: T; error?: string }]
    if (message.error) throw new Error(message.error)
    if (message.answer) return message.answer
  }
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

  admit(count: number): Promise<Answer> {
    const { port, dialect, extra } = this.#measured
    return this.order({ do: 'admit', port, dialect, count, extra })
  }

  order(order: Order): Promise<Answer> {
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
export async function costOf(
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

/** Milliseconds between two looks at the loop. */
const LOOK = 2

export type Held = {
  /** The longest time for which the event loop ran nothing else, in milliseconds on the clock. */
  readonly held: number
  /** The same in its thread's CPU: what others took of the core is not in it, and neither is a wait for the disk. */
  readonly heldCpu: number
}

/** How long the event loop of this process was held. */
export async function heldWhile<T>(work: () => Promise<T>): Promise<{ result: T; held: Held }> {
  const look = () => {
    const { user, system } = process.threadCpuUsage()
    return { clock: performance.now(), cpu: (user + system) / 1_000 }
  }
  let held = 0
  let heldCpu = 0
  let before = look()
  const timer = setInterval(() => {
    const now = look()
    held = Math.max(held, now.clock - before.clock - LOOK)
    heldCpu = Math.max(heldCpu, now.cpu - before.cpu - LOOK)
    before = now
  }, LOOK)
  const result = await work()
  clearInterval(timer)
  return { result, held: { held, heldCpu } }
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
