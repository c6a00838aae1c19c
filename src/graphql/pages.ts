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

/** The default and the largest size of a page. */
export type PageSize = { readonly usual: number; readonly most: number }
export const FEW: PageSize = { usual: 20, most: 100 }
export const MANY: PageSize = { usual: 50, most: 200 }

/** `list` names the list of the cursor, so that a cursor of another list is rejected and not misread. */
export function encodeCursor(list: string, { order, key }: Cursor): string {
  return Buffer.from(JSON.stringify([list, order, key])).toString('base64url')
}

/** Throws `BAD_CURSOR` if this is not a cursor of this list. */
export function decodeCursor(list: string, text: string): Cursor {
  const [name, order, key, ...more] = parse(Buffer.from(text, 'base64url').toString())
  const ordered = typeof order === 'string' || (typeof order === 'number' && Number.isFinite(order))
  if (name !== list || !ordered || typeof key !== 'string' || more.length > 0)
    throw new GraphQLError('The cursor does not belong to this list. Start again at the first page.', {
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

/** The size of the requested page. Throws `BAD_PAGE_SIZE` if it is less than 1 or more than `most`. */
export function sizeOf({ first }: PageArguments, { usual, most }: PageSize): number {
  const size = first ?? usual
  if (size < 1 || size > most)
    throw new GraphQLError(`A page has 1 to ${most} items, not ${size}.`, {
      extensions: { code: 'BAD_PAGE_SIZE', limit: most },
    })
  return size
}

/** The part of an index to page through: everything under `equal`, or only what comes after `from`. */
export type PageRange = Pick<ListQuery, 'index' | 'equal' | 'backwards'> & { readonly from?: Cursor }

/** One page of an index. Reads one item more than the page has, so that `hasNextPage` is exact. */
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

/** The page with each node replaced by `change`, or left out if that is null. The cursors stay. */
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

/** The page with each node replaced by what `change` resolves to. The cursors stay. */
export async function mappedAsync<A, B>(
  { edges, pageInfo }: PageConnection<A>,
  change: (node: A) => Promise<B>,
): Promise<PageConnection<B>> {
  const changed = await Promise.all(
    edges.map(async ({ cursor, node }) => ({ cursor, node: await change(node) })),
  )
  return { edges: changed, nodes: changed.map(edge => edge.node), pageInfo }
}

/** An empty page, for viewers who may not see the list. */
export const NOTHING: PageConnection<never> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
}
