// What of the log is folded together, by one process at a time.

import type { Projection } from '../../projections/projection.ts'
import { storedName } from '../read-store/read-store.ts'
import {
  type Built,
  builtAs,
  type Code,
  leading,
  readIn,
  sameForm,
  type Versions,
} from './versions/version-set.ts'

export type Part = {
  /** Of the checkpoints: never rename it. */
  readonly part: string
  /** First hex digits of the ids of the streams; absent: all streams. */
  readonly digits?: readonly number[]
}

export type Share = Part & {
  /** Of the lease. */
  readonly name: string
  readonly projections: readonly Built[]
  /** Of what is not read, or not by this process's leave: it tells the bus nothing. */
  readonly silent: boolean
}

/** So many processes can fold rooms side by side; one more folds what is not divided. */
const PARTS = 4

const DIVIDED: readonly Part[] = Array.from({ length: PARTS }, (_, index) => {
  const size = 16 / PARTS
  const digits = Array.from({ length: size }, (_, i) => index * size + i)
  const [first, last] = [digits[0]!, digits.at(-1)!].map(digit => digit.toString(16))
  return { part: `ids-${first}-${last}`, digits }
})
const WHOLE: readonly Part[] = [{ part: 'undivided' }]

export const ALL_PARTS: readonly Part[] = [...DIVIDED, ...WHOLE]

/** `undivided`: names of projections with documents that events of several rooms or people touch. */
export const partsOf = ({ name }: { readonly name: string }, undivided: ReadonlySet<string>) =>
  undivided.has(name) ? WHOLE : DIVIDED

/** What is read, folded together. */
export function sharesOf(projections: readonly Built[], undivided: ReadonlySet<string>): readonly Share[] {
  return ALL_PARTS.flatMap(part => {
    const ofPart = projections.filter(projection => partsOf(projection, undivided).includes(part))
    return ofPart.length === 0 ? [] : [{ ...part, name: part.part, projections: ofPart, silent: false }]
  })
}

/** One form by itself. */
export function sharesOfForm(built: Built, undivided: ReadonlySet<string>): readonly Share[] {
  return partsOf(built, undivided).map(part => ({
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
export function sharesFor(
  projections: readonly Projection[],
  undivided: ReadonlySet<string>,
  versions: Versions,
  code: Code,
  living: readonly Code[],
): readonly Share[] {
  const leader = leading(versions, living) ?? code
  const leads = sameCode(leader, code)
  const together: Built[] = []
  const alone: Built[] = []
  for (const projection of projections) {
    const forms = versions.projections[projection.name]
    for (const form of forms?.all ?? []) {
      if (form.version !== projection.version) continue
      const isRead = sameForm(form, forms!.active)
      if (isRead && leads) together.push(builtAs(projection, form))
      else if (!isRead || !readIn(versions, leader, projection.name)) alone.push(builtAs(projection, form))
    }
  }
  return [...sharesOf(together, undivided), ...alone.flatMap(built => sharesOfForm(built, undivided))]
}

function sameCode(one: Code, other: Code): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => one[name] === other[name])
}
