// Documents as MongoDB keeps them: the projection's own fields, for analysts to read, beside ours, which begin with an
// underscore.

import { type AnyBulkWriteOperation, Long } from 'mongodb'
import { type Position, positionOf } from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Change, Collection, Cursor, ListQuery } from './read-store.ts'

/** `_deleted`: a tombstone, and since when. It outlives by a day any holder of a partition that could still write. */
export type Row = { _id: string; _position: Long; _deleted?: Date; [field: string]: unknown }

export const TOMBSTONE_SECONDS = 24 * 60 * 60

export const longOf = (position: Position) => Long.fromBigInt(BigInt(position))
export const positionIn = (long: Long) => positionOf(long.toBigInt())

export function replacement(change: Change, now: number): AnyBulkWriteOperation<Row> {
  const _position = longOf(change.position)
  const fields = change.document ? encodeFields(change.document, true) : { _deleted: new Date(now) }
  return {
    replaceOne: {
      // The condition is a part of the write: a stale change finds no match, tries to insert, and meets the key.
      filter: { _id: change.key, _position: { $lt: _position } },
      replacement: { _position, ...fields },
      upsert: true,
    },
  }
}

export function storedOf<D extends object>(row: Row): Stored<D> | null {
  const { _id, _position, _deleted, ...fields } = row
  if (_deleted) return null
  return { key: _id, position: positionIn(_position), document: decode(fields) as D }
}

// Names with dots, or with a dollar or (at the top) an underscore in front, mean something else to the server.
const encodeName = (name: string, top: boolean) =>
  name
    .replace(/[％.]/g, sign => (sign === '.' ? '％1' : '％0'))
    .replace(top ? /^[$_]/ : /^\$/, sign => (sign === '$' ? '％2' : '％3'))

const DECODED = ['％', '.', '$', '_'] as const
const decodeName = (name: string) =>
  name.includes('％') ? name.replace(/％([0-3])/g, (_, digit) => DECODED[Number(digit) as 0]) : name

function encodeFields(fields: object, top: boolean): Record<string, unknown> {
  const encoded: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) encoded[encodeName(name, top)] = encode(value)
  return encoded
}

function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encode)
  return value === null || typeof value !== 'object' ? value : encodeFields(value, false)
}

/** Positions are read as Long; in a document all numbers are plain numbers. */
function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (value === null || typeof value !== 'object') return value
  if (Long.isLong(value)) return value.toNumber()
  const decoded: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) decoded[decodeName(name)] = decode(inner)
  return decoded
}

export function indexOf(collection: Collection, query: Pick<ListQuery, 'index'>) {
  const index = collection.indexes[query.index]
  if (!index) throw new Error(`${collection.name} has no index ${query.index}`)
  return index
}

/** `from`: only what stands strictly behind a place of the index, or before it. */
export function filterOf(
  collection: Collection,
  query: Pick<ListQuery, 'index' | 'equal'>,
  from?: { readonly place: Cursor; readonly backwards: boolean } | undefined,
) {
  const { equal, order } = indexOf(collection, query)
  const conditions: object[] = equal.map(field => {
    const value = query.equal[field]
    if (value === undefined) throw new Error(`index ${query.index} of ${collection.name} needs ${field}`)
    return { [field]: Array.isArray(value) ? { $in: value } : value }
  })
  if (!from) return { $and: [...conditions, { [order]: { $ne: null } }] }
  const { place, backwards } = from
  const than = backwards ? '$lt' : '$gt'
  return {
    $and: [
      ...conditions,
      // Says nothing new, and bounds the part of the index that is looked at.
      { [order]: { [`${than}e`]: place.order } },
      { $or: [{ [order]: { [than]: place.order } }, { _id: { [than]: place.key } }] },
    ],
  }
}
