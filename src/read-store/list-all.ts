// Iterates over all documents of an index, page by page.

import type { Stored } from '../../projections/projection.ts'
import type { Collection, Cursor, ListQuery, ReadStore } from './read-store.ts'

const PAGE = 500

/** All documents with these `equal` values, in the order of the index. Changes made meanwhile may or may not appear. */
export async function* listAll<D extends object>(
  readStore: Pick<ReadStore, 'list'>,
  collection: Collection<D>,
  query: Pick<ListQuery, 'index' | 'equal'>,
): AsyncGenerator<Stored<D>> {
  const order = collection.indexes[query.index]!.order as keyof D
  let after: Cursor | null = null
  for (;;) {
    const page: Stored<D>[] = await readStore.list(collection, {
      ...query,
      limit: PAGE,
      ...(after && { after }),
    })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { order: last.document[order] as string | number, key: last.key }
  }
}
