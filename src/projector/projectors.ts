// The shares of the log that this process folds: as many as fall to it.

import type { Position } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import { LEASE_TIME, ROUND } from '../processor/leadership.ts'
import type { Lease } from '../read-store/read-store.ts'
import { pause } from '../support/clock.ts'
import { within } from '../support/timeout.ts'
import { holdShares, type ShareOptions } from './held-partitions.ts'
import { sharesFor } from './partitions.ts'
import { positionOfForm } from './progress-publisher.ts'
import {
  builtAs,
  type Code,
  codeNamed,
  codeOf,
  type Form,
  latestOf,
  nameOfCode,
  registered,
  switchedTo,
  type Versions,
} from './versions/version-set.ts'
import { changeVersions, VERSIONS_TOPIC } from './versions/version-store.ts'

export type ProjectorsOptions = ShareOptions & {
  readonly projections: readonly Projection[]
  /** Names of projections with documents that events of several rooms or people touch. */
  readonly undivided: ReadonlySet<string>
}

/** Milliseconds that it may take to let go of everything. */
const GOODBYE = 3_000

/** Of the processes that live: the name goes on with their code and their holder. */
export const LEASE_OF_PROCESS = 'projectors/'

export type Projectors = {
  /** The names of the shares that are held here. */
  held(): readonly string[]
  close(): Promise<void>
}

export async function startProjectors(options: ProjectorsOptions): Promise<Projectors> {
  const { projections, undivided, holder, store, bus, log, logger } = options
  const code = codeOf(projections)
  const ownLease = `${LEASE_OF_PROCESS}${nameOfCode(code)}/${holder}`
  const shares = holdShares(options)
  const closing = new AbortController()
  let waking = new AbortController()
  /** Of the log at the last look for what is whole. */
  let head: Position | null = null

  async function round(): Promise<void> {
    await store.acquire(ownLease, holder, LEASE_TIME)
    const living = (await store.leases(LEASE_OF_PROCESS)).map(codeOfProcess)
    const versions = await changeVersions(options, holder, before => registered(before, code, living))
    const mine = sharesFor(projections, undivided, versions, code, living)
    const alike = living.filter(other => nameOfCode(other) === nameOfCode(code)).length
    await shares.reconcile(mine, Math.ceil(mine.length / Math.max(1, alike)), versions.serial)
    await switchOrphans(versions, living)
  }

  /** What nobody who lives can fold any more, or what is new, is replaced by what is whole. */
  async function switchOrphans(versions: Versions, living: readonly Code[]): Promise<void> {
    const orphans = projections.filter(({ name }) => {
      const active = versions.projections[name]?.active
      return !active || !living.some(other => other[name] === active.version)
    })
    if (orphans.length === 0) return
    // What is told is a little behind: it is compared with where the log was a round ago.
    const upTo = head
    head = await log.head()
    if (upTo === null) return
    const changes: [string, Form][] = []
    for (const projection of orphans) {
      const form = latestOf(versions.projections[projection.name], projection.version)
      if (form && (await positionOfForm(store, builtAs(projection, form), undivided)) >= upTo)
        changes.push([projection.name, form])
    }
    if (changes.length === 0) return
    await changeVersions(options, holder, before => switchedTo(before, changes))
    logger.info({ changes }, 'began to read what is built')
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await round().catch(err => logger.warn({ err }, 'the shares of the log could not be dealt out'))
      await pause(ROUND, waking.signal)
      if (!closing.signal.aborted) waking = new AbortController()
    }
    await shares.close()
    const own = (await store.leases(ownLease).catch(() => []))[0]
    if (own) await store.release(own).catch(() => {})
  }

  const listening = await bus.subscribe(VERSIONS_TOPIC, () => waking.abort())
  const running = run()
  return {
    held: shares.names,
    async close() {
      listening.close()
      closing.abort()
      waking.abort()
      // Where the store is away, leases run out by themselves.
      await within(running, GOODBYE, 'letting go of the shares').catch(err =>
        logger.warn({ err }, 'leases are left to run out'),
      )
    },
  }
}

/** The codes of the processes that fold. */
export const codeOfProcess = ({ name }: Lease): Code => codeNamed(name.split('/')[1]!)
