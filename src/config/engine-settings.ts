// The settings of the engines: event log, read store and bus.

import { engineUrl, integer, type SettingsTable, type SettingValues } from '../support/settings.ts'

const milliseconds = integer(100, 600_000)

export const engineSettings = {
  eventLog: {
    url: {
      name: 'EVENT_LOG_URL',
      meaning:
        'The event log: `sqlite:<file>`, or EventStoreDB at `esdb://…` or `esdb+discover://…` (`kurrentdb` works too).',
      preset: 'sqlite:<DATA_DIR>/rostrum.db',
      secret: 'url',
      parse: engineUrl(['sqlite'], ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover']),
    },
    timeoutMs: {
      name: 'EVENT_LOG_TIMEOUT_MS',
      meaning: 'Timeout of an append or a read in EventStoreDB.',
      preset: '5000',
      parse: milliseconds,
    },
  },
  readStore: {
    url: {
      name: 'READ_STORE_URL',
      meaning:
        'The read store: `memory:`, folded from the log at each start, or MongoDB at `mongodb://…` or `mongodb+srv://…`.',
      preset: 'memory:',
      secret: 'url',
      parse: engineUrl(['memory'], ['mongodb', 'mongodb+srv']),
    },
    timeoutMs: {
      name: 'READ_STORE_TIMEOUT_MS',
      meaning: 'Timeout of an operation in MongoDB.',
      preset: '10000',
      parse: milliseconds,
    },
    poolSize: {
      name: 'READ_STORE_POOL',
      meaning: 'Connections of this process to MongoDB. Leases use four more.',
      preset: '20',
      parse: integer(1, 1_000),
    },
  },
  bus: {
    url: {
      name: 'BUS_URL',
      meaning:
        'The bus that notifies subscribers: `memory:` within this process, or NATS at `nats://…` or `tls://…`.',
      preset: 'memory:',
      secret: 'url',
      parse: engineUrl(['memory'], ['nats', 'tls']),
    },
    timeoutMs: {
      name: 'BUS_TIMEOUT_MS',
      meaning: 'Timeout of the first connection to NATS, of a ping, and of the last delivery.',
      preset: '5000',
      parse: milliseconds,
    },
  },
} as const satisfies SettingsTable

/** A process that does a part of the work shares the engines with those that do the rest. */
export function engineContradictions(
  config: SettingValues<typeof engineSettings> & { readonly role: string },
): string[] {
  if (config.role === 'all') return []
  return (['eventLog', 'readStore', 'bus'] as const)
    .filter(engine => !config[engine].url.external)
    .map(
      engine =>
        `${engineSettings[engine].url.name} must name a server that other processes reach, with ROLE=${config.role}`,
    )
}
