// rostrum VERB: the command line program.

import { systemTime } from '../src/support/time.ts'
import { createTerminal, UsageError } from './terminal.ts'

const HELP = `rostrum VERB …

  start    starts a server
  audit    verifies, exports and imports the events of rooms
  rebuild  builds new versions of projections, compares and switches
  backup   copies the embedded log while servers run, and verifies the copy
  restore  puts a backup in the place of the embedded log
  scrub    checks everything in the embedded log
  salvage  copies what is whole of a damaged log into a new one

rostrum VERB --help explains a verb.`

/** Errors that an operator can fix. Only the message is printed, without the stack. */
const EXPECTED_ERRORS: readonly string[] = [
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
    case 'scrub':
    case 'salvage':
    case 'backup':
    case 'restore': {
      const { runLogCommand } = await import('./log/command.ts')
      return runLogCommand(verb, argv, terminal)
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
  if (!isStopped && !EXPECTED_ERRORS.includes(name) && typeof code !== 'string') console.error(stack)
  terminal.fail(isStopped ? 'stopped. What is built is kept, and the next run continues.' : message)
  process.exitCode = 2
}
