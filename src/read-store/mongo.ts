// The read store on MongoDB: a collection for each version of a projection, one for checkpoints, one for leases.

import { type AnyBulkWriteOperation, Long, MongoBulkWriteError, MongoClient, MongoServerError } from 'mongodb'
import { BEGINNING, type Position, positionOf } from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import { openMongoLeases } from './mongo-leases.ts'
import {
  type Change,
  type Collection,
  type Cursor,
  Fenced,
  type ListQuery,
  type ReadStore,
} from './read-store.ts'

export type MongoOptions = {
  /** `mongodb://…/database`; TLS, credentials and write concern as the driver reads them. Database: `rostrum`. */
  readonly url: string
  /** Shown in the server's logs. */
  readonly name: string
  /** The most links at one time. Default 20. */
  readonly poolSize?: number
  /** How long an operation may take, the search for a server included, in milliseconds. Default 10,000. */
  readonly timeout?: number
  readonly now?: () => number
}

/** A stored document: the projection's own fields beside two of ours, which begin with an underscore. */
type Row = { _id: string; _position: Long; _deleted?: true; [field: string]: unknown }
type Checkpoint = { _id: string; position: Long; epoch: number }

const DUPLICATE_KEY = 11000
/** How often a batch that met newer documents is sent again without them. Each time some are ruled out. */
const ROUNDS = 8

export async function openMongoReadStore(options: MongoOptions): Promise<ReadStore> {
  const { timeout = 10_000, now = Date.now } = options
  const client = new MongoClient(options.url, {
    appName: options.name,
    maxPoolSize: options.poolSize ?? 20,
    serverSelectionTimeoutMS: timeout,
    connectTimeoutMS: timeout,
    socketTimeoutMS: timeout * 3,
    waitQueueTimeoutMS: timeout,
    promoteLongs: false,
    ignoreUndefined: true,
  })
  await client.connect()
  const database = client.db(new URL(options.url.replace(/,[^/?]+/, '')).pathname.slice(1) || 'rostrum')
  const rows = (collection: Pick<Collection, 'name' | 'version'>) =>
    database.collection<Row>(storedName(collection))
  const checkpoints = database.collection<Checkpoint>('checkpoints')
  const leases = openMongoLeases(database, now)

  return {
    durable: true,

    async prepare(collections) {
      for (const collection of collections) {
        for (const [name, index] of Object.entries(collection.indexes)) {
          const keys = Object.fromEntries(
            [...index.equal, index.order, '_id'].map(field => [field, 1 as const]),
          )
          await rows(collection).createIndex(keys, { name })
        }
      }
    },

    async load<D extends object>(collection: Collection<D>, key: string) {
      const row = await rows(collection).findOne({ _id: key })
      return row && stored<D>(row)
    },

    async loadMany<D extends object>(collection: Collection<D>, keys: readonly string[]) {
      if (keys.length === 0) return []
      const found = new Map<string, Stored<D> | null>()
      const cursor = rows(collection).find({ _id: { $in: [...new Set(keys)] } })
      for await (const row of cursor) found.set(row._id, stored<D>(row))
      // A document asked for twice is two copies: each may be changed by its owner.
      return keys.map(key => structuredClone(found.get(key) ?? null))
    },

    async list<D extends object>(collection: Collection<D>, query: ListQuery) {
      const { order } = indexOf(collection, query)
      const direction = query.backwards ? -1 : 1
      const cursor = rows(collection)
        .find(
          filterOf(collection, query, query.after && beyond(order, query.after, query.backwards ?? false)),
        )
        .sort([
          [order, direction],
          ['_id', direction],
        ])
        .limit(query.limit)
      const page: Stored<D>[] = []
      for await (const row of cursor) {
        const one = stored<D>(row)
        if (one) page.push(one)
      }
      return page
    },

    count(collection, query) {
      const { order } = indexOf(collection, query)
      return rows(collection).countDocuments(
        filterOf(collection, query, query.before && beyond(order, query.before, true)),
      )
    },

    async save(collection, changes, { partition, position, epoch }) {
      await write(changes)
      const _id = `${storedName(collection)}/${partition}`
      try {
        await checkpoints.updateOne(
          { _id, epoch: { $lte: epoch } },
          { $set: { position: longOf(position), epoch } },
          { upsert: true },
        )
      } catch (error) {
        if (isDuplicate(error)) throw new Fenced(`${_id} has a holder newer than epoch ${epoch}`)
        throw error
      }

      /** One round trip where nothing is stale; else the stale are ruled out by their stored position and the rest goes again. */
      async function write(batch: readonly Change[], round = 1): Promise<void> {
        if (batch.length === 0) return
        try {
          await rows(collection).bulkWrite(batch.map(replacement), { ordered: false })
        } catch (error) {
          if (!isDuplicate(error) || round > ROUNDS) throw error
          const newest = new Map<string, Position>()
          const ids = batch.map(change => change.key)
          const cursor = rows(collection).find({ _id: { $in: ids } }, { projection: { _position: 1 } })
          for await (const row of cursor) newest.set(row._id, positionOf(row._position.toBigInt()))
          const left = batch.filter(change => (newest.get(change.key) ?? BEGINNING) < change.position)
          await write(left, round + 1)
        }
      }
    },

    async checkpoint(collection, partition) {
      const found = await checkpoints.findOne({ _id: `${storedName(collection)}/${partition}` })
      return found ? positionOf(found.position.toBigInt()) : BEGINNING
    },

    async drop(collection) {
      await rows(collection).drop()
      await checkpoints.deleteMany({ _id: { $regex: `^${storedName(collection)}/` } })
    },

    acquire: leases.acquire,
    release: leases.release,
    leases: leases.list,

    async ping() {
      await database.command({ ping: 1 })
    },

    async close() {
      await client.close()
    },
  }
}

