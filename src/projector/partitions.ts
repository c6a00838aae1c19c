// Divides the log into partitions, each folded by one process at a time.

import type { Projection } from '../../projections/projection.ts'
import { storedName } from '../read-store/read-store.ts'
import {
  type CodeVersions,
  isActiveIn,
  isSameVersion,
  leaderOf,
  type VersionedProjection,
  type VersionSet,
  withVersion,
} from './versions/version-set.ts'

export type LogPartition = {
  /** Names the partition in checkpoints. Stored: never change it. */
  readonly checkpointName: string
  /** The first hex digits of the stream ids in the partition. Absent: all streams. */
  readonly digits?: readonly number[]
}

export type Partition = LogPartition & {
  /** Names the partition in leases and progress messages. */
  readonly name: string
  readonly projections: readonly VersionedProjection[]
  /** Sends no notices and publishes no progress, because another process folds what is read. */
  readonly silent: boolean
}

/** How many processes can fold rooms in parallel. One more can fold the undivided projections. */
const ID_PARTITIONS = 4

const BY_ID: readonly LogPartition[] = Array.from({ length: ID_PARTITIONS }, (_, index) => {
  const size = 16 / ID_PARTITIONS
  const digits = Array.from({ length: size }, (_, i) => index * size + i)
  const [first, last] = [digits[0]!, digits.at(-1)!].map(digit => digit.toString(16))
  return { checkpointName: `ids-${first}-${last}`, digits }
})
const UNDIVIDED: readonly LogPartition[] = [{ checkpointName: 'undivided' }]

export const ALL_LOG_PARTITIONS: readonly LogPartition[] = [...BY_ID, ...UNDIVIDED]

/**
 * The partitions of a projection. `undivided` names the projections in which one document is touched by events of several
 * rooms or people.
 */
export const logPartitionsOf = ({ name }: { readonly name: string }, undivided: ReadonlySet<string>) =>
  undivided.has(name) ? UNDIVIDED : BY_ID

/** The partitions in which the active versions are folded together. */
export function partitionsOf(
  projections: readonly VersionedProjection[],
  undivided: ReadonlySet<string>,
): readonly Partition[] {
  return ALL_LOG_PARTITIONS.flatMap(partition => {
    const folded = projections.filter(one => logPartitionsOf(one, undivided).includes(partition))
    if (folded.length === 0) return []
    return { ...partition, name: partition.checkpointName, projections: folded, silent: false }
  })
}

/** The partitions in which one version is folded by itself. */
export function partitionsOfVersion(
  projection: VersionedProjection,
  undivided: ReadonlySet<string>,
): readonly Partition[] {
  return logPartitionsOf(projection, undivided).map(partition => ({
    ...partition,
    name: `${storedName(projection)}/${partition.checkpointName}`,
    projections: [projection],
    silent: true,
  }))
}

/**
 * The partitions that a process may fold. Processes of the leading code fold the active versions together. Each other
 * version that this code can fold, and each active version that the leading code cannot, is folded by itself.
 */
export function partitionsFor(
  projections: readonly Projection[],
  undivided: ReadonlySet<string>,
  versions: VersionSet,
  code: CodeVersions,
  running: readonly CodeVersions[],
): readonly Partition[] {
  const leader = leaderOf(versions, running) ?? code
  const isLeading = isSameCode(leader, code)
  const together: VersionedProjection[] = []
  const alone: VersionedProjection[] = []
  for (const projection of projections) {
    const stored = versions.projections[projection.name]
    for (const version of stored?.all ?? []) {
      if (version.version !== projection.version) continue
      const isActive = isSameVersion(version, stored!.active)
      if (isActive && isLeading) together.push(withVersion(projection, version))
      else if (!isActive || !isActiveIn(versions, leader, projection.name))
        alone.push(withVersion(projection, version))
    }
  }
  return [...partitionsOf(together, undivided), ...alone.flatMap(one => partitionsOfVersion(one, undivided))]
}

function isSameCode(one: CodeVersions, other: CodeVersions): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => one[name] === other[name])
}
