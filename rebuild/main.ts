// npm run rebuild: builds a projection again beside what is read, compares, switches, switches back, and drops.

import { parseArgs } from 'node:util'
import { Unreachable } from '../src/compose-engines.ts'
import { readConfig } from '../src/config.ts'
import { LogFault } from '../src/event-log/event-log.ts'
import { createLogger } from '../src/support/logger.ts'
import { rebuild } from './build.ts'
import { list } from './list.ts'
import { openSession } from './session.ts'
import { back, drop } from './switch.ts'
import { createTerminal, Unusable } from './terminal.ts'

const HELP = `npm run rebuild -- PROJECTION … [--switch | --back | --drop] [--differences N] [--json]
npm run rebuild -- --list [--json]

Folds projections from the whole log into collections of their own, beside those that are read, and compares them
document by document. Rostrum goes on meanwhile. It is told where everything is by the same variables as Rostrum itself.

  --switch          when it is built, read it: all of the named at one moment, in all processes
  --back            read again what was read before
  --drop            forget all forms of the named that are not read
  --list            say which forms there are, and how far they are
  --differences N   name the first N documents that differ (20 unless said)
  --json            prints what it came to as JSON
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

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args)
  if (values.help || (positionals.length === 0 && !values.list)) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const ways = (['switch', 'back', 'drop', 'list'] as const).filter(way => values[way])
  if (ways.length > 1) throw new Unusable(`--${ways.join(' and --')} cannot be done at once`)
  if (values.list && positionals.length > 0) throw new Unusable('--list names all projections')
  if (!/^\d{1,6}$/.test(values.differences)) throw new Unusable('--differences is a number')
  const read = readConfig(undefined, [])
  if (!read.ok) throw new Unusable(read.errors.join('\n'))
  const terminal = createTerminal(values.json)
  if (!read.values.readStoreUrl.external) {
    terminal.say(
      'There is nothing to do: with READ_STORE_URL=memory: the projections are folded from the log at each start.',
    )
    terminal.answer({ nothingToDo: true })
    return 0
  }
  const session = await openSession(read.values, createLogger('fatal'))
  const stop = () => session.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const names = [...new Set(positionals)]
    if (values.list) return await list(session, terminal)
    if (values.back) return await back(session, names, terminal)
    if (values.drop) return await drop(session, names, terminal)
    const wishes = { most: Number(values.differences), switches: values.switch === true }
    return await rebuild(session, names, wishes, terminal)
  } finally {
    await session.close()
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new Unusable((error as Error).message)
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const told = [Unusable, Unreachable, LogFault].some(kind => error instanceof kind)
  const stopped = (error as Error).name === 'AbortError'
  if (!told && !stopped) throw error
  console.error(
    stopped ? 'stopped; what is built so far stays, and is gone on with' : (error as Error).message,
  )
  process.exitCode = 2
}
