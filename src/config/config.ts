// Reads the settings into groups, each as the part of the process takes it. The only reader of process.env.

import {
  choice,
  type Environment,
  integer,
  listSettings,
  type Read,
  readSettingsTable,
  type SettingsTable,
  type SettingValues,
  singleLine,
} from '../support/settings.ts'
import { authContradictions, authSettings } from './auth-settings.ts'
import { engineContradictions, engineSettings } from './engine-settings.ts'
import { serverContradictions, serverSettings } from './server-settings.ts'
import { soundContradictions, soundSettings } from './sound-settings.ts'

const milliseconds = integer(0, 86_400_000)

const settingsTable = {
  environment: {
    name: 'NODE_ENV',
    meaning:
      '`production` requires an identity provider, listens on all addresses, and hides GraphiQL, introspection and metrics. Anything else listens on the loopback only.',
    preset: 'development',
    parse: choice('development', 'test', 'production'),
  },
  role: {
    name: 'ROLE',
    meaning:
      'What this process does. `api` answers clients, `edge` carries their subscriptions only, `projector` folds the log and runs the reactors, `sound` drives the audio gateways, `all` does everything.',
    preset: 'all',
    // Removed with the next minor version.
    renamed: { gateway: 'edge' },
    parse: choice('all', 'api', 'edge', 'projector', 'sound'),
  },
  dataDir: {
    name: 'DATA_DIR',
    meaning:
      'The folder for everything that this process stores. Created when missing. You can delete `past.db` in it while the process is stopped: it is rebuilt from the log.',
    preset: 'data',
    parse: singleLine,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'The lowest level that is logged.',
    preset: 'info',
    parse: choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  ...engineSettings,
  ...soundSettings,
  ...authSettings,
  rooms: {
    presenceGraceMs: {
      name: 'PRESENCE_GRACE_MS',
      meaning: 'How long a person stays in the room after their last socket closes.',
      preset: '20000',
      parse: milliseconds,
    },
    returnGraceMs: {
      name: 'RETURN_GRACE_MS',
      meaning: 'How long everybody has at least to come back after an interruption of the service.',
      preset: '60000',
      parse: milliseconds,
    },
    hostlessGraceMs: {
      name: 'HOSTLESS_GRACE_MS',
      meaning: 'How long a room stays open while nobody in it can be host.',
      preset: '60000',
      parse: milliseconds,
    },
    remindBeforeMs: {
      name: 'REMIND_BEFORE_MS',
      meaning: 'How long before the start of a scheduled room reminders are sent.',
      preset: '600000',
      parse: milliseconds,
    },
  },
  notary: {
    keyFiles: {
      name: 'NOTARY_KEY_FILES',
      meaning:
        'Ed25519 keys (PEM), separated by a comma: the one that signs rooms, created when missing, and the previous one.',
      preset: '<DATA_DIR>/notary-key.pem',
      parse: keyFiles,
    },
    intervalMs: {
      name: 'NOTARY_INTERVAL_MS',
      meaning: 'The longest that an event waits for its signature.',
      preset: '60000',
      parse: integer(100, 86_400_000),
    },
  },
  ...serverSettings,
} as const satisfies SettingsTable

/** All settings, in the order of docs/operations/configuration.md. A test compares the two. */
export const configSettings = listSettings(settingsTable)

type Settings = SettingValues<typeof settingsTable>

export type Config = Settings & {
  readonly server: {
    /** Queries and mutations are refused. */
    readonly subscriptionsOnly: boolean
    /** Whether this machine may read the metrics where no token is set. */
    readonly metricsOpen: boolean
  }
}

/** Reads and checks all settings. Reports everything that is wrong at once, each with the name of its variable. */
export function readConfig(
  env: Environment = process.env,
  argv: readonly string[] = process.argv.slice(2),
): Read<Config> {
  const read = readSettingsTable(settingsTable, env, argv)
  if (!read.ok) return read
  const errors = contradictions(read.values)
  if (errors.length > 0) return { ok: false, errors }
  return { ok: true, values: withDerived(read.values), warnings: [...read.warnings, ...advice(read.values)] }
}

/** What is accepted and probably not meant. */
function advice({ environment, role, server }: Settings): string[] {
  const answersClients = role === 'all' || role === 'api' || role === 'edge'
  if (environment !== 'production' || !answersClients || server.allowedHosts.length > 0) return []
  return ['ALLOWED_HOSTS is empty, so that clients reach this process by its address only, and by no name']
}

/** Adds what follows from the role and the environment. */
function withDerived(settings: Settings): Config {
  const isEdge = settings.role === 'edge'
  return {
    ...settings,
    server: {
      ...settings.server,
      graphiql: settings.server.graphiql && !isEdge,
      subscriptionsOnly: isEdge,
      metricsOpen: settings.environment !== 'production',
    },
  }
}

function contradictions(config: Settings): string[] {
  return [
    ...engineContradictions(config),
    ...soundContradictions(config),
    ...authContradictions(config),
    ...serverContradictions(config),
  ]
}

export type KeyFiles = {
  readonly current: string
  /** The one before, which vouches for the current one. Null: there was none. */
  readonly previous: string | null
}

function keyFiles(text: string): KeyFiles {
  const [current = '', previous] = singleLine(text).split(',')
  return { current, previous: previous || null }
}
