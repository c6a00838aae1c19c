import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

test('an empty environment is enough', () => {
  const config = configOf({})
  assert.deepStrictEqual(
    [
      ...[config.server.port, config.server.host, config.dataDir, config.role],
      ...[config.eventLog.url.url, config.readStore.url.url, config.bus.url.url],
    ],
    [4000, '127.0.0.1', 'data', 'all', 'sqlite:data/rostrum.db', 'memory:', 'memory:'],
  )
  assert.deepStrictEqual(
    [config.server.graphiql, config.server.introspection, config.server.metricsToken],
    [true, true, null],
  )
})

test('the log is in DATA_DIR unless it is said to be elsewhere', () => {
  assert.strictEqual(configOf({ DATA_DIR: '/var/rostrum' }).eventLog.url.rest, '/var/rostrum/rostrum.db')
  assert.strictEqual(
    configOf({ DATA_DIR: '/a', EVENT_LOG_URL: 'sqlite:/b/log.db' }).eventLog.url.rest,
    '/b/log.db',
  )
})

test('production listens to everybody, shows less, and asks for an identity provider', () => {
  assert.deepStrictEqual(errorsOf({ NODE_ENV: 'production' }), [
    'AUTH_JWKS_URL (with AUTH_ISSUER and AUTH_AUDIENCE) or AUTH_SHARED_SECRET must be set in production',
  ])
  const config = configOf({ NODE_ENV: 'production', AUTH_SHARED_SECRET: 'x'.repeat(32) })
  assert.deepStrictEqual(
    [config.server.host, config.server.graphiql, config.server.introspection],
    ['0.0.0.0', false, false],
  )
})

test('every malformed value is named, all at once', () => {
  assert.deepStrictEqual(
    errorsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      GRAPHIQL: 'yes',
      MAX_BODY_BYTES: '12',
      ALLOWANCE_SCALE: '-1',
    }),
    [
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, and not "loud"',
      'ALLOWANCE_SCALE must be a number from 0.01 to 1000000, and not "-1"',
      'PORT must be a whole number from 0 to 65535, and not "http"',
      'MAX_BODY_BYTES must be a whole number from 1024 to 104857600, and not "12"',
      'GRAPHIQL must be one of on, off, and not "yes"',
    ],
  )
  assert.deepStrictEqual(errorsOf({ NODE_ENV: 'prod' }), [
    'NODE_ENV must be one of development, test, production, and not "prod"',
  ])
  for (const PORT of ['65536', '-1', '4000.5', '0x10', '1e3', ' 80'])
    assert.strictEqual(errorsOf({ PORT }).length, 1, PORT)
})

test('an engine that is not built in is refused, which ones are is said, and no credentials are', () => {
  const kinds = 'sqlite: or esdb: or esdb+discover: or kurrentdb: or kurrentdb+discover:'
  assert.deepStrictEqual(errorsOf({ EVENT_LOG_URL: 'postgres://ann:secret@a' }), [
    `EVENT_LOG_URL must begin with ${kinds}`,
  ])
  assert.deepStrictEqual(errorsOf({ EVENT_LOG_URL: 'sqlite:' }), [
    'EVENT_LOG_URL must name a file after sqlite:',
  ])
  assert.deepStrictEqual(errorsOf({ READ_STORE_URL: 'mongodb:' }), [
    'READ_STORE_URL must name a server after mongodb://',
  ])
  assert.match(errorsOf({ BUS_URL: 'amqp://a' })[0]!, /^BUS_URL must begin with memory: or nats: or tls:$/)
})

test('a process that does a part of the work needs engines that it shares with the others', () => {
  const engines = {
    EVENT_LOG_URL: 'esdb://a:2113?tls=false',
    READ_STORE_URL: 'mongodb://a',
    BUS_URL: 'nats://a',
  }
  for (const ROLE of ['api', 'projector']) {
    assert.deepStrictEqual(errorsOf({ ...engines, ROLE }), [])
    assert.deepStrictEqual(errorsOf({ ...engines, ROLE, BUS_URL: '' }), [
      `BUS_URL must name a server that other processes reach, with ROLE=${ROLE}`,
    ])
    assert.equal(errorsOf({ ROLE }).length, 3)
  }
  assert.equal(configOf(engines, '--role=api').role, 'api')
  assert.equal(configOf(engines, '--role', 'projector').role, 'projector')
  assert.deepStrictEqual(errorsOf({ ROLE: 'boss' }), [
    'ROLE must be one of all, api, edge, projector, sound, and not "boss"',
  ])
})

