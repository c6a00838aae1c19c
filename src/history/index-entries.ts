// Index entries of documents, as the milestone store keeps them: a group per combination of values, ordered within it.

import type { RoomId } from '../../commands/ids.ts'
import type { Index, Projection, Stored } from '../../projections/projection.ts'
import type { IndexEntry } from '../milestone-store/milestone-store.ts'
import type { Cursor, Equal } from '../read-store/read-store.ts'

/** All index entries of a document, in every index of its projection. */
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

/** The groups of an index that match a value (or one of several) for each field of its `equal`, without duplicates. */
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

/** The entry of a document in one index, or null if the document does not match the values of its `equal` fields. */
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

/** Compares entries of one index, whose orders are either all numbers or all strings. */
export function compareEntries(a: Cursor, b: Cursor): number {
  if (a.order === b.order) return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
  return a.order < b.order ? -1 : 1
}
