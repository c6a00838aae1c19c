// npm run rebuild: builds a projection again beside what is read, compares, switches, switches back, and drops.

import { parseArgs } from 'node:util'
import { projections } from '../../projections/all.ts'
import { readConfig } from '../../src/config/config.ts'
import { createTerminal, UsageError } from './terminal.ts'

const HELP = `npm run rebuild -- PROJECTION … [--switch | --back | --drop] [--differences N] [--json]
npm run rebuild -- --list [--json]

Folds projections from the whole log into collections of their own, beside those that are read, and compares them
document by document. Rostrum goes on meanwhile. It is told where everything is by the same variables as Rostrum itself.

  --switch          when it is built, read it: all of the named at one moment, in all processes
  --back            read again what was read before
  --drop            forget all forms of the named that are not read
  --list            say which forms there are, and how far they are
  --differences N   name the first N documents that differ (20 unless said)
  --json            prints what it came to, or { error }, as JSON
  --help            this text

Ends with 0, with 1 where documents differ and nothing was switched, and with 2 where it could not be done.`

const OPTIONS = {
  switch: { type: 'boolean' },
  back: { type: 'boolean' },
  drop: { type: 'boolean' },
  list: { type: 'boolean' },
  differences: { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const

/** What an operator can mend; of these the message is enough. */
const TOLD = [UsageError.name, 'EngineUnreachable', 'LogFault']

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args)
  if (values.help || (positionals.length === 0 && !values.list)) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const ways = (['switch', 'back', 'drop', 'list'] as const).filter(way => values[way])
  if (ways.length > 1) throw new UsageError(`--${ways.join(' and --')} cannot be done at once`)
  if (values.list && positionals.length > 0) throw new UsageError('--list names all projections')
  if (!/^\d{1,6}$/.test(values.differences)) throw new UsageError('--differences is a number')
  const unknown = positionals.find(name => !projections.some(projection => projection.name === name))
  // What no code knows any more may still be dropped.
  if (unknown !== undefined && !values.drop)
    throw new UsageError(
      `there is no projection ${unknown}; there are ${projections.map(({ name }) => name).join(', ')}`,
    )
  const read = readConfig(undefined, [])
  if (!read.ok) throw new UsageError(read.errors.join('\n'))
  if (!read.values.readStore.url.external) {
    terminal.say(
      'There is nothing to do: with READ_STORE_URL=memory: the projections are folded from the log at each start.',
    )
    terminal.answer({ nothingToDo: true })
    return 0
  }
  // Loads the engines: only for those who need them.
  const { runRebuild } = await import('./work.ts')
  const most = Number(values.differences)
  return runRebuild(read.values, ways[0] ?? 'build', [...new Set(positionals)], most, terminal)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

const terminal = createTerminal(process.argv.includes('--json'))
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const { name, message, stack } = error as Error
  const stopped = name === 'AbortError'
  if (!stopped && !TOLD.includes(name)) console.error(stack)
  terminal.fail(stopped ? 'stopped; what is built so far stays, and is gone on with' : message)
  process.exitCode = 2
}
