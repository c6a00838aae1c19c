// What the command works with: the engines of the configuration, and the right to be the only one who rebuilds.

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
import { UsageError } from './terminal.ts'

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
      /** Whether processes share the log: they fold and read while the command works. */
      shared: !log.isExclusive,
      projections,
      signal: stopping.signal,
      stop: () => stopping.abort(),

      async versions(): Promise<VersionSet> {
        const versions = await readVersions(store)
        if (versions.serial > 0) return versions
        throw new UsageError('nothing is folded in this read store yet: start Rostrum first')
      },

      projection(name: string): Projection {
        const found = projections.find(projection => projection.name === name)
        if (!found) throw new UsageError(`there is no projection ${name}`)
        return found
      },

      /** Nobody else rebuilds it until the session is closed. Resolves to the epoch. */
      async claim(name: string): Promise<number> {
        const lease = await holdLease(leaseOptions(name), async (_, signal) => {
          await aborted(signal)
          stopping.abort(new UsageError(`the right to rebuild ${name} was lost`))
        })
        if (!lease) throw new UsageError(`${name} is being rebuilt by another process at this moment`)
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
