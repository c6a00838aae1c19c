// rostrum audit: verifies, exports and imports the events of rooms, without a server.

import { type CliCommand, callOf, helpOf } from '../command.ts'
import { type Terminal, UsageError } from '../terminal.ts'
import { exportCommand } from './export.ts'
import { headsCommand } from './heads.ts'
import { importCommand } from './import.ts'
import { proofCommand } from './proof.ts'
import { verifyCommand } from './verify.ts'

const commands: Readonly<Record<string, CliCommand>> = {
  verify: verifyCommand,
  heads: headsCommand,
  proof: proofCommand,
  export: exportCommand,
  import: importCommand,
}

const VERB = 'rostrum audit'

const HELP = `${VERB} COMMAND …

${Object.values(commands)
  .map(({ usage }) => `  ${usage}`)
  .join('\n')}

ROOM is the id of a room. ${VERB} COMMAND --help explains a command. docs/operations/audit.md says what is signed.
A log in a file can be read while a server runs. Only import needs the server to be stopped.

Exit codes: 0 done, 1 something differs from what was signed, 2 an error.`

/** Resolves to the exit code. */
export async function runAudit([name, ...argv]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help') {
    console.log(HELP)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(`unknown command: ${name}. See ${VERB} --help`)
  const call = callOf(command, argv, terminal)
  if (call !== 'help') return command.run(call)
  console.log(helpOf(command, VERB))
  return 0
}
