import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportToTerminal } from '../../../src/compose/startup-report.ts'
import { terminalLine } from '../../../src/support/logger.ts'

test('a terminal gets friendly lines', () => {
  const lines: string[] = []
  const report = reportToTerminal(
    line => lines.push(line),
    line => lines.push(`stderr: ${line}`),
  )
  report.configWarning('ROLE=gateway is called edge now')
  report.folding(42, 1_000)
  report.listening('http://127.0.0.1:4000/graphql')
  report.ready({
    graphqlUrl: 'http://127.0.0.1:4000/graphql',
    hasGraphiql: true,
    isGraphiqlMissing: false,
    isSignInOpen: true,
    hasSound: false,
  })
  report.stopping('SIGINT')
  report.invalidSettings(['PORT must be a whole number'])
  report.cannotStart('the log is damaged')
  assert.deepStrictEqual(lines, [
    'stderr: Warning: ROLE=gateway is called edge now.',
    'Folding the log: 42 % (1000 events)',
    'Rostrum listens at http://127.0.0.1:4000/graphql',
    'GraphiQL: open http://127.0.0.1:4000/graphql in a browser',
    'Sign-in: for development. The mutation signInForDevelopment gives anybody a token.',
    'Sound: none. Rooms work without it.',
    'Ready.',
    'SIGINT: stopping. Send it again to end at once.',
    'stderr: PORT must be a whole number',
    'stderr: Rostrum cannot start: the log is damaged',
  ])
})

test('a process without GraphQL reports only that it is ready', () => {
  const lines: string[] = []
  const report = reportToTerminal(
    line => lines.push(line),
    () => {},
  )
  report.ready({
    graphqlUrl: null,
    hasGraphiql: false,
    isGraphiqlMissing: false,
    isSignInOpen: false,
    hasSound: true,
  })
  assert.deepStrictEqual(lines, ['Ready.'])
})

test('where GraphiQL is wanted but not installed, a person reads how to get it', () => {
  const lines: string[] = []
  const report = reportToTerminal(
    line => lines.push(line),
    () => {},
  )
  report.ready({
    graphqlUrl: 'http://127.0.0.1:4000/graphql',
    hasGraphiql: false,
    isGraphiqlMissing: true,
    isSignInOpen: false,
    hasSound: true,
  })
  assert.strictEqual(
    lines[0],
    'GraphiQL is not installed. It is one of the development dependencies: run npm ci without --omit=dev.',
  )
})

test('a log line at a terminal has its facts and the stack of its error', () => {
  const line = terminalLine(
    JSON.stringify({
      level: 'warn',
      time: '2026-05-17T19:30:05.000Z',
      server: 'nats:4222',
      attempts: 3,
      err: { type: 'Error', message: 'gone', stack: 'Error: gone\n    at x' },
      msg: 'bus: connection lost',
    }),
  )
  assert.strictEqual(
    line,
    '19:30:05 WARN  bus: connection lost server=nats:4222 attempts=3\nError: gone\n    at x',
  )
})
