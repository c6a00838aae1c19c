// npm run audit: proves, exports and imports what is in the log, without a server.

import { LogFault } from '../src/event-log/event-log.ts'
import { InvalidExport } from '../src/exports/exports.ts'
import { ImportConflict } from '../src/exports/imports.ts'
import { type AuditCommand, callOf, helpOf } from './audit/command.ts'
import { exportCommand } from './audit/export.ts'
import { headsCommand } from './audit/heads.ts'
import { importCommand } from './audit/import.ts'
import { proofCommand } from './audit/proof.ts'
import { verifyCommand } from './audit/verify.ts'
import { createTerminal, UsageError } from './rebuild/terminal.ts'

const commands: Readonly<Record<string, AuditCommand>> = {
  verify: verifyCommand,
  heads: headsCommand,
  proof: proofCommand,
  export: exportCommand,
  import: importCommand,
}

const HELP = `npm run audit -- COMMAND …

${Object.values(commands)
  .map(({ usage }) => `  ${usage}`)
  .join('\n')}

ROOM is the id of a room. COMMAND --help tells more, and docs/operations/audit.md what is signed. A log in a file is opened by
one process at a time: stop the server first, or copy its folder while it is stopped. Ends with 0, with 1 where something is
not as it was signed, and with 2 where it could not be done.`

async function run([name, ...argv]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help') {
    console.log(HELP)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(`there is no command ${name}; --help tells which there are`)
  const call = callOf(command, argv, terminal)
  if (call !== 'help') return command.run(call)
  console.log(helpOf(command))
  return 0
}

const terminal = createTerminal(process.argv.includes('--json'))
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const { code, message, stack } = error as NodeJS.ErrnoException
  const told = [UsageError, LogFault, InvalidExport, ImportConflict].some(kind => error instanceof kind)
  if (!told && code === undefined) console.error(stack)
  terminal.fail(message)
  process.exitCode = 2
}
