// rostrum VERB: the one program for everything that is done to Rostrum from a command line.

import { systemTime } from '../src/support/time.ts'
import { createTerminal, UsageError } from './terminal.ts'

const HELP = `rostrum VERB …

  start    starts a server
  audit    proves, exports and imports what is in the log
  rebuild  builds projections again, compares and switches

rostrum VERB --help explains a verb.`

/** Errors that an operator can mend: the message is enough, and no stack is printed. */
const MENDABLE: readonly string[] = [
  'UsageError',
  'EngineUnreachable',
  'LogFault',
  'InvalidExport',
  'ImportConflict',
]

const terminal = createTerminal(process.argv.includes('--json'))

/** Resolves to the exit code. Each verb is loaded only when it is used: the engines take long to load. */
async function run([verb, ...argv]: readonly string[]): Promise<number | undefined> {
  switch (verb) {
    case 'start': {
      const { runServer } = await import('../src/compose/run-server.ts')
      await runServer(argv, systemTime)
      return undefined
    }
    case 'audit': {
      const { runAudit } = await import('./audit/command.ts')
      return runAudit(argv, terminal)
    }
    case 'rebuild': {
      const { runRebuildCommand } = await import('./rebuild/command.ts')
      return runRebuildCommand(argv, terminal)
    }
    case undefined:
    case '--help':
      console.log(HELP)
      return verb === undefined ? 2 : 0
    default:
      throw new UsageError(`unknown verb: ${verb}. See rostrum --help`)
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const { name, code, message, stack } = error as NodeJS.ErrnoException
  const isStopped = name === 'AbortError'
  // Errors of the file system carry a code, and say which file.
  if (!isStopped && !MENDABLE.includes(name) && typeof code !== 'string') console.error(stack)
  terminal.fail(isStopped ? 'stopped. What is built so far stays, and the next run continues it.' : message)
  process.exitCode = 2
}
