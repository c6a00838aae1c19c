// What can be set, and the only place that reads process.env.

import {
  choice,
  decimal,
  type Environment,
  integer,
  onOff,
  optional,
  type Read,
  readSettingsTable,
  type Setting,
  type SettingValues,
  secret,
  singleLine,
  webUrl,
} from '../support/settings.ts'
import { engineContradictions, engineSettings } from './engine-settings.ts'
import { soundContradictions, soundSettings } from './sound-settings.ts'

const milliseconds = integer(0, 86_400_000)
const count = integer(1, 10_000_000)

/** In the order of docs/operations/configuration.md, which a test compares with this table. */
export const configSettings = {
  environment: {
    name: 'NODE_ENV',
    meaning:
      '`production` asks for an identity provider, listens on all addresses, and hides GraphiQL, introspection and metrics.',
    preset: 'development',
    parse: choice('development', 'test', 'production'),
  },
  port: {
    name: 'PORT',
    meaning: 'The TCP port of HTTP and WebSocket; 0 takes any free one.',
    preset: '4000',
    parse: integer(0, 65_535),
  },
  host: {
    name: 'HOST',
    meaning: 'The address to listen on.',
    preset: '127.0.0.1',
    production: '0.0.0.0',
    parse: singleLine,
  },
  dataDir: {
    name: 'DATA_DIR',
    meaning:
      'The folder of everything that this process keeps; made when it is missing. `past.db` in it can be deleted while the process is stopped: it is made again from the log.',
    preset: 'data',
    parse: singleLine,
  },
  ...engineSettings,
  ...soundSettings,
  authJwksUrl: {
    name: 'AUTH_JWKS_URL',
    meaning: 'The public keys of the identity provider (JWKS). Needs `AUTH_ISSUER` and `AUTH_AUDIENCE`.',
    preset: '',
    parse: optional(webUrl),
  },
  authSharedSecret: {
    name: 'AUTH_SHARED_SECRET',
    meaning: 'In place of `AUTH_JWKS_URL`: the secret of HS256, HS384 and HS512 tokens, 32 bytes or longer.',
    preset: '',
    secret: true,
    parse: optional(secret(32)),
  },
  authIssuer: {
    name: 'AUTH_ISSUER',
    meaning: 'The `iss` that a token must have.',
    preset: '',
    parse: optional(singleLine),
  },
  authAudience: {
    name: 'AUTH_AUDIENCE',
    meaning: 'The `aud` that a token must have.',
    preset: '',
    parse: optional(singleLine),
  },
  presenceGrace: {
    name: 'PRESENCE_GRACE_MS',
    meaning: 'Milliseconds after which a person has left whose last socket let go of a room.',
    preset: '20000',
    parse: milliseconds,
  },
  hostlessGrace: {
    name: 'HOSTLESS_GRACE_MS',
    meaning: 'Milliseconds after which a room closes in which nobody may hold the role of host.',
    preset: '60000',
    parse: milliseconds,
  },
  remindBefore: {
    name: 'REMIND_BEFORE_MS',
    meaning:
      'Milliseconds before the start of a scheduled room at which those who wanted to be are reminded of it.',
    preset: '600000',
    parse: milliseconds,
  },
  mutationWait: {
    name: 'MUTATION_WAIT_MS',
    meaning:
      'Milliseconds that an answer waits for the projections: to show what was done, or the position of `atLeast`.',
    preset: '2000',
    parse: milliseconds,
  },
  notaryKeys: {
    name: 'NOTARY_KEY_FILES',
    meaning:
      'Ed25519 keys (PEM) with commas: the one that signs what rooms came to, made when it is missing, and the one before it.',
    preset: '<DATA_DIR>/notary-key.pem',
    parse: singleLine,
  },
  notaryInterval: {
    name: 'NOTARY_INTERVAL_MS',
    meaning: 'Milliseconds that an event waits at most until it is signed.',
    preset: '60000',
    parse: integer(100, 86_400_000),
  },
  allowedOrigins: {
    name: 'ALLOWED_ORIGINS',
    meaning:
      'Origins of web pages that may use the API beside those of its own host, with commas: `https://app.example.org`; `*`: all.',
    preset: '',
    parse: optional(origins),
  },
  maxBodyBytes: {
    name: 'MAX_BODY_BYTES',
    meaning: 'Bytes of an HTTP body or of a message on a socket.',
    preset: '262144',
    parse: integer(1024, 104_857_600),
  },
  maxQueryTokens: {
    name: 'MAX_QUERY_TOKENS',
    meaning: 'Words and signs of a GraphQL document.',
    preset: '2000',
    parse: count,
  },
  maxQueryDepth: {
    name: 'MAX_QUERY_DEPTH',
    meaning: 'Fields within fields of an operation; introspection has a limit of its own.',
    preset: '12',
    parse: count,
  },
  maxQueryFields: {
    name: 'MAX_QUERY_FIELDS',
    meaning: 'Fields of an operation, fragments and aliases counted wherever they are used.',
    preset: '1000',
    parse: count,
  },
  maxRootFields: {
    name: 'MAX_ROOT_FIELDS',
    meaning: 'Fields at the root of an operation: how many queries or mutations are asked for at a time.',
    preset: '20',
    parse: count,
  },
  maxQueryCost: {
    name: 'MAX_QUERY_COST',
    meaning: 'Objects that an operation may lead to, a page counted with its `first`.',
    preset: '10000',
    parse: count,
  },
  maxSubscriptionsPerSocket: {
    name: 'MAX_SUBSCRIPTIONS_PER_SOCKET',
    meaning: 'Operations under way on one socket.',
    preset: '100',
    parse: count,
  },
  maxSocketsPerPerson: {
    name: 'MAX_SOCKETS_PER_PERSON',
    meaning: 'Sockets of one person on this process.',
    preset: '20',
    parse: count,
  },
  maxAnonymousSockets: {
    name: 'MAX_ANONYMOUS_SOCKETS_PER_ADDRESS',
    meaning: 'Sockets without a token on this process, from one IPv4 address or one /64 of IPv6.',
    preset: '100',
    parse: count,
  },
  maxSockets: {
    name: 'MAX_SOCKETS',
    meaning: 'Sockets on this process.',
    preset: '20000',
    parse: count,
  },
  maxMessagesPerSecond: {
    name: 'MAX_MESSAGES_PER_SECOND',
    meaning: 'Messages that a client may send on one socket each second; twice as many in a burst.',
    preset: '100',
    parse: count,
  },
  maxSocketBacklogBytes: {
    name: 'MAX_SOCKET_BACKLOG_BYTES',
    meaning: 'Bytes that may wait for a client that does not read; then its socket is closed.',
    preset: '4194304',
    parse: integer(65_536, 1_073_741_824),
  },
  initTimeout: {
    name: 'INIT_TIMEOUT_MS',
    meaning: 'Milliseconds in which a socket must say `connection_init`.',
    preset: '5000',
    parse: integer(1, 600_000),
  },
  keepAlive: {
    name: 'KEEP_ALIVE_MS',
    meaning: 'Milliseconds between pings; a socket that has not answered one by the next is gone.',
    // A device that falls silent without a word is to lose its sound within 15 seconds: two of these, and the grace.
    preset: '4000',
    parse: integer(100, 600_000),
  },
  idleTimeout: {
    name: 'IDLE_TIMEOUT_MS',
    meaning: 'Milliseconds after which a socket is closed on which nothing is under way.',
    preset: '600000',
    parse: integer(100, 86_400_000),
  },
  drainTime: {
    name: 'DRAIN_MS',
    meaning: 'Milliseconds over which sockets are told to come back when the process is asked to stop.',
    preset: '3000',
    parse: milliseconds,
  },
  allowanceScale: {
    name: 'ALLOWANCE_SCALE',
    meaning: 'What the allowances of each person for each kind of command are multiplied by.',
    preset: '1',
    parse: decimal(0.01, 1_000_000),
  },
  graphiql: {
    name: 'GRAPHIQL',
    meaning: '`on` serves GraphiQL at `/graphql` to browsers.',
    preset: 'on',
    production: 'off',
    parse: onOff,
  },
  introspection: {
    name: 'INTROSPECTION',
    meaning: '`on` lets clients ask for the schema.',
    preset: 'on',
    production: 'off',
    parse: onOff,
  },
  metricsToken: {
    name: 'METRICS_TOKEN',
    meaning: 'The bearer token of `/metrics`, 16 bytes or longer. None: open, and in production not there.',
    preset: '',
    secret: true,
    parse: optional(secret(16)),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'The least level that is logged.',
    preset: 'info',
    parse: choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
} as const satisfies Record<string, Setting<unknown>>

export type Config = SettingValues<typeof configSettings>

/** Reads and checks everything; what is wrong is said all at once, each with the name of its variable. */
export function readConfig(
  env: Environment = process.env,
  argv: readonly string[] = process.argv.slice(2),
): Read<typeof configSettings> {
  const read = readSettingsTable(configSettings, env, argv)
  if (!read.ok) return read
  const errors = contradictions(read.values)
  return errors.length > 0 ? { ok: false, errors } : read
}

function contradictions(config: Config): string[] {
  const errors = [...engineContradictions(config), ...soundContradictions(config)]
  if (config.authJwksUrl !== null) {
    if (config.authSharedSecret !== null) errors.push('AUTH_SHARED_SECRET cannot be set beside AUTH_JWKS_URL')
    // Without them, a token that the provider gave to any other application would be good here.
    if (config.authIssuer === null) errors.push('AUTH_ISSUER must be set with AUTH_JWKS_URL')
    if (config.authAudience === null) errors.push('AUTH_AUDIENCE must be set with AUTH_JWKS_URL')
  } else if (config.authSharedSecret === null) {
    if (config.environment === 'production')
      errors.push(
        'AUTH_JWKS_URL (with AUTH_ISSUER and AUTH_AUDIENCE) or AUTH_SHARED_SECRET must be set in production',
      )
    if (config.authIssuer !== null) errors.push('AUTH_ISSUER needs AUTH_JWKS_URL or AUTH_SHARED_SECRET')
    if (config.authAudience !== null) errors.push('AUTH_AUDIENCE needs AUTH_JWKS_URL or AUTH_SHARED_SECRET')
  }
  return errors
}

/** As browsers write them: in lower case, without a path, and without a port that goes without saying. */
function origins(text: string): readonly string[] {
  const all = text.split(',').map(one => one.trim())
  // Of the schemes of apps the origin is opaque to the URL parser, and browsers send it as it is.
  const isOrigin = (one: string) =>
    one === '*' ||
    (/^https?:/.test(one)
      ? URL.parse(one)?.origin === one && !one.includes('*')
      : /^[a-z][a-z0-9+.-]*:\/\/[^\s/*]+$/.test(one))
  if (all.every(isOrigin)) return all
  throw new Error('must be origins such as https://app.example.org, with commas between them, or *')
}
