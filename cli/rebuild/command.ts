// rostrum rebuild: builds, compares, switches and drops versions of projections.

import { projections } from '../../projections/all.ts'
import { readConfig } from '../../src/config/config.ts'
import { type CliCall, type CliCommand, callOf, helpOf } from '../command.ts'
import { type Terminal, UsageError } from '../terminal.ts'

const command: CliCommand = {
  usage: `PROJECTION … [--switch | --back | --drop] [--differences N] [--json]
rostrum rebuild --list [--json]`,
  meaning: `Folds projections from the whole log into new collections, beside the active ones, and compares the two document by
document. Servers keep running. The environment names the engines, as for a server.

Exit codes: 0 done, 1 documents differ and nothing was switched, 2 an error.`,
  options: {
    switch: { meaning: 'makes the built versions active, all at once and in all processes' },
    back: { meaning: 'makes the previously active versions active again' },
    drop: { meaning: 'deletes all versions of the named projections that are not active' },
    list: { meaning: 'lists the versions and their positions' },
    differences: { value: 'N', meaning: 'lists the first N documents that differ (default 20)' },
  },
  maxArguments: Number.POSITIVE_INFINITY,
  run,
}

/** Resolves to the exit code. */
export async function runRebuildCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const call = callOf(command, argv, terminal)
  const isHelp = call === 'help'
  if (!isHelp && (call.positionals.length > 0 || call.has('list'))) return command.run(call)
  console.log(helpOf(command, 'rostrum rebuild'))
  return isHelp ? 0 : 2
}

async function run(call: CliCall): Promise<number> {
  const { positionals, terminal } = call
  const modes = (['switch', 'back', 'drop', 'list'] as const).filter(call.has)
  if (modes.length > 1) throw new UsageError(`choose one of --${modes.join(' and --')}`)
  if (call.has('list') && positionals.length > 0)
    throw new UsageError(`unexpected argument: ${positionals[0]}`)
  const differences = call.text('differences') ?? '20'
  if (!/^\d{1,6}$/.test(differences))
    throw new UsageError(`--differences must be a number from 0 to 999999, and not "${differences}"`)
  const unknown = positionals.find(name => !projections.some(projection => projection.name === name))
  // A projection that no code knows any more can still be dropped.
  if (unknown !== undefined && !call.has('drop'))
    throw new UsageError(
      `unknown projection: ${unknown}. There are ${projections.map(({ name }) => name).join(', ')}`,
    )
  const read = readConfig(undefined, [])
  if (!read.ok) throw new UsageError(read.errors.join('\n'))
  if (!read.values.readStore.url.external) {
    terminal.say(
      'Nothing to do: with READ_STORE_URL=memory: the projections are folded from the log at each start.',
    )
    terminal.answer({ nothingToDo: true })
    return 0
  }
  // Loads the engines only when they are needed.
  const { runRebuild } = await import('./work.ts')
  return runRebuild(
    read.values,
    modes[0] ?? 'build',
    [...new Set(positionals)],
    Number(differences),
    terminal,
  )
}
