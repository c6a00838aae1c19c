// Reports the life of a process: friendly lines for a person at a terminal, log lines for everything else.

import type { LevelWithSilent } from 'pino'
import { createLogger } from '../support/logger.ts'
import type { Time } from '../support/time.ts'

export type StartupFacts = {
  /** Where GraphQL is answered. Null: the process only answers health and metrics. */
  readonly graphqlUrl: string | null
  readonly hasGraphiql: boolean
  /** Whether anybody may have a token from `signInForDevelopment`. */
  readonly isSignInOpen: boolean
  readonly hasSound: boolean
}

export type StartupReport = {
  /** The process does not start: these settings are wrong. */
  invalidSettings(errors: readonly string[]): void
  /** Something in the configuration is accepted, but should be changed. */
  configWarning(warning: string): void
  /** The process does not start, for a reason that an operator can mend. */
  cannotStart(reason: string): void
  /** The log is being folded. */
  folding(percent: number, events: number): void
  listening(url: string): void
  ready(facts: StartupFacts): void
  stopping(signal: string): void
}

/** For a person. `print` writes to the standard output, `warn` to the standard error. */
export function reportToTerminal(print: (line: string) => void, warn: (line: string) => void): StartupReport {
  return {
    invalidSettings(errors) {
      for (const error of errors) warn(error)
    },
    configWarning: warning => warn(`Warning: ${warning}.`),
    cannotStart: reason => warn(`Rostrum cannot start: ${reason}`),
    folding: (percent, events) => print(`Folding the log: ${percent} % (${events} events)`),
    listening: url => print(`Rostrum listens at ${url}`),
    ready({ graphqlUrl, hasGraphiql, isSignInOpen, hasSound }) {
      if (graphqlUrl !== null) {
        if (hasGraphiql) print(`GraphiQL: open ${graphqlUrl} in a browser`)
        print(
          isSignInOpen
            ? 'Sign-in: for development. The mutation signInForDevelopment gives anybody a token.'
            : 'Sign-in: by tokens of the identity provider.',
        )
        print(hasSound ? 'Sound: on.' : 'Sound: none. Rooms work without it, and say so.')
      }
      print('Ready.')
    },
    stopping: signal => print(`${signal}: stopping. Once more ends at once.`),
  }
}

/** For machines. Why a process does not start is logged at every level, `silent` included. */
export function reportToLog(level: LevelWithSilent, time: Pick<Time, 'now'>): StartupReport {
  const logger = createLogger(level, time)
  const refusal = createLogger('fatal', time)
  return {
    invalidSettings(errors) {
      for (const reason of errors) refusal.fatal({ reason }, 'config: invalid setting')
    },
    configWarning: warning => logger.warn({}, `config: ${warning}`),
    cannotStart: reason => refusal.fatal({ reason }, 'process: cannot start'),
    folding: (percent, events) => logger.info({ percent, events }, 'projector: folding the log'),
    listening: url => logger.info({ url }, 'process: listening'),
    ready: ({ isSignInOpen, hasSound }) => logger.info({ isSignInOpen, hasSound }, 'process: ready'),
    stopping: signal => logger.info({ signal }, 'process: stopping'),
  }
}
