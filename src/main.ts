// Starts the process, says where it is, and ends it.

import { compose, type OnProgress, type Rostrum } from './compose/compose.ts'
import { EngineUnreachable } from './compose/engines.ts'
import { type Config, configSettings, readConfig } from './config/config.ts'
import { LogFault } from './event-log/event-log.ts'
import { createLogger } from './support/logger.ts'
import { systemTime } from './support/time.ts'

const HELP = `npm start -- [--name value …]

Each of these is an environment variable (PORT=4001) or an option (--port 4001), which wins. Times are in milliseconds, sizes
in bytes; <NAME> stands for the value of another setting. docs/operations/configuration.md tells more.
`

if (process.argv.includes('--help')) {
  console.log(HELP)
  for (const setting of Object.values(configSettings)) {
    const production = 'production' in setting ? `; in production ${setting.production}` : ''
    console.log(`${setting.name.padEnd(35)}${(setting.preset + production).padEnd(33)}${setting.meaning}`)
  }
  process.exit(0)
}

const read = readConfig()
if (!read.ok) {
  for (const error of read.errors) console.error(error)
  process.exit(1)
}
const config = read.values
const logger = createLogger(config.logLevel, systemTime)

/** To a person at a terminal; in production, where machines read, into the log. */
const say = (text: string) =>
  config.environment === 'production' ? logger.info({}, text) : console.log(text)

let rostrum: Rostrum
try {
  rostrum = await compose(config, { time: systemTime, logger, onProgress: progress() })
} catch (error) {
  const sentence = whyNot(error, config)
  if (sentence === null) throw error
  console.error(`Rostrum cannot start: ${sentence}`)
  process.exit(1)
}

stopAtSignals(rostrum)
say(`Rostrum listens at ${rostrum.url}${rostrum.answers ? '/graphql' : '/readyz'}`)
rostrum.ready.then(
  () => announce(rostrum),
  () => {},
)

function announce({ url, answers, development, soundAvailable }: Rostrum) {
  if (!answers) return say('Ready.')
  if (config.graphiql) say(`GraphiQL: open ${url}/graphql in a browser`)
  say(
    development
      ? 'Sign-in: for development. Anybody may have a token from the mutation signInForDevelopment.'
      : 'Sign-in: by tokens of the identity provider.',
  )
  say(soundAvailable ? 'Sound: on.' : 'Sound: none. Rooms work without it, and say so.')
  say('Ready.')
}

/** Says how far it is, at most once a second: a large log takes a while to fold. */
function progress(): OnProgress {
  let said = systemTime.elapsed()
  return (events, position, head) => {
    if (systemTime.elapsed() - said < 1_000) return
    said = systemTime.elapsed()
    const percent = Math.floor((Number(position) / Math.max(1, Number(head))) * 100)
    say(`Folding the log: ${percent} % (${events} events)`)
  }
}

/**
 * Milliseconds in which a second signal is an echo of the first: what a terminal or a supervisor sends to all of a group,
 * npm, which is of it, passes on to us once more.
 */
const ECHO = 500

function stopAtSignals({ stop }: Rostrum) {
  let asked: number | null = null
  const take = async (signal: NodeJS.Signals) => {
    if (asked !== null) {
      if (systemTime.elapsed() - asked < ECHO) return
      logger.warn({ signal }, 'process: second signal, ending at once')
      process.exit(1)
    }
    asked = systemTime.elapsed()
    say(`${signal}: stopping. Once more ends at once.`)
    await stop()
    process.exit(0)
  }
  process.on('SIGTERM', take)
  process.on('SIGINT', take)
}

/** One line for what an operator can mend; null for a defect of ours. */
function whyNot(error: unknown, { host, port, dataDir }: Config): string | null {
  if (error instanceof LogFault || error instanceof EngineUnreachable) return error.message
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `port ${port} of ${host} is taken (PORT)`
  if (code === 'EACCES' && syscall === 'listen')
    return `port ${port} of ${host} may not be used by this user (PORT)`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine (HOST)`
  if (code !== undefined && path !== undefined)
    return `${dataDir} cannot be used (DATA_DIR): ${(error as Error).message}`
  return null
}
