// Secrets in the configuration: where they may come from, and where they must not appear.

import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Config, configSettings, readConfig } from '../../src/config/config.ts'

const errorsOf = (env: Record<string, string>, ...options: string[]) => {
  const read = readConfig(env, options)
  return read.ok ? [] : read.errors
}

const configOf = (env: Record<string, string>, ...options: string[]): Config => {
  const read = readConfig(env, options)
  assert.ok(read.ok, read.ok ? '' : read.errors.join('\n'))
  return read.values
}

test('a secret that is too short is not shown', () => {
  assert.deepStrictEqual(errorsOf({ AUTH_SHARED_SECRET: 'hunter2' }), [
    'AUTH_SHARED_SECRET must be at least 32 bytes long',
  ])
})

const folder = mkdtempSync(join(tmpdir(), 'rostrum-secrets-'))
const secretFile = (name: string, text: string) => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('every secret can be in a file, whose last line break is not of it', () => {
  const secrets = configSettings.filter(setting => setting.secret !== undefined)
  assert.deepStrictEqual(
    secrets.map(({ name }) => name),
    [
      ...['EVENT_LOG_URL', 'READ_STORE_URL', 'BUS_URL', 'SOUND_SECRET', 'TURN_SECRET'],
      ...['AUTH_SHARED_SECRET', 'METRICS_TOKEN'],
    ],
  )
  for (const [name, ending] of [
    ['METRICS_TOKEN', ''],
    ['METRICS_TOKEN', '\n'],
    ['METRICS_TOKEN', '\r\n'],
  ] as const) {
    const file = secretFile('token', `sixteen bytes it is${ending}`)
    assert.strictEqual(configOf({ [`${name}_FILE`]: file }).server.metricsToken, 'sixteen bytes it is')
    assert.strictEqual(configOf({}, '--metrics-token-file', file).server.metricsToken, 'sixteen bytes it is')
  }
  const two = secretFile('two', 'sixteen bytes it is\n\n')
  assert.strictEqual(configOf({ METRICS_TOKEN_FILE: two }).server.metricsToken, 'sixteen bytes it is\n')
  const url = secretFile('url', 'esdb://ann:secret@a:2113\n')
  assert.strictEqual(configOf({ EVENT_LOG_URL_FILE: url }).eventLog.url.url, 'esdb://ann:secret@a:2113')
})

test('a secret in a file that cannot be used is refused by its variable, and neither value nor path is shown', () => {
  const short = secretFile('short', 'hunter2')
  assert.deepStrictEqual(
    [
      errorsOf({ AUTH_SHARED_SECRET_FILE: 'hunter2, pasted by mistake' }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: folder }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: secretFile('empty', '') }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: secretFile('blank', '\n') }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: secretFile('large', 'x'.repeat(65_537)) }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: short }),
      errorsOf({ AUTH_SHARED_SECRET_FILE: short, AUTH_SHARED_SECRET: 'x'.repeat(32) }),
      errorsOf({ PORT_FILE: short }, '--port-file=x'),
    ],
    [
      ['AUTH_SHARED_SECRET_FILE names a file that cannot be read (ENOENT)'],
      ['AUTH_SHARED_SECRET_FILE names a file that cannot be read (EISDIR)'],
      ['AUTH_SHARED_SECRET_FILE names an empty file'],
      ['AUTH_SHARED_SECRET_FILE names an empty file'],
      ['AUTH_SHARED_SECRET_FILE names a file of more than 65536 bytes'],
      ['AUTH_SHARED_SECRET must be at least 32 bytes long'],
      ['AUTH_SHARED_SECRET and AUTH_SHARED_SECRET_FILE are both set. Keep one of them'],
      ['unknown option: --port-file'],
    ],
  )
})

test('a secret cannot be an option, which other users of the machine could read', () => {
  const why = (name: string) => [
    `${name} cannot be an option, because other users see the arguments of a process. Set the variable, or ${name}_FILE`,
  ]
  assert.deepStrictEqual(errorsOf({}, `--auth-shared-secret=${'x'.repeat(32)}`), why('AUTH_SHARED_SECRET'))
  assert.deepStrictEqual(errorsOf({}, '--turn-secret', 'x'.repeat(32)), why('TURN_SECRET'))
  assert.deepStrictEqual(errorsOf({}, '--event-log-url=esdb://ann:secret@a:2113'), why('EVENT_LOG_URL'))
  assert.deepStrictEqual(errorsOf({}, '--bus-url', 'nats://secret@a'), why('BUS_URL'))
  assert.strictEqual(configOf({}, '--bus-url=nats://a:4222').bus.url.url, 'nats://a:4222')
})
