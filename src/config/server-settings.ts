// The settings of what clients reach: the API, the server and its sockets.

import { createAddressSet, isLoopbackHost, parseHost } from '../support/network.ts'
import {
  decimal,
  integer,
  onOff,
  optional,
  type SettingsTable,
  type SettingValues,
  secret,
  singleLine,
  trueFalse,
} from '../support/settings.ts'

const milliseconds = integer(0, 86_400_000)
const count = integer(1, 10_000_000)

export const serverSettings = {
  api: {
    mutationWaitMs: {
      name: 'MUTATION_WAIT_MS',
      meaning:
        'How long a response waits for the projections to reach its own command, or the position in `atLeast`.',
      preset: '2000',
      parse: milliseconds,
    },
    allowanceScale: {
      name: 'ALLOWANCE_SCALE',
      meaning: 'Multiplies every rate limit of a person.',
      preset: '1',
      parse: decimal(0.01, 1_000_000),
    },
  },
  server: {
    port: {
      name: 'PORT',
      meaning: 'The TCP port for HTTP and WebSocket. 0 takes any free one.',
      preset: '4000',
      parse: integer(0, 65_535),
    },
    host: {
      name: 'HOST',
      meaning: 'The address to listen on. Outside production only the loopback is accepted.',
      preset: '127.0.0.1',
      production: '0.0.0.0',
      parse: singleLine,
    },
    allowInsecureDevelopment: {
      name: 'ALLOW_INSECURE_DEVELOPMENT',
      meaning:
        '`true` lets a process outside production listen on any address. Everybody who reaches it can sign in as anybody.',
      preset: 'false',
      parse: trueFalse,
    },
    allowedHosts: {
      name: 'ALLOWED_HOSTS',
      meaning:
        'Names, without a port, under which clients reach the API, separated by commas: `rooms.example.org`. The loopback and the address that a client connected to are always allowed. `*` allows all.',
      preset: '',
      parse: hosts,
    },
    trustedProxies: {
      name: 'TRUSTED_PROXIES',
      meaning:
        'Addresses and networks of proxies, separated by commas: `10.0.0.5,10.1.0.0/16`. Their `X-Forwarded-For` and `X-Forwarded-Proto` are believed.',
      preset: '',
      parse: networks,
    },
    requestTimeoutMs: {
      name: 'REQUEST_TIMEOUT_MS',
      meaning: 'How long a client may take to send a request, headers and body together.',
      preset: '20000',
      parse: integer(100, 600_000),
    },
    drainMs: {
      name: 'DRAIN_MS',
      meaning: 'When the process stops, the period over which it asks sockets to reconnect elsewhere.',
      preset: '3000',
      parse: milliseconds,
    },
    allowedOrigins: {
      name: 'ALLOWED_ORIGINS',
      meaning:
        'Origins of web pages that may use the API, besides its own host, separated by commas: `https://app.example.org`. `*` allows all.',
      preset: '',
      parse: origins,
    },
    maxBodyBytes: {
      name: 'MAX_BODY_BYTES',
      meaning: 'Size limit of an HTTP body and of a message on a socket.',
      preset: '262144',
      parse: integer(1024, 104_857_600),
    },
    limits: {
      maxTokens: {
        name: 'MAX_QUERY_TOKENS',
        meaning: 'Tokens in a GraphQL document.',
        preset: '2000',
        parse: count,
      },
      maxDepth: {
        name: 'MAX_QUERY_DEPTH',
        meaning: 'Nesting of fields in an operation. Introspection has its own limit.',
        preset: '12',
        parse: count,
      },
      maxFields: {
        name: 'MAX_QUERY_FIELDS',
        meaning: 'Fields in an operation. Fragments and aliases count wherever they are used.',
        preset: '1000',
        parse: count,
      },
      maxRootFields: {
        name: 'MAX_ROOT_FIELDS',
        meaning: 'Root fields in an operation: how many queries or mutations one request may hold.',
        preset: '20',
        parse: count,
      },
      maxCost: {
        name: 'MAX_QUERY_COST',
        meaning: 'Objects that an operation may return. A page counts with its `first`.',
        preset: '10000',
        parse: count,
      },
    },
    graphiql: {
      name: 'GRAPHIQL',
      meaning: '`on` serves GraphiQL at `/graphql` to browsers. It needs the development dependencies.',
      preset: 'on',
      production: 'off',
      parse: onOff,
    },
    introspection: {
      name: 'INTROSPECTION',
      meaning: '`on` lets clients query the schema.',
      preset: 'on',
      production: 'off',
      parse: onOff,
    },
    metricsToken: {
      name: 'METRICS_TOKEN',
      meaning:
        'The bearer token for `/metrics`, at least 16 bytes. Without one, `/metrics` is open to this machine alone in development, and absent in production.',
      preset: '',
      secret: true,
      parse: optional(secret(16)),
    },
  },
  sockets: {
    maxSockets: {
      name: 'MAX_SOCKETS',
      meaning: 'Sockets on this process.',
      preset: '20000',
      parse: count,
    },
    maxPerPerson: {
      name: 'MAX_SOCKETS_PER_PERSON',
      meaning: 'Sockets of one person on this process.',
      preset: '20',
      parse: count,
    },
    maxAnonymousPerAddress: {
      name: 'MAX_ANONYMOUS_SOCKETS_PER_ADDRESS',
      meaning: 'Sockets without a token on this process, for one IPv4 address or one IPv6 /64.',
      preset: '100',
      parse: count,
    },
    maxUninitialisedPerAddress: {
      name: 'MAX_UNINITIALISED_SOCKETS_PER_ADDRESS',
      meaning:
        'Sockets on this process that have not sent `connection_init`, for one IPv4 address or one IPv6 /64. One more closes the oldest.',
      preset: '100',
      parse: count,
    },
    maxSubscriptions: {
      name: 'MAX_SUBSCRIPTIONS_PER_SOCKET',
      meaning: 'Concurrent operations on one socket.',
      preset: '100',
      parse: count,
    },
    maxMessagesPerSecond: {
      name: 'MAX_MESSAGES_PER_SECOND',
      meaning: 'Messages that a client may send on one socket each second. Bursts may hold twice as many.',
      preset: '100',
      parse: count,
    },
    maxBacklogBytes: {
      name: 'MAX_SOCKET_BACKLOG_BYTES',
      meaning: 'Bytes that may wait for a slow client before its socket is closed.',
      preset: '4194304',
      parse: integer(65_536, 1_073_741_824),
    },
    initTimeoutMs: {
      name: 'INIT_TIMEOUT_MS',
      meaning: 'How long a socket may take to send `connection_init`.',
      preset: '5000',
      parse: integer(1, 600_000),
    },
    keepAliveMs: {
      name: 'KEEP_ALIVE_MS',
      meaning: 'Interval between pings. A socket that has not answered one by the next is closed.',
      // A device that disappears must lose its sound within 15 seconds: two of these intervals and the grace.
      preset: '4000',
      parse: integer(100, 600_000),
    },
    idleTimeoutMs: {
      name: 'IDLE_TIMEOUT_MS',
      meaning: 'How long a socket may stay open without an operation.',
      preset: '600000',
      parse: integer(100, 86_400_000),
    },
  },
} as const satisfies SettingsTable

