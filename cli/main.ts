// npm run audit: proves, exports and imports what is in the log, without a server.

import { LogFault } from '../src/event-log/event-log.ts'
import { BadExport } from '../src/exports/exports.ts'
import { ImportConflict } from '../src/exports/imports.ts'
import { type Command, callOf, helpOf } from './audit/command.ts'
import { exporting } from './audit/export.ts'
import { heads } from './audit/heads.ts'
import { importing } from './audit/import.ts'
import { proof } from './audit/proof.ts'
import { verify } from './audit/verify.ts'
import { createTerminal, Unusable } from './rebuild/terminal.ts'

const commands: Readonly<Record<string, Command>> = {
  verify,
  heads,
  proof,
  export: exporting,
  import: importing,
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
  if (!command) throw new Unusable(`there is no command ${name}; --help tells which there are`)
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
  const told = [Unusable, LogFault, BadExport, ImportConflict].some(kind => error instanceof kind)
  if (!told && code === undefined) console.error(stack)
  terminal.fail(message)
  process.exitCode = 2
}
