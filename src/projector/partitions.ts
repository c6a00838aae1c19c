// What of the log is folded together, by one process at a time.

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
  /** Of the checkpoints: never rename it. */
  readonly part: string
  /** First hex digits of the ids of the streams; absent: all streams. */
  readonly digits?: readonly number[]
}

export type Partition = LogPartition & {
  /** Of the lease. */
  readonly name: string
  readonly projections: readonly VersionedProjection[]
  /** Of what is not read, or not by this process's leave: it tells the bus nothing. */
  readonly silent: boolean
}

/** So many processes can fold rooms side by side; one more folds what is not divided. */
const PARTS = 4

const DIVIDED: readonly LogPartition[] = Array.from({ length: PARTS }, (_, index) => {
  const size = 16 / PARTS
  const digits = Array.from({ length: size }, (_, i) => index * size + i)
  const [first, last] = [digits[0]!, digits.at(-1)!].map(digit => digit.toString(16))
  return { part: `ids-${first}-${last}`, digits }
})
const WHOLE: readonly LogPartition[] = [{ part: 'undivided' }]

export const ALL_LOG_PARTITIONS: readonly LogPartition[] = [...DIVIDED, ...WHOLE]

/** `undivided`: names of projections with documents that events of several rooms or people touch. */
export const logPartitionsOf = ({ name }: { readonly name: string }, undivided: ReadonlySet<string>) =>
  undivided.has(name) ? WHOLE : DIVIDED

/** What is read, folded together. */
export function partitionsOf(
  projections: readonly VersionedProjection[],
  undivided: ReadonlySet<string>,
): readonly Partition[] {
  return ALL_LOG_PARTITIONS.flatMap(part => {
    const ofPart = projections.filter(projection => logPartitionsOf(projection, undivided).includes(part))
    return ofPart.length === 0 ? [] : [{ ...part, name: part.part, projections: ofPart, silent: false }]
  })
}

/** One form by itself. */
export function partitionsOfVersion(
  built: VersionedProjection,
  undivided: ReadonlySet<string>,
): readonly Partition[] {
  return logPartitionsOf(built, undivided).map(part => ({
    ...part,
    name: `${storedName(built)}/${part.part}`,
    projections: [built],
    silent: true,
  }))
}

/**
 * What a process may fold. What is read is folded together by processes of one code; every other form that its own code
 * can fold, and what is read that the leading code cannot, is folded by itself.
 */
export function partitionsFor(
  projections: readonly Projection[],
  undivided: ReadonlySet<string>,
  versions: VersionSet,
  code: CodeVersions,
  living: readonly CodeVersions[],
): readonly Partition[] {
  const leader = leaderOf(versions, living) ?? code
  const leads = sameCode(leader, code)
  const together: VersionedProjection[] = []
  const alone: VersionedProjection[] = []
  for (const projection of projections) {
    const forms = versions.projections[projection.name]
    for (const form of forms?.all ?? []) {
      if (form.version !== projection.version) continue
      const isRead = isSameVersion(form, forms!.active)
      if (isRead && leads) together.push(withVersion(projection, form))
      else if (!isRead || !isActiveIn(versions, leader, projection.name))
        alone.push(withVersion(projection, form))
    }
  }
  return [
    ...partitionsOf(together, undivided),
    ...alone.flatMap(built => partitionsOfVersion(built, undivided)),
  ]
}

function sameCode(one: CodeVersions, other: CodeVersions): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => one[name] === other[name])
}
