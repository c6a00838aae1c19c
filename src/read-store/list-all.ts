// A whole index, a page at a time.

import type { Stored } from '../../projections/projection.ts'
import type { Collection, Cursor, ListQuery, ReadStore } from './read-store.ts'

const PAGE = 500

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