/** `rooms_v1`: the versions of a projection stand beside each other. */
export const storedName = (collection: Pick<Collection, 'name' | 'version'>) =>
  `${collection.name}_v${collection.version}`

const longOf = (position: Position) => Long.fromString(position.replace(/^0+(?=\d)/, ''))

function replacement(change: Change): AnyBulkWriteOperation<Row> {
  const _position = longOf(change.position)
  return {
    replaceOne: {
      // The condition is a part of the write: a stale change finds no match, tries to insert, and meets the key.
      filter: { _id: change.key, _position: { $lt: _position } },
      replacement: change.document ? { ...change.document, _position } : { _position, _deleted: true },
      upsert: true,
    },
  }
}

function stored<D extends object>(row: Row): Stored<D> | null {
  const { _id, _position, _deleted, ...document } = row
  if (_deleted) return null
  return { key: _id, position: positionOf(_position.toBigInt()), document: plain(document) as D }
}

/** With `promoteLongs` off, whole numbers beyond 32 bits (times) arrive as Long; in a document they are plain numbers. */
function plain(value: unknown): unknown {
  if (Long.isLong(value)) return value.toNumber()
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

function indexOf(collection: Collection, query: Pick<ListQuery, 'index'>) {
  const index = collection.indexes[query.index]
  if (!index) throw new Error(`${collection.name} has no index ${query.index}`)
  return index
}

function filterOf(collection: Collection, query: Pick<ListQuery, 'index' | 'equal'>, range?: object) {
  const { equal, order } = indexOf(collection, query)
  const conditions = equal.map(field => {
    const value = query.equal[field]
    if (value === undefined) throw new Error(`index ${query.index} of ${collection.name} needs ${field}`)
    return { [field]: Array.isArray(value) ? { $in: value } : value }
  })
  return { $and: [...conditions, range ?? { [order]: { $ne: null } }] }
}

/** Strictly after a place in the order, or before it. */
function beyond(order: string, place: Cursor, backwards: boolean) {
  const than = backwards ? '$lt' : '$gt'
  return { $or: [{ [order]: { [than]: place.order } }, { [order]: place.order, _id: { [than]: place.key } }] }
}

function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = [error.writeErrors].flat()
    return errors.length > 0 ? errors.every(one => one.code === DUPLICATE_KEY) : error.code === DUPLICATE_KEY
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}
