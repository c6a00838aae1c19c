// Runs the variants of a part round by round, each in a process of its own.

import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchPart, BenchSetup, Measures } from './part.ts'

/** By variant, the figures of each round. */
export type Runs = ReadonlyMap<string, readonly Measures[]>

/** Where the measured process runs and where what loads it runs; null where processes cannot be pinned. */
export const CORES: { readonly measured: number; readonly load: number } | null =
  availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0
    ? { measured: 0, load: availableParallelism() - 1 }
    : null

/** Node with these arguments, on one core where that can be had. */
export function spawnNode(core: 'measured' | 'load', args: readonly string[], options: SpawnOptions) {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', ...args]
  const pinned = CORES ? ['taskset', '-c', String(CORES[core]), ...command] : command
  return spawn(pinned[0]!, pinned.slice(1), {
    ...options,
    env: { ...process.env, NODE_ENV: 'production', ...options.env },
  })
}

export async function runPart(
  part: BenchPart,
  options: { readonly quick: boolean; readonly rounds: number; readonly say: (text: string) => void },
): Promise<Runs> {
  const { quick, rounds, say } = options
  const folder = await mkdtemp(join(tmpdir(), `rostrum-bench-${part.name}-`))
  const runs = new Map<string, Measures[]>(part.variants.map(({ name }) => [name, []]))
  try {
    const shared = join(folder, 'shared')
    await mkdir(shared)
    if (part.prepare) {
      say(`${part.name}: preparing`)
      await work(part, '--prepare', [], { quick, shared, own: shared })
    }
    for (let round = 1; round <= rounds; round++) {
      for (const { name, flags = [], once = false } of part.variants) {
        if (once && round > 1) continue
        const own = await mkdtemp(join(folder, 'run-'))
        const measures = await work(part, name, flags, { quick, shared, own })
        await rm(own, { recursive: true, force: true })
        runs.get(name)!.push(measures)
        const [first] = part.columns
        const figure = first && measures[first.measure]?.toFixed(first.digits)
        say(`${part.name}: round ${round} of ${rounds}: ${name}: ${figure} ${first?.heading}`)
      }
    }
    return runs
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function work(
  part: BenchPart,
  task: string,
  flags: readonly string[],
  setup: BenchSetup,
): Promise<Measures> {
  const file = join(import.meta.dirname, 'worker.ts')
  const args = [...flags, file, part.name, task, JSON.stringify(setup)]
  const child = spawnNode(part.loads ? 'load' : 'measured', args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', text => {
    said += text
  })
  let measures: Measures | null = null
  child.on('message', message => {
    measures = message as Measures
  })
  const [code, signal] = await once(child, 'close')
  if (code !== 0 || measures === null)
    throw new Error(`${part.name}, ${task}: ended with ${signal ?? code}\n${said.trim()}`)
  return measures
}
