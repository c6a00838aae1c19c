// Pages of lists: cursors that stay valid while the list changes.

import { GraphQLError } from 'graphql'
import type { Stored } from '../../projections/projection.ts'
import type { Collection, Cursor, ListQuery, ReadStore } from '../read-store/read-store.ts'

export type PageArguments = {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

export type PageConnection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[]
  readonly nodes: readonly Node[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** How many a page may hold, and holds when nothing is asked. */
export type PageSize = { readonly usual: number; readonly most: number }
export const FEW: PageSize = { usual: 20, most: 100 }
export const MANY: PageSize = { usual: 50, most: 200 }

/** `list` names the list that the cursor is of: a cursor of another list is refused, not misread. */
export function encodeCursor(list: string, { order, key }: Cursor): string {
  return Buffer.from(JSON.stringify([list, order, key])).toString('base64url')
}

/** Throws `BAD_CURSOR` for what this list never gave out. */
export function decodeCursor(list: string, text: string): Cursor {
  const [name, order, key, ...more] = parse(Buffer.from(text, 'base64url').toString())
  const ordered = typeof order === 'string' || (typeof order === 'number' && Number.isFinite(order))
  if (name !== list || !ordered || typeof key !== 'string' || more.length > 0)
    throw new GraphQLError('The cursor is not of this list. Begin at the first page.', {
      extensions: { code: 'BAD_CURSOR' },
    })
  return { order, key }
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** Throws `BAD_PAGE_SIZE` for a page of less than one or more than the most. */
export function sizeOf({ first }: PageArguments, { usual, most }: PageSize): number {
  const size = first ?? usual
  if (size < 1 || size > most)
    throw new GraphQLError(`A page holds 1 to ${most}.`, {
      extensions: { code: 'BAD_PAGE_SIZE', limit: most },
    })
  return size
}

/** What is read of an index: everything under `equal`, or only what stands behind `from`. */
export type PageRange = Pick<ListQuery, 'index' | 'equal' | 'backwards'> & { readonly from?: Cursor }

/** One page of an index. Whether there is a next page is read, not guessed. */
export async function page<D extends object>(
  readStore: Pick<ReadStore, 'list'>,
  collection: Collection<D>,
  { from, ...range }: PageRange,
  wanted: PageArguments,
  limits: PageSize,
): Promise<PageConnection<Stored<D>>> {
  const list = `${collection.name}.${range.index}`
  const size = sizeOf(wanted, limits)
  const after = wanted.after ? decodeCursor(list, wanted.after) : from
  const found = await readStore.list(collection, { ...range, ...(after ? { after } : {}), limit: size + 1 })
  const field = collection.indexes[range.index]?.order ?? ''
  return connection(found.slice(0, size), found.length > size, wanted, stored =>
    encodeCursor(list, {
      order: (stored.document as Record<string, string | number>)[field]!,
      key: stored.key,
    }),
  )
}

export function connection<Node>(
  nodes: readonly Node[],
  hasNextPage: boolean,
  { after }: PageArguments,
  cursorOf: (node: Node) => string,
): PageConnection<Node> {
  const edges = nodes.map(node => ({ cursor: cursorOf(node), node }))
  const pageInfo = {
    hasNextPage,
    hasPreviousPage: Boolean(after),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, nodes, pageInfo }
}

/** The same page of other nodes, with the same cursors. Where `change` answers null the node is left out. */
export function mapped<A, B>(
  { edges, pageInfo }: PageConnection<A>,
  change: (node: A) => B | null,
): PageConnection<B> {
  const kept = edges.flatMap(({ cursor, node }) => {
    const other = change(node)
    return other === null ? [] : [{ cursor, node: other }]
  })
  return { edges: kept, nodes: kept.map(edge => edge.node), pageInfo }
}

/** What there is to see where nothing may be seen. */
export const NOTHING: PageConnection<never> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
}
