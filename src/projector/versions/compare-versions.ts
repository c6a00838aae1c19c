// What is read and what was built beside it, compared document by document while both go on.

import { isDeepStrictEqual } from 'node:util'
import type { Stored } from '../../../projections/projection.ts'
import type { Collection, ReadStore } from '../../read-store/read-store.ts'

export type Difference = {
  readonly key: string
  /** `missing`: it was not built. `added`: it is not in what is read. */
  readonly kind: 'changed' | 'missing' | 'added'
  /** Of the document, those that differ. */
  readonly fields: readonly string[]
}

export type Comparison = {
  /** How many documents there are in what is read, and in what was built. */
  readonly read: number
  readonly built: number
  readonly changed: number
  readonly missing: number
  readonly added: number
  /** Documents that changed each time they were looked at: nothing can be said of them. */
  readonly moving: number
  /** How many of the changed differ in a field. */
  readonly fields: Readonly<Record<string, number>>
  readonly first: readonly Difference[]
}

export type CompareOptions = {
  readonly store: Pick<ReadStore, 'scan' | 'loadMany'>
  readonly read: Collection
  readonly built: Collection
  /** How many differences are named. */
  readonly most: number
  /** Resolves when both reflect what is in the log now. */
  readonly settle: () => Promise<void>
  readonly onProgress: (documents: number) => void
}

type Pair = readonly [read: Stored | null, built: Stored | null]

const PAGE = 500
/** How often documents are looked at again that were not at the same place of the log. */
const LOOKS = 5

export async function compareVersions(options: CompareOptions): Promise<Comparison> {
  const { store, read, built, most, settle, onProgress } = options
  const counts = { read: 0, built: 0, changed: 0, missing: 0, added: 0 }
  const fields: Record<string, number> = {}
  const first: Difference[] = []
  const suspects = new Map<string, Pair>()

  function note(difference: Difference): void {
    counts[difference.kind] += 1
    for (const field of difference.fields) fields[field] = (fields[field] ?? 0) + 1
    if (first.length < most) first.push(difference)
  }

  /** Two that reflect the same event and differ will always differ; others may just be on their way. */
  function judge(key: string, pair: Pair): void {
    const difference = differenceOf(key, pair)
    if (!difference) suspects.delete(key)
    else if (pair[0]?.position === pair[1]?.position || isDeepStrictEqual(suspects.get(key), pair)) {
      suspects.delete(key)
      note(difference)
    } else suspects.set(key, pair)
  }

  for await (const page of pages(store, read)) {
    const others = await store.loadMany(built, page.map(keyOf))
    for (const [i, stored] of page.entries()) judge(stored.key, [stored, others[i] ?? null])
    counts.read += page.length
    onProgress(counts.read)
  }
  for await (const page of pages(store, built)) {
    const others = await store.loadMany(read, page.map(keyOf))
    for (const [i, stored] of page.entries()) if (!others[i]) judge(stored.key, [null, stored])
    counts.built += page.length
    onProgress(counts.read + counts.built)
  }
  for (let look = 0; look < LOOKS && suspects.size > 0; look++) {
    await settle()
    const keys = [...suspects.keys()]
    for (let from = 0; from < keys.length; from += PAGE) {
      const some = keys.slice(from, from + PAGE)
      const [ofRead, ofBuilt] = await Promise.all([store.loadMany(read, some), store.loadMany(built, some)])
      for (const [i, key] of some.entries()) judge(key, [ofRead[i] ?? null, ofBuilt[i] ?? null])
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
