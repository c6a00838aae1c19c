// One run of the command, from opening the engines to closing them.

import type { Config } from '../../src/config/config.ts'
import { createLogger } from '../../src/support/logger.ts'
import { systemTime } from '../../src/support/time.ts'
import { rebuildProjections } from './build.ts'
import { list } from './list.ts'
import { openSession } from './session.ts'
import { dropBuilds, switchBack } from './switch.ts'
import type { Terminal } from './terminal.ts'

export type RebuildMode = 'build' | 'switch' | 'back' | 'drop' | 'list'

/** Resolves to the code that the process ends with. `most`: how many differences are named. */
export async function runRebuild(
  config: Config,
  way: RebuildMode,
  names: readonly string[],
  most: number,
  terminal: Terminal,
): Promise<number> {
  const session = await openSession(config, createLogger('fatal', systemTime))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, session.stop)
  try {
    if (way === 'list') return await list(session, terminal)
    if (way === 'back') return await switchBack(session, names, terminal)
    if (way === 'drop') return await dropBuilds(session, names, terminal)
    return await rebuildProjections(session, names, { most, switches: way === 'switch' }, terminal)
  } finally {
    await session.close()
  }
}