test('the former name of a role is accepted with a warning', () => {
  const engines = {
    EVENT_LOG_URL: 'esdb://a:2113?tls=false',
    READ_STORE_URL: 'mongodb://a',
    BUS_URL: 'nats://a',
  }
  const read = readConfig({ ...engines, ROLE: 'gateway' }, [])
  assert.ok(read.ok)
  assert.deepStrictEqual(
    [read.values.role, read.values.server.subscriptionsOnly, read.warnings],
    ['edge', true, ['ROLE=gateway is called edge now']],
  )
  const current = readConfig(engines, ['--role=edge'])
  assert.ok(current.ok)
  assert.deepStrictEqual([current.values.role, current.warnings], ['edge', []])
})

test('settings come in groups, with what follows from the role and the environment', () => {
  const { server } = configOf({})
  assert.deepStrictEqual([server.subscriptionsOnly, server.metricsOpen, server.graphiql], [false, true, true])
  const production = configOf({ NODE_ENV: 'production', AUTH_SHARED_SECRET: 'x'.repeat(32) })
  assert.strictEqual(production.server.metricsOpen, false)
  assert.deepStrictEqual(configOf({ NOTARY_KEY_FILES: 'new.pem,old.pem' }).notary.keyFiles, {
    current: 'new.pem',
    previous: 'old.pem',
  })
  assert.deepStrictEqual(configOf({ DATA_DIR: '/a' }).notary.keyFiles, {
    current: '/a/notary-key.pem',
    previous: null,
  })
  assert.deepStrictEqual(configOf({}).ice, { urls: [], secret: null, ttlMs: 3_600_000 })
})

test('processes of the sound share gateways that all of them reach', () => {
  const engines = {
    EVENT_LOG_URL: 'esdb://a:2113?tls=false',
    READ_STORE_URL: 'mongodb://a',
    BUS_URL: 'nats://a',
    SOUND_SECRET: 'sixteen bytes it is',
  }
  assert.deepStrictEqual(errorsOf({ ...engines, ROLE: 'sound', SOUND_URL: 'janus://a,b' }), [])
  for (const SOUND_URL of ['auto:', 'none:'])
    assert.deepStrictEqual(errorsOf({ ...engines, ROLE: 'sound', SOUND_URL }), [
      'SOUND_URL must name gateways that other processes reach, with ROLE=sound',
    ])
})

test('settings of identity that do not go together are refused', () => {
  assert.deepStrictEqual(errorsOf({ AUTH_JWKS_URL: 'https://id.example/keys' }), [
    'AUTH_ISSUER must be set with AUTH_JWKS_URL',
    'AUTH_AUDIENCE must be set with AUTH_JWKS_URL',
  ])
  assert.deepStrictEqual(errorsOf({ AUTH_ISSUER: 'https://id.example' }), [
    'AUTH_ISSUER needs AUTH_JWKS_URL or AUTH_SHARED_SECRET',
  ])
  const all = { AUTH_JWKS_URL: 'https://id.example/keys', AUTH_ISSUER: 'a', AUTH_AUDIENCE: 'b' }
  assert.deepStrictEqual(errorsOf({ ...all, AUTH_SHARED_SECRET: 'x'.repeat(32) }), [
    'AUTH_SHARED_SECRET cannot be set beside AUTH_JWKS_URL',
  ])
  assert.deepStrictEqual(errorsOf({ AUTH_JWKS_URL: 'file:///keys' }), [
    'AUTH_JWKS_URL must be an http:// or https:// URL, and not "file:///keys"',
  ])
})

