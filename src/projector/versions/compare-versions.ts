// Compares the active version with one built beside it, document by document, while both are being folded.

import { isDeepStrictEqual } from 'node:util'
import { digitsOf } from '../../../commands/event.ts'
import type { Stored } from '../../../projections/projection.ts'
import type { Collection, ReadStore } from '../../read-store/read-store.ts'

export type Difference = {
  readonly key: string
  /** `missing`: only the active version has the document. `added`: only the built one has it. */
  readonly kind: 'changed' | 'missing' | 'added'
  /** The names of the fields that differ. */
  readonly fields: readonly string[]
}

export type Comparison = {
  /** How many documents the active version and the built one have. */
  readonly read: number
  readonly built: number
  readonly changed: number
  readonly missing: number
  readonly added: number
  /** Documents that changed between all checks, so they could not be compared. */
  readonly moving: number
  /** How many documents differ, by field. */
  readonly fields: Readonly<Record<string, number>>
  /** The first differences found, at most `most`. */
  readonly first: readonly Difference[]
}

export type CompareOptions = {
  readonly store: Pick<ReadStore, 'scan' | 'loadMany'>
  readonly read: Collection
  readonly built: Collection
  /** How many differences are listed. */
  readonly most: number
  /** Resolves when both versions reflect the present head of the log. */
  readonly settle: () => Promise<void>
  readonly onProgress: (documents: number) => void
}

type Pair = readonly [read: Stored | null, built: Stored | null]

/** A document that an older version stored has a position without a fingerprint. */
const isLevel = ([read, built]: Pair) =>
  read === null || built === null ? read === built : digitsOf(read.position) === digitsOf(built.position)

const PAGE = 500
/** How often documents are checked again that were not at the same position of the log. */
const MAX_RECHECKS = 5

/** Compares all documents once, and checks again those that were not at the same position. */
export async function compareVersions(options: CompareOptions): Promise<Comparison> {
  const { store, read, built, most, settle, onProgress } = options
  const counts = { read: 0, built: 0, changed: 0, missing: 0, added: 0 }
  const fields: Record<string, number> = {}
  const first: Difference[] = []
  const suspects = new Map<string, Pair>()

  function record(difference: Difference): void {
    counts[difference.kind] += 1
    for (const field of difference.fields) fields[field] = (fields[field] ?? 0) + 1
    if (first.length < most) first.push(difference)
  }

  /** Documents at the same position that differ will always differ. Others may still be catching up. */
  function check(key: string, pair: Pair): void {
    const difference = differenceOf(key, pair)
    if (!difference) suspects.delete(key)
    else if (isLevel(pair) || isDeepStrictEqual(suspects.get(key), pair)) {
      suspects.delete(key)
      record(difference)
    } else suspects.set(key, pair)
  }

  for await (const page of pages(store, read)) {
    const others = await store.loadMany(built, page.map(keyOf))
    for (const [i, stored] of page.entries()) check(stored.key, [stored, others[i] ?? null])
    counts.read += page.length
    onProgress(counts.read)
  }
  for await (const page of pages(store, built)) {
    const others = await store.loadMany(read, page.map(keyOf))
    for (const [i, stored] of page.entries()) if (!others[i]) check(stored.key, [null, stored])
    counts.built += page.length
    onProgress(counts.read + counts.built)
  }
  for (let round = 0; round < MAX_RECHECKS && suspects.size > 0; round++) {
    await settle()
    const keys = [...suspects.keys()]
    for (let from = 0; from < keys.length; from += PAGE) {
      const page = keys.slice(from, from + PAGE)
      const [ofRead, ofBuilt] = await Promise.all([store.loadMany(read, page), store.loadMany(built, page)])
      for (const [i, key] of page.entries()) check(key, [ofRead[i] ?? null, ofBuilt[i] ?? null])
    }
  }
  return { ...counts, moving: suspects.size, fields, first }
}

const keyOf = ({ key }: Stored) => key

async function* pages(store: Pick<ReadStore, 'scan'>, collection: Collection) {
  for (let after: string | undefined; ; ) {
    const page = await store.scan(collection, { limit: PAGE, ...(after !== undefined && { after }) })
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!.key
  }
}

function differenceOf(key: string, [read, built]: Pair): Difference | null {
  if (!read || !built) return read === built ? null : { key, kind: read ? 'missing' : 'added', fields: [] }
  const [one, other] = [read.document, built.document] as Record<string, unknown>[]
  const names = new Set([...Object.keys(one!), ...Object.keys(other!)])
  const fields = [...names].filter(name => !isDeepStrictEqual(one![name], other![name]))
  return fields.length === 0 ? null : { key, kind: 'changed', fields }
}
