// What the command works with: the engines of the configuration, and the right to be the only one who rebuilds.

import { randomUUID } from 'node:crypto'
import { projections, undividedProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import { openBus, openEventLog, openReadStore } from '../../src/compose/engines.ts'
import type { Config } from '../../src/config/config.ts'
import { type HeldLease, takeLease } from '../../src/processor/leadership.ts'
import type { Versions } from '../../src/projector/versions/version-set.ts'
import { readVersions } from '../../src/projector/versions/version-store.ts'
import { aborted } from '../../src/support/clock.ts'
import type { Logger } from '../../src/support/log.ts'
import { createClosing } from '../../src/support/shutdown.ts'
import { Unusable } from './terminal.ts'

export type Session = Awaited<ReturnType<typeof openSession>>

export async function openSession(config: Config, logger: Logger) {
  const holder = `rebuild-${randomUUID()}`
  const closing = createClosing(logger)
  const leases: HeldLease[] = []
  const stopping = new AbortController()
  try {
    const store = await openReadStore(config, holder)
    closing.add('read store', () => store.close())
    const log = await openEventLog(config)
    closing.add('event log', () => log.close())
    const bus = await openBus(config, holder, logger)
    closing.add('bus', () => bus.close())
    closing.add('leases', async () => {
      await Promise.all(leases.map(lease => lease.letGo()))
    })

    return {
      ...{ store, log, bus, holder, logger, now: Date.now, undivided: undividedProjections },
      /** Whether processes share the log: they fold and read while the command works. */
      shared: !log.exclusive,
      projections,
      signal: stopping.signal,
      stop: () => stopping.abort(),

      async versions(): Promise<Versions> {
        const versions = await readVersions(store)
        if (versions.serial > 0) return versions
        throw new Unusable('nothing is folded in this read store yet: start Rostrum first')
      },

      projection(name: string): Projection {
        const found = projections.find(projection => projection.name === name)
        if (!found) throw new Unusable(`there is no projection ${name}`)
        return found
      },

      /** Nobody else rebuilds it until the session is closed. Resolves to the epoch. */
      async claim(name: string): Promise<number> {
        const lease = await takeLease(store, `rebuild/${name}`, holder, logger, async (_, signal) => {
          await aborted(signal)
          stopping.abort(new Unusable(`the right to rebuild ${name} was lost`))
        })
        if (!lease) throw new Unusable(`${name} is being rebuilt by another process at this moment`)
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