test('the keys of the identity provider are fetched over TLS, but for a provider on this machine', () => {
  const provider = (url: string, env: Record<string, string> = {}) =>
    errorsOf({ AUTH_JWKS_URL: url, AUTH_ISSUER: 'a', AUTH_AUDIENCE: 'b', ...env })
  const refused = [
    'AUTH_JWKS_URL must begin with https://: anybody on the way could put in keys of their own',
  ]
  const production = { NODE_ENV: 'production' }
  assert.deepStrictEqual(provider('https://id.example/keys', production), [])
  for (const url of ['http://localhost:8080/keys', 'http://127.0.0.1/keys', 'http://[::1]:8080/keys']) {
    assert.deepStrictEqual(provider(url), [], url)
    assert.deepStrictEqual(provider(url, production), refused, url)
  }
  for (const url of ['http://id.example/keys', 'http://127.0.0.1.id.example/keys', 'http://10.0.0.1/keys'])
    assert.deepStrictEqual(provider(url), refused, url)
  assert.deepStrictEqual(provider('http://keycloak/keys', { ALLOW_INSECURE_DEVELOPMENT: 'true' }), [])
  assert.deepStrictEqual(provider('https://id.example/keys', { AUTH_JWKS_MAX_AGE_MS: '299999' }), [
    'AUTH_JWKS_MAX_AGE_MS must not be less than AUTH_JWKS_REFRESH_MS',
  ])
})

test('outside production a process listens on the loopback, unless it is told that the network is trusted', () => {
  const refused = (HOST: string, NODE_ENV: string) => [
    `HOST must be the loopback with NODE_ENV=${NODE_ENV}, and not "${HOST}". Set NODE_ENV=production, or ALLOW_INSECURE_DEVELOPMENT=true in a network that you trust`,
  ]
  for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.1', 'localhost.example.org'])
    for (const NODE_ENV of ['development', 'test']) {
      assert.deepStrictEqual(errorsOf({ HOST, NODE_ENV }), refused(HOST, NODE_ENV), HOST)
      assert.deepStrictEqual(errorsOf({ HOST, NODE_ENV, ALLOW_INSECURE_DEVELOPMENT: 'true' }), [], HOST)
    }
  for (const HOST of ['127.0.0.1', '127.8.9.10', '::1', 'localhost', '::ffff:127.0.0.1'])
    assert.deepStrictEqual(errorsOf({ HOST }), [], HOST)
  assert.deepStrictEqual(errorsOf({ HOST: '0.0.0.0', ALLOW_INSECURE_DEVELOPMENT: 'on' }), [
    'ALLOW_INSECURE_DEVELOPMENT must be one of true, false, and not "on"',
  ])
  const production = { NODE_ENV: 'production', AUTH_SHARED_SECRET: 'x'.repeat(32) }
  assert.deepStrictEqual(errorsOf({ ...production, ALLOW_INSECURE_DEVELOPMENT: 'true' }), [
    'ALLOW_INSECURE_DEVELOPMENT cannot be true with NODE_ENV=production',
  ])
})

test('an option wins over the environment, and an unknown one is refused', () => {
  assert.strictEqual(configOf({ PORT: '1' }, '--port=2').server.port, 2)
  assert.strictEqual(configOf({}, '--max-body-bytes=2048').server.maxBodyBytes, 2048)
  assert.strictEqual(configOf({}, '--port', '3', '--max-body-bytes=2048').server.port, 3)
  assert.deepStrictEqual(errorsOf({}, '--prot=2', 'x', '--port', '--host=a', '--host'), [
    'unknown option: --prot',
    'unexpected argument: x',
    '--port needs a value',
    '--host needs a value',
  ])
})

test('an empty value is as good as none', () => {
  assert.strictEqual(configOf({ PORT: '', METRICS_TOKEN: '' }).server.port, 4000)
})

test('docs/operations/configuration.md has every setting as it is in the code', () => {
  const text = readFileSync(new URL('../../docs/operations/configuration.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter(line => line.startsWith('| `'))
  const code = (value: string) => (value === '' ? '' : `\`${value}\``)
  assert.deepStrictEqual(
    rows,
    configSettings.map(setting => {
      const { name, preset, meaning } = setting
      const production = setting.production ? `; in production ${code(setting.production)}` : ''
      return `| \`${name}\` | ${code(preset)}${production} | ${meaning} |`
    }),
  )
})
