// What of the log is folded together, by one process at a time.

import type { Projection } from '../../projections/projection.ts'

export type Share = {
  /** Of the lease, and of the checkpoints: never rename it. */
  readonly name: string
  /** First hex digits of the ids of the streams; absent: all streams. */
  readonly digits?: readonly number[]
  readonly projections: readonly Projection[]
}

/** So many processes can fold rooms side by side; one more folds what is not divided. */
const PARTS = 4

/** `undivided`: names of projections with documents that events of several rooms or people touch. */
export function sharesOf(
  projections: readonly Projection[],
  undivided: ReadonlySet<string>,
): readonly Share[] {
  const [whole, divided] = [true, false].map(isWhole =>
    projections.filter(({ name }) => undivided.has(name) === isWhole),
  ) as [Projection[], Projection[]]
  const size = 16 / PARTS
  const parts = Array.from({ length: PARTS }, (_, part) => {
    const digits = Array.from({ length: size }, (_, i) => part * size + i)
    const [first, last] = [digits[0]!, digits.at(-1)!].map(digit => digit.toString(16))
    return { name: `ids-${first}-${last}`, digits, projections: divided }
  })
  return [...parts, { name: 'undivided', projections: whole }]
}
