// Runs one rebuild: opens the engines, does the work of the mode, and closes them.

import type { Config } from '../../src/config/config.ts'
import { createLogger } from '../../src/support/logger.ts'
import { systemTime } from '../../src/support/time.ts'
import type { Terminal } from '../terminal.ts'
import { rebuildProjections } from './build.ts'
import { listVersions } from './list.ts'
import { openSession } from './session.ts'
import { dropBuilds, switchBack } from './switch.ts'

export type RebuildMode = 'build' | 'switch' | 'back' | 'drop' | 'list'

/** Resolves to the exit code. `maxDifferences` is how many differing documents are listed. */
export async function runRebuild(
  config: Config,
  mode: RebuildMode,
  names: readonly string[],
  maxDifferences: number,
  terminal: Terminal,
): Promise<number> {
  const session = await openSession(config, createLogger('fatal', systemTime))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => session.stop())
  try {
    if (mode === 'list') return await listVersions(session, terminal)
    if (mode === 'back') return await switchBack(session, names, terminal)
    if (mode === 'drop') return await dropBuilds(session, names, terminal)
    return await rebuildProjections(
      session,
      names,
      { maxDifferences, shouldSwitch: mode === 'switch' },
      terminal,
    )
  } finally {
    await session.close()
  }
}
