// Where documents stand in indexes, as the past keeps it: a group for each combination of values, and an order in it.

import type { RoomId } from '../../commands/ids.ts'
import type { Index, Projection, Stored } from '../../projections/projection.ts'
import type { IndexEntry } from '../milestone-store/milestone-store.ts'
import type { Cursor, Equal } from '../read-store/read-store.ts'

/** Every place of a document, in all indexes of its projection. */
export function indexEntriesOf(
  roomId: RoomId,
  { name, indexes }: Pick<Projection, 'name' | 'indexes'>,
  key: string,
  document: object | null,
): readonly IndexEntry[] {
  if (!document) return []
  return Object.entries(indexes).flatMap(([index, fields]) => {
    const order = (document as Fields)[fields.order]
    if (typeof order !== 'string' && typeof order !== 'number') return []
    const values = fields.equal.map(field => (document as Fields)[field])
    if (values.some(value => value === null || value === undefined)) return []
    return indexGroupsOf(roomId, name, index, values as Equal[]).map(group => ({ group, order, key }))
  })
}

type Fields = Readonly<Record<string, unknown>>

/** The groups of an index that are meant by a value for each field of its `equal`, each once. */
export function indexGroupsOf(
  roomId: RoomId,
  name: string,
  index: string,
  values: readonly Equal[],
): string[] {
  let names = [`${roomId}/${name}/${index}/`]
  for (const value of values) {
    const parts = Array.isArray(value) ? [...new Set(value)] : [value]
    names = names.flatMap(begun => parts.map(part => `${begun}${JSON.stringify(part)}`))
  }
  return names
}

/** Where a document stands in one index, among those that are meant by a value for each field of its `equal`; null: it does not. */
export function indexEntryIn(
  { equal: fields, order: field }: Index,
  equal: Readonly<Record<string, Equal>>,
  { key, document }: Stored,
): Cursor | null {
  const order = (document as Fields)[field]
  if (typeof order !== 'string' && typeof order !== 'number') return null
  const stands = fields.every(name => {
    const value = (document as Fields)[name]
    const wanted = equal[name]!
    const isWanted = (one: unknown) => (Array.isArray(wanted) ? wanted.includes(one) : one === wanted)
    return Array.isArray(value) ? value.some(isWanted) : isWanted(value)
  })
  return stands ? { order, key } : null
}

/** In one index, the orders of which are all numbers or all texts. */
export function compareEntries(a: Cursor, b: Cursor): number {
  if (a.order === b.order) return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
  return a.order < b.order ? -1 : 1
}
