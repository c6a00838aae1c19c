// Which engines the tests can have, and why not where they cannot. test/support/skips.ts prints at the end what was
// left out.

import { test } from 'node:test'

/** Runs tests on the engine that a variable names; where it is not set, one test that is skipped says so. */
export function engineFromEnv(variable: string, what: string, run: (url: string) => void): void {
  const url = process.env[variable]
  if (url) run(url)
  else test(what, { skip: `${variable} names no server` })
}

/** Runs tests on an engine that `.ci/run` installs: there it may not be missing, but for those that it could not build. */
export function installed(missing: string | null, what: string, run: () => void): void {
  if (missing === null) run()
  else if (process.env.CI && !isExcused(missing)) throw new Error(`${what}: ${missing}`)
  else test(what, { skip: missing })
}

function isExcused(missing: string): boolean {
  const { TEST_WITHOUT_FERRET, TEST_WITHOUT_SECANTUS } = process.env
  return [TEST_WITHOUT_FERRET, TEST_WITHOUT_SECANTUS].some(why => why && missing.includes(why))
}
