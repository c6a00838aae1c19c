// Decides which partitions this process folds, together with the other processes that fold.

import { isAfter, type Position } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import { LEASE_MS, LEASE_ROUND_MS } from '../processor/leadership.ts'
import type { Lease } from '../read-store/read-store.ts'
import { sleep, timeout } from '../support/time.ts'
import { HeldPartitions, type HeldPartitionsOptions } from './held-partitions.ts'
import { partitionsFor } from './partitions.ts'
import { positionOfVersion } from './progress-publisher.ts'
import {
  type CodeVersions,
  codeVersionsName,
  codeVersionsOf,
  latestBuildOf,
  type ProjectionVersion,
  parseCodeVersions,
  registerCode,
  switchVersions,
  type VersionSet,
  withVersion,
} from './versions/version-set.ts'
import { changeVersions, VERSIONS_TOPIC } from './versions/version-store.ts'

export type PartitionAssignmentOptions = HeldPartitionsOptions & {
  readonly projections: readonly Projection[]
  /** Names of projections in which one document is touched by events of several rooms or people. */
  readonly undivided: ReadonlySet<string>
}

const CLOSE_TIMEOUT_MS = 3_000

/** Each process that folds has a lease whose name continues with its code versions and its holder. */
export const PROCESS_LEASE_PREFIX = 'projectors/'

export type PartitionAssignment = {
  /** The names of the partitions that this process holds. */
  held(): readonly string[]
  close(): Promise<void>
}

/**
 * Resolves when it listens for changes of versions. From then on it takes and releases partitions in rounds, as processes come
 * and go.
 */
export async function startPartitionAssignment(
  options: PartitionAssignmentOptions,
): Promise<PartitionAssignment> {
  const { projections, undivided, holder, store, bus, log, time, logger } = options
  const code = codeVersionsOf(projections)
  const ownLease = `${PROCESS_LEASE_PREFIX}${codeVersionsName(code)}/${holder}`
  const partitions = new HeldPartitions(options)
  const closing = new AbortController()
  let waking = new AbortController()
  /** The head of the log in the last round in which a projection had no running code. */
  let head: Position | null = null

  async function round(): Promise<void> {
    await store.acquire(ownLease, holder, LEASE_MS)
    const running = (await store.leases(PROCESS_LEASE_PREFIX)).map(codeOfProcess)
    const versions = await changeVersions(options, holder, before => registerCode(before, code, running))
    const wanted = partitionsFor(projections, undivided, versions, code, running)
    const peers = running.filter(other => codeVersionsName(other) === codeVersionsName(code)).length
    await partitions.reconcile(wanted, Math.ceil(wanted.length / Math.max(1, peers)), versions.serial)
    await switchOrphans(versions, running)
  }

  /** Switches projections that are new, or whose active version no running process folds, to a version that is complete. */
  async function switchOrphans(versions: VersionSet, running: readonly CodeVersions[]): Promise<void> {
    const orphans = projections.filter(({ name }) => {
      const active = versions.projections[name]?.active
      return !active || !running.some(other => other[name] === active.version)
    })
    if (orphans.length === 0) return
    // Saved positions lag a little, so they are compared with the head of a round ago.
    const upTo = head
    head = await log.head()
    if (upTo === null) return
    const changes: [string, ProjectionVersion][] = []
    for (const projection of orphans) {
      const latest = latestBuildOf(versions.projections[projection.name], projection.version)
      if (
        latest &&
        !isAfter(upTo, await positionOfVersion(store, withVersion(projection, latest), undivided))
      )
        changes.push([projection.name, latest])
    }
    if (changes.length === 0) return
    await changeVersions(options, holder, before => switchVersions(before, changes))
    logger.info({ changes }, 'projection: activated version')
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await round().catch(err => logger.warn({ err }, 'projector: partition assignment failed'))
      await sleep(time, LEASE_ROUND_MS, waking.signal)
      if (!closing.signal.aborted) waking = new AbortController()
    }
    await partitions.close()
    const own = (await store.leases(ownLease).catch(() => []))[0]
    if (own) await store.release(own).catch(() => {})
  }

  const listening = await bus.subscribe(VERSIONS_TOPIC, () => waking.abort())
  const rounds = run()
  return {
    held: () => partitions.names(),
    async close() {
      listening.close()
      closing.abort()
      waking.abort()
      // When the store is unavailable, leases expire by themselves.
      await timeout(time, rounds, CLOSE_TIMEOUT_MS, 'releasing the partitions').catch(err =>
        logger.warn({ err }, 'projector: partitions not released, leases expire'),
      )
    },
  }
}

/** The code versions in the lease of a process. */
export const codeOfProcess = ({ name }: Lease): CodeVersions => parseCodeVersions(name.split('/')[1]!)
