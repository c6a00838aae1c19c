// One run of the command, from opening the engines to closing them.

import type { Config } from '../../src/config/config.ts'
import { createLogger } from '../../src/support/logger.ts'
import { rebuild } from './build.ts'
import { list } from './list.ts'
import { openSession } from './session.ts'
import { back, drop } from './switch.ts'
import type { Terminal } from './terminal.ts'

export type Way = 'build' | 'switch' | 'back' | 'drop' | 'list'

/** Resolves to the code that the process ends with. `most`: how many differences are named. */
export async function work(
  config: Config,
  way: Way,
  names: readonly string[],
  most: number,
  terminal: Terminal,
): Promise<number> {
  const session = await openSession(config, createLogger('fatal'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, session.stop)
  try {
    if (way === 'list') return await list(session, terminal)
    if (way === 'back') return await back(session, names, terminal)
    if (way === 'drop') return await drop(session, names, terminal)
    return await rebuild(session, names, { most, switches: way === 'switch' }, terminal)
  } finally {
    await session.close()
  }
}
