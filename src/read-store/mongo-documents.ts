// Documents as stored in MongoDB: the projection's fields as they are, readable for analysts, and ours with an underscore in
// front.

import { type AnyBulkWriteOperation, Long } from 'mongodb'
import {
  fingerprintOf,
  type Position,
  positionNumber,
  positionOf,
  withFingerprint,
} from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Change, Collection, Cursor, ListQuery } from './read-store.ts'

/** `_deleted` marks a tombstone and holds its time. It is kept for a day, longer than any late holder can still write. */
export type Row = {
  _id: string
  _position: Long
  /** Of the position. Absent in documents of older versions. */
  _fingerprint?: string
  _deleted?: Date
  [field: string]: unknown
}

export const TOMBSTONE_SECONDS = 24 * 60 * 60

export const longOf = (position: Position) => Long.fromBigInt(positionNumber(position))

export function positionIn(long: Long, fingerprint: string | undefined): Position {
  const position = positionOf(long.toBigInt())
  return fingerprint === undefined ? position : withFingerprint(position, fingerprint)
}

export function replacement(change: Change, now: number): AnyBulkWriteOperation<Row> {
  const _position = longOf(change.position)
  const _fingerprint = fingerprintOf(change.position)
  const fields = change.document ? encodeFields(change.document, true) : { _deleted: new Date(now) }
  return {
    replaceOne: {
      // The condition is part of the write: a stale change matches nothing, tries to insert, and fails on the existing key.
      filter: { _id: change.key, _position: { $lt: _position } },
      replacement: { _position, ...(_fingerprint && { _fingerprint }), ...fields },
      upsert: true,
    },
  }
}

export function storedOf<D extends object>(row: Row): Stored<D> | null {
  const { _id, _position, _fingerprint, _deleted, ...fields } = row
  if (_deleted) return null
  return { key: _id, position: positionIn(_position, _fingerprint), document: decode(fields) as D }
}

// The server gives a meaning to dots and to a leading dollar sign, and we do to a leading underscore at the top level.
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

/** The driver returns integers as Long, which positions need. In documents, all numbers become plain numbers again. */
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

/** `from`: only documents strictly after this cursor, or before it when `backwards`. */
export function filterOf(
  collection: Collection,
  query: Pick<ListQuery, 'index' | 'equal'>,
  from?: { readonly cursor: Cursor; readonly backwards: boolean } | undefined,
) {
  const { equal, order } = indexOf(collection, query)
  const conditions: object[] = equal.map(field => {
    const value = query.equal[field]
    if (value === undefined)
      throw new Error(
        `${collection.name}: index ${query.index} needs a value for ${field}. Pass one in \`equal\`.`,
      )
    return { [field]: Array.isArray(value) ? { $in: value } : value }
  })
  if (!from) return { $and: [...conditions, { [order]: { $ne: null } }] }
  const { cursor, backwards } = from
  const than = backwards ? '$lt' : '$gt'
  return {
    $and: [
      ...conditions,
      // Redundant, but it lets the server bound the index scan.
      { [order]: { [`${than}e`]: cursor.order } },
      { $or: [{ [order]: { [than]: cursor.order } }, { _id: { [than]: cursor.key } }] },
    ],
  }
}
