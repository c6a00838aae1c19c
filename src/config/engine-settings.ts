// What can be set about the role of a process and the engines that it works with.

import { choice, engineUrl, integer, type Setting, type SettingValues } from '../support/settings.ts'

const milliseconds = integer(100, 600_000)

export const engineSettings = {
  role: {
    name: 'ROLE',
    meaning:
      'What this process does: `api` answers clients, `gateway` carries their subscriptions alone, `projector` folds the log and acts on what falls due, `sound` drives the gateways of the sound, `all` does everything.',
    preset: 'all',
    parse: choice('all', 'api', 'gateway', 'projector', 'sound'),
  },
  eventLogUrl: {
    name: 'EVENT_LOG_URL',
    meaning:
      'Where the events are: `sqlite:<file>`, or EventStoreDB at `esdb://…` or `esdb+discover://…`, also written `kurrentdb`.',
    preset: 'sqlite:<DATA_DIR>/rostrum.db',
    secret: true,
    parse: engineUrl(['sqlite'], ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover']),
  },
  eventLogTimeout: {
    name: 'EVENT_LOG_TIMEOUT_MS',
    meaning: 'Milliseconds that an append or a read of EventStoreDB may take.',
    preset: '5000',
    parse: milliseconds,
  },
  readStoreUrl: {
    name: 'READ_STORE_URL',
    meaning:
      'Where the projections are: `memory:`, folded from the log at each start, or MongoDB at `mongodb://…` or `mongodb+srv://…`.',
    preset: 'memory:',
    secret: true,
    parse: engineUrl(['memory'], ['mongodb', 'mongodb+srv']),
  },
  readStoreTimeout: {
    name: 'READ_STORE_TIMEOUT_MS',
    meaning: 'Milliseconds that an operation of MongoDB may take.',
    preset: '10000',
    parse: milliseconds,
  },
  readStorePool: {
    name: 'READ_STORE_POOL',
    meaning: 'Links of this process to MongoDB at one time; four more are kept for leases.',
    preset: '20',
    parse: integer(1, 1_000),
  },
  busUrl: {
    name: 'BUS_URL',
    meaning:
      'What carries news to subscribers: `memory:`, within this process, or NATS at `nats://…` or `tls://…`.',
    preset: 'memory:',
    secret: true,
    parse: engineUrl(['memory'], ['nats', 'tls']),
  },
  busTimeout: {
    name: 'BUS_TIMEOUT_MS',
    meaning: 'Milliseconds that the first link to NATS, a ping and the last delivery may take.',
    preset: '5000',
    parse: milliseconds,
  },
} as const satisfies Record<string, Setting<unknown>>

/** A process that does a part of the work shares the engines with those that do the rest. */
export function engineContradictions(config: SettingValues<typeof engineSettings>): string[] {
  if (config.role === 'all') return []
  return (['eventLogUrl', 'readStoreUrl', 'busUrl'] as const)
    .filter(key => !config[key].external)
    .map(
      key =>
        `${engineSettings[key].name} must name a server that other processes reach, with ROLE=${config.role}`,
    )
}
