// Opens what a rebuild works with: the engines of the configuration, and a lease on each projection that it rebuilds.

import { projections, undividedProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import { openBus, openEventLog, openReadStore } from '../../src/compose/engines.ts'
import type { Config } from '../../src/config/config.ts'
import { type HeldLease, holdLease } from '../../src/processor/leadership.ts'
import type { VersionSet } from '../../src/projector/versions/version-set.ts'
import { readVersions } from '../../src/projector/versions/version-store.ts'
import type { Logger } from '../../src/support/log.ts'
import { createShutdown } from '../../src/support/shutdown.ts'
import { aborted, systemTime } from '../../src/support/time.ts'
import { UsageError } from '../terminal.ts'

export type Session = Awaited<ReturnType<typeof openSession>>

export async function openSession(config: Config, logger: Logger) {
  const holder = `rebuild-${systemTime.uuid()}`
  const closing = createShutdown(logger)
  const leases: HeldLease[] = []
  const stopping = new AbortController()
  try {
    const store = await openReadStore(config, holder, systemTime)
    closing.add('read store', () => store.close())
    const log = await openEventLog(config, systemTime)
    closing.add('event log', () => log.close())
    const bus = await openBus(config, holder, systemTime, logger)
    closing.add('bus', () => bus.close())
    closing.add('leases', async () => {
      await Promise.all(leases.map(lease => lease.release()))
    })

    const leaseOptions = (name: string) => ({
      leases: store,
      name: `rebuild/${name}`,
      holder,
      time: systemTime,
      logger,
    })
    return {
      store,
      log,
      bus,
      holder,
      logger,
      time: systemTime,
      undivided: undividedProjections,
      /** Whether servers share the log: they fold and read while the command works. */
      shared: !log.isExclusive,
      projections,
      signal: stopping.signal,
      stop: () => stopping.abort(),

      async versions(): Promise<VersionSet> {
        const versions = await readVersions(store)
        if (versions.serial > 0) return versions
        throw new UsageError('this read store holds no projections yet. Start a server first.')
      },

      projection(name: string): Projection {
        const found = projections.find(projection => projection.name === name)
        if (!found) throw new UsageError(`unknown projection: ${name}`)
        return found
      },

      /** Keeps others from rebuilding it until the session closes. Resolves to the epoch of the lease. */
      async claim(name: string): Promise<number> {
        const lease = await holdLease(leaseOptions(name), async (_, signal) => {
          await aborted(signal)
          stopping.abort(
            new UsageError(
              `the lease on the rebuild of ${name} was lost. Run the command again: it continues.`,
            ),
          )
        })
        if (!lease) throw new UsageError(`another process is rebuilding ${name}`)
        leases.push(lease)
        return lease.lease.epoch
      },

      close: () => closing.close(),
    }
  } catch (error) {
    await closing.close()
    throw error
  }
}
