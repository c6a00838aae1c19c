// Lets the resolvers of the present show a room's past.
//
// Everything below a root field that enters history is resolved with a context of its own, whose read store has the
// documents of that past. The rest of the operation keeps the context of the present.

import type { GraphQLResolveInfo } from 'graphql'
import { type CommentDocument, comments } from '../../projections/comments.ts'
import type { Stored } from '../../projections/projection.ts'
import type { HistoricalRoom } from '../history/historical-room.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import type { ApiContext } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { Viewer } from './viewer.ts'

/** Resolves everything below this root field in the past of a room. */
export function enterHistory(
  context: ApiContext,
  info: GraphQLResolveInfo,
  past: HistoricalRoom,
  showsRemoved: boolean,
): void {
  // Access to the history was checked already, so the policy must not hide anything in it.
  const viewer: Viewer = { ...context.viewer!, scopes: new Set([...context.viewer!.scopes, 'AUDITOR']) }
  const readStore = historicalStore(context.services.readStore, past, showsRemoved)
  // The inspection was recorded already.
  const recordInspection = async () => {}
  const services = { ...context.services, readStore, isStale: () => past.stale, recordInspection }
  context.pasts ??= new Map()
  context.pasts.set(info.path.key, {
    ...context,
    past: past.position,
    viewer,
    services,
    loaders: createLoaders(services, viewer),
  })
}

/**
 * The id of something that changes, in an answer. What is past has ids of its own, so that the cache of a client keeps it
 * apart from the present.
 */
export const shownId = (id: string, { past }: ApiContext): string =>
  past === undefined ? id : `${id}@${past}`

type AnyResolver = (parent: never, args: never, context: ApiContext, info: GraphQLResolveInfo) => unknown
type Types = Readonly<Record<string, object>>

/** Wraps resolvers so that they use the context of the past where `enterHistory` set one. */
export function throughTime<T extends Types>(types: T): T {
  const wrap = (resolver: unknown): unknown =>
    typeof resolver === 'function'
      ? (parent: never, args: never, context: ApiContext, info: GraphQLResolveInfo) =>
          (resolver as AnyResolver)(parent, args, context.pasts ? contextAt(context, info) : context, info)
      : resolver
  const wrapAll = (fields: object) =>
    Object.fromEntries(Object.entries(fields).map(([field, resolver]) => [field, wrap(resolver)]))
  return Object.fromEntries(Object.entries(types).map(([type, fields]) => [type, wrapAll(fields)])) as T
}

function contextAt(context: ApiContext, info: GraphQLResolveInfo): ApiContext {
  let root = info.path
  while (root.prev) root = root.prev
  return context.pasts?.get(root.key) ?? context
}

/** A read store with the room's documents from its past and everything else, such as people, from the present. */
function historicalStore(now: ReadStore, { documents }: HistoricalRoom, showsRemoved: boolean): ReadStore {
  const shown = async <T extends Stored | null>(collection: Collection, found: readonly T[]): Promise<T[]> =>
    showsRemoved || collection.name !== comments.name ? [...found] : withoutRemoved(now, found)
  return {
    ...now,
    async load<D extends object>(collection: Collection<D>, key: string) {
      if (!documents.holds(collection)) return now.load(collection, key)
      const [stored] = await shown(collection, [await documents.get(collection, key)])
      return (stored ?? null) as Stored<D> | null
    },
    async loadMany<D extends object>(collection: Collection<D>, keys: readonly string[]) {
      if (!documents.holds(collection)) return now.loadMany(collection, keys)
      const found = await documents.loadMany(collection, keys)
      return (await shown(collection, found)) as (Stored<D> | null)[]
    },
    async list<D extends object>(collection: Collection<D>, query: Parameters<ReadStore['list']>[1]) {
      if (!documents.holds(collection)) return now.list(collection, query)
      return (await shown(collection, await documents.list(collection, query))) as Stored<D>[]
    },
    async count(collection, query) {
      return documents.holds(collection) ? documents.count(collection, query) : now.count(collection, query)
    },
  }
}

/** Hides the text of comments that were removed later: history shows it to auditors only. */
async function withoutRemoved<T extends Stored | null>(now: ReadStore, found: readonly T[]): Promise<T[]> {
  const keys = found.flatMap(stored => stored?.key ?? [])
  const current = await now.loadMany<CommentDocument>(comments, keys)
  const removed = new Set(current.flatMap(stored => (stored?.document.removed ? stored.key : [])))
  return found.map(stored =>
    stored && removed.has(stored.key) ? { ...stored, document: { ...stored.document, text: null } } : stored,
  )
}
