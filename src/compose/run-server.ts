// Runs a server process: reads its settings, starts it, reports where it is, and stops it at a signal.

import { digitsOf } from '../../commands/event.ts'
import { type Config, configSettings, readConfig } from '../config/config.ts'
import { LogFault } from '../event-log/event-log.ts'
import { isGraphiqlInstalled } from '../graphql/graphiql/assets.ts'
import { DevelopmentSecretInvalid } from '../graphql/transport/development-secret.ts'
import type { Logger } from '../support/log.ts'
import { createLogger } from '../support/logger.ts'
import type { Time } from '../support/time.ts'
import { compose, type OnProgress, type Rostrum } from './compose.ts'
import { EngineUnreachable } from './engines.ts'
import { reportToLog, reportToTerminal, type StartupReport } from './startup-report.ts'

const HELP = `rostrum start [--name value …]
npm start -- [--name value …]

Starts a server. Each setting is an environment variable (PORT=4001) or an option (--port 4001). The option wins. Times are
in milliseconds, sizes in bytes. <NAME> stands for the value of another setting. See docs/operations/configuration.md.
`

/** Resolves when it listens. The process ends with 0 after a signal, and with 1 when it cannot start. */
export async function runServer(args: readonly string[], time: Time): Promise<void> {
  if (args.includes('--help')) return printHelp()
  const isTerminal = process.stdout.isTTY === true
  const read = readConfig(undefined, args)
  const report = isTerminal
    ? reportToTerminal(console.log, console.error)
    : reportToLog(read.ok ? read.values.logLevel : 'fatal', time)
  if (!read.ok) {
    report.invalidSettings(read.errors)
    process.exit(1)
  }
  for (const warning of read.warnings) report.configWarning(warning)
  const config = read.values
  const format = isTerminal && process.stderr.isTTY ? 'terminal' : 'json'
  const logger = createLogger(config.logLevel, time, format)
  // Before anything can be ready: whoever sees it ready may signal at once.
  const composed = stopAtSignals({ time, logger, report })
  const rostrum = await start(config, { time, logger, report })
  composed(rostrum)
  report.listening(`${rostrum.url}${rostrum.answersGraphql ? '/graphql' : '/readyz'}`)
  rostrum.ready.then(
    () => report.ready(factsOf(rostrum, config)),
    // It was stopped before.
    () => {},
  )
}

type Surroundings = { readonly time: Time; readonly logger: Logger; readonly report: StartupReport }

async function start(config: Config, { time, logger, report }: Surroundings): Promise<Rostrum> {
  try {
    return await compose(config, { time, logger, onProgress: reportProgress(report, time) })
  } catch (error) {
    const reason = mendableReason(error, config)
    if (reason === null) throw error
    report.cannotStart(reason)
    process.exit(1)
  }
}

const factsOf = (rostrum: Rostrum, config: Config) => ({
  graphqlUrl: rostrum.answersGraphql ? `${rostrum.url}/graphql` : null,
  hasGraphiql: config.server.graphiql && isGraphiqlInstalled(),
  isGraphiqlMissing: config.server.graphiql && !isGraphiqlInstalled(),
  isSignInOpen: rostrum.isSignInOpen,
  hasSound: rostrum.hasSound,
})

function printHelp(): void {
  console.log(HELP)
  for (const { name, preset, production, meaning } of configSettings) {
    const other = production === undefined ? '' : `; in production ${production}`
    console.log(`${name.padEnd(35)}${(preset + other).padEnd(33)}${meaning}`)
  }
}

/** A large log takes a while to fold: reports how far it is, at most once a second. */
function reportProgress(report: StartupReport, time: Pick<Time, 'elapsed'>): OnProgress {
  let reportedAt = time.elapsed()
  return (events, position, head) => {
    if (time.elapsed() - reportedAt < 1_000) return
    reportedAt = time.elapsed()
    report.folding(
      Math.floor((Number(digitsOf(position)) / Math.max(1, Number(digitsOf(head)))) * 100),
      events,
    )
  }
}

/**
 * How long, in milliseconds, a second signal counts as an echo of the first. A terminal or a supervisor signals the whole
 * process group, and npm, which is part of it, passes the signal on once more.
 */
const ECHO_MS = 500

/** Returns a function that takes the process once it is composed. A signal before that stops it then. */
function stopAtSignals({ time, logger, report }: Surroundings): (rostrum: Rostrum) => void {
  let signalledAt: number | null = null
  const composed = Promise.withResolvers<Rostrum>()
  const onSignal = async (signal: NodeJS.Signals) => {
    if (signalledAt !== null) {
      if (time.elapsed() - signalledAt < ECHO_MS) return
      logger.warn({ signal }, 'process: second signal, ending at once')
      process.exit(1)
    }
    signalledAt = time.elapsed()
    report.stopping(signal)
    const { stop } = await composed.promise
    await stop()
    process.exit(0)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return composed.resolve
}

/** One line about what an operator can mend. Null: the error is a defect of the program. */
function mendableReason(error: unknown, { server: { host, port }, dataDir }: Config): string | null {
  if (
    error instanceof LogFault ||
    error instanceof EngineUnreachable ||
    error instanceof DevelopmentSecretInvalid
  )
    return error.message
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `PORT: port ${port} of ${host} is in use. Stop the other process or set PORT.`
  if (code === 'EACCES' && syscall === 'listen')
    return `PORT: this user may not listen on port ${port} of ${host}. Use a port above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST: ${host} is not an address of this machine`
  if (code !== undefined && path !== undefined)
    return `DATA_DIR: cannot use ${dataDir} (${(error as Error).message})`
  return null
}
