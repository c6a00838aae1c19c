// Reports how a process starts and stops: friendly lines at a terminal, log lines otherwise.

import type { LevelWithSilent } from 'pino'
import { NOT_INSTALLED } from '../graphql/graphiql/serve-graphiql.ts'
import { createLogger } from '../support/logger.ts'
import type { Time } from '../support/time.ts'

export type StartupFacts = {
  /** The URL of GraphQL. Null for a process that answers only health and metrics. */
  readonly graphqlUrl: string | null
  /** Wanted, but the packages that it consists of are not installed. */
  readonly isGraphiqlMissing: boolean
  readonly hasGraphiql: boolean
  /** Whether `signInForDevelopment` gives anybody a token. */
  readonly isSignInOpen: boolean
  readonly hasSound: boolean
}

export type StartupReport = {
  /** The process cannot start because these settings are invalid. */
  invalidSettings(errors: readonly string[]): void
  /** A setting is accepted but should be changed. */
  configWarning(warning: string): void
  /** The process cannot start, for a reason that an operator can fix. */
  cannotStart(reason: string): void
  /** How much of the log is folded, in percent, and how many events. */
  folding(percent: number, events: number): void
  listening(url: string): void
  ready(facts: StartupFacts): void
  stopping(signal: string): void
}

/** For a terminal. `print` writes to the standard output, `warn` to the standard error. */
export function reportToTerminal(print: (line: string) => void, warn: (line: string) => void): StartupReport {
  return {
    invalidSettings(errors) {
      for (const error of errors) warn(error)
    },
    configWarning: warning => warn(`Warning: ${warning}.`),
    cannotStart: reason => warn(`Rostrum cannot start: ${reason}`),
    folding: (percent, events) => print(`Folding the log: ${percent} % (${events} events)`),
    listening: url => print(`Rostrum listens at ${url}`),
    ready({ graphqlUrl, hasGraphiql, isGraphiqlMissing, isSignInOpen, hasSound }) {
      if (graphqlUrl !== null) {
        if (isGraphiqlMissing) print(NOT_INSTALLED)
        if (hasGraphiql) print(`GraphiQL: open ${graphqlUrl} in a browser`)
        print(
          isSignInOpen
            ? 'Sign-in: for development. The mutation signInForDevelopment gives anybody a token.'
            : 'Sign-in: with tokens of the identity provider.',
        )
        print(hasSound ? 'Sound: on.' : 'Sound: none. Rooms work without it.')
      }
      print('Ready.')
    },
    stopping: signal => print(`${signal}: stopping. Send it again to end at once.`),
  }
}

/** For machines. Where the process listens and why it cannot start is logged at every level, `silent` included. */
export function reportToLog(level: LevelWithSilent, time: Pick<Time, 'now'>): StartupReport {
  const logger = createLogger(level, time)
  const always = createLogger('info', time)
  return {
    invalidSettings(errors) {
      for (const reason of errors) always.fatal({ reason }, 'config: invalid setting')
    },
    configWarning: warning => logger.warn({}, `config: ${warning}`),
    cannotStart: reason => always.fatal({ reason }, 'process: cannot start'),
    folding: (percent, events) => logger.info({ percent, events }, 'projector: folding the log'),
    listening: url => always.info({ url }, 'process: listening'),
    ready({ isGraphiqlMissing, isSignInOpen, hasSound }) {
      if (isGraphiqlMissing) logger.warn({ reason: NOT_INSTALLED }, 'graphiql: not installed')
      logger.info({ isSignInOpen, hasSound }, 'process: ready')
    },
    stopping: signal => logger.info({ signal }, 'process: stopping'),
  }
}