/** Without an identity provider anybody signs in as anybody, which must not be offered to a network by mistake. */
export function serverContradictions(
  config: SettingValues<typeof serverSettings> & { readonly environment: string },
): string[] {
  const { host, allowInsecureDevelopment } = config.server
  if (config.environment === 'production') {
    const isInsecure = 'ALLOW_INSECURE_DEVELOPMENT cannot be true with NODE_ENV=production'
    return allowInsecureDevelopment ? [isInsecure] : []
  }
  if (allowInsecureDevelopment || isLoopbackHost(host)) return []
  return [
    `HOST must be the loopback with NODE_ENV=${config.environment}, and not "${host}". Set NODE_ENV=production, or ALLOW_INSECURE_DEVELOPMENT=true in a network that you trust`,
  ]
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(',').map(one => one.trim()))

function hosts(text: string): readonly string[] {
  const all = listOf(text)
  const names = all.map(one => (one === '*' ? one : parseHost(one)))
  if (
    names.every((name, index) => name !== null && (name === '*' || !/:\d*$/.test(unbracketed(all[index]!))))
  )
    return names as string[]
  throw new Error(
    'must be host names such as rooms.example.org, without a port, with commas between them, or *',
  )
}

/** What follows the brackets of an IPv6 address, where a port would stand. */
const unbracketed = (host: string): string => host.slice(host.lastIndexOf(']') + 1)

function networks(text: string): readonly string[] {
  const all = listOf(text)
  if (createAddressSet(all) !== null) return all
  throw new Error('must be addresses and networks such as 10.0.0.5 or 10.1.0.0/16, with commas between them')
}

/** As browsers write them: in lower case, without a path, and without the default port. */
function origins(text: string): readonly string[] {
  if (text === '') return []
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
