// Opens the engines of the configuration for a rebuild, and takes a lease on each projection that it rebuilds.

import { projections, undividedProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import type { Bus } from '../../src/bus/bus.ts'
import { openBus, openEventLog, openReadStore } from '../../src/compose/engines.ts'
import type { Config } from '../../src/config/config.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { type HeldLease, holdLease } from '../../src/processor/leadership.ts'
import type { VersionSet } from '../../src/projector/versions/version-set.ts'
import { readVersions } from '../../src/projector/versions/version-store.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import type { Logger } from '../../src/support/log.ts'
import { createShutdown, type Shutdown } from '../../src/support/shutdown.ts'
import { aborted, systemTime } from '../../src/support/time.ts'
import { UsageError } from '../terminal.ts'

type Engines = { readonly store: ReadStore; readonly log: EventLog; readonly bus: Bus }

/** Opens all engines. If one cannot be opened, closes the others and rejects. */
export async function openSession(config: Config, logger: Logger): Promise<Session> {
  const holder = `rebuild-${systemTime.uuid()}`
  const closing = createShutdown(logger)
  try {
    return new Session(await openEngines(config, holder, logger, closing), holder, logger, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function openEngines(
  config: Config,
  holder: string,
  logger: Logger,
  closing: Shutdown,
): Promise<Engines> {
  const store = await openReadStore(config, holder, systemTime, logger)
  closing.add('read store', () => store.close())
  const log = await openEventLog(config, systemTime)
  closing.add('event log', () => log.close())
  const bus = await openBus(config, holder, systemTime, logger)
  closing.add('bus', () => bus.close())
  return { store, log, bus }
}

/** What the modes of a rebuild work with. */
export class Session {
  readonly store: ReadStore
  readonly log: EventLog
  readonly bus: Bus
  /** Unique to this session. */
  readonly holder: string
  readonly logger: Logger
  readonly time = systemTime
  readonly projections = projections
  readonly undivided = undividedProjections
  /** Whether servers share the log. They fold and read while the command works. */
  readonly shared: boolean
  /** Aborts when the session is stopped, or when a lease is lost. */
  readonly signal: AbortSignal
  readonly #stopping = new AbortController()
  readonly #closing: Shutdown
  readonly #leases: HeldLease[] = []

  constructor({ store, log, bus }: Engines, holder: string, logger: Logger, closing: Shutdown) {
    this.store = store
    this.log = log
    this.bus = bus
    this.holder = holder
    this.logger = logger
    this.shared = !log.isExclusive
    this.signal = this.#stopping.signal
    this.#closing = closing
    closing.add('leases', async () => {
      await Promise.all(this.#leases.map(lease => lease.release()))
    })
  }

  async versions(): Promise<VersionSet> {
    const versions = await readVersions(this.store)
    if (versions.serial > 0) return versions
    throw new UsageError('this read store holds no projections yet. Start a server first.')
  }

  projection(name: string): Projection {
    const found = projections.find(projection => projection.name === name)
    if (!found) throw new UsageError(`unknown projection: ${name}`)
    return found
  }

  /** Takes the lease of a rebuild until the session closes. Resolves to its epoch. Rejects when another process has it. */
  async claim(name: string): Promise<number> {
    const { store, holder, time, logger } = this
    const options = { leases: store, name: `rebuild/${name}`, holder, time, logger }
    const lease = await holdLease(options, async (_, signal) => {
      await aborted(signal)
      this.#stopping.abort(
        new UsageError(`the lease on the rebuild of ${name} was lost. Run the command again: it continues.`),
      )
    })
    if (!lease) throw new UsageError(`another process is rebuilding ${name}`)
    this.#leases.push(lease)
    return lease.lease.epoch
  }

  stop(): void {
    this.#stopping.abort()
  }

  close(): Promise<void> {
    return this.#closing.close()
  }
}
