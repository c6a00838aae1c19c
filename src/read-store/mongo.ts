// The read store on MongoDB: a collection for each version of a projection, one for checkpoints, one for leases.

import { type Long, MongoClient, type Collection as MongoCollection, MongoServerError } from 'mongodb'
import { BEGINNING, digitsOf, isAfter, type Position } from '../../commands/event.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { MongoConnection } from './mongo-connection.ts'
import {
  filterOf,
  indexOf,
  longOf,
  positionIn,
  type Row,
  replacement,
  storedOf,
  TOMBSTONE_SECONDS,
} from './mongo-documents.ts'
import { databaseOf, isDuplicate } from './mongo-errors.ts'
import { openMongoLeases } from './mongo-leases.ts'
import type { Cursor, Lease } from './read-store.ts'
import {
  type Change,
  type Collection,
  Fenced,
  type ListQuery,
  type ReadStore,
  storedName,
} from './read-store.ts'

export type MongoOptions = {
  /** `mongodb://…/database`, with TLS, credentials and write concern as the driver reads them. Default database: `rostrum`. */
  readonly url: string
  /** Shown in the server's logs. */
  readonly name: string
  /** The most connections at a time. Default 20. */
  readonly poolSize?: number
  /** The time limit of an operation in milliseconds, including the search for a server. Default 10,000. */
  readonly timeoutMs?: number
  /** Leases expire by its wall clock. */
  readonly time: Pick<Time, 'now' | 'elapsed' | 'after'>
  /** Default: it logs nothing. */
  readonly logger?: Pick<Logger, 'warn'>
}

/** `place` is the position with its fingerprint, as text. Older versions write only the number. */
type Checkpoint = { _id: string; position: Long; place?: Position; epoch: number }

const NOT_FOUND = 26
const NOT_IMPLEMENTED = 238
/** How often a batch is sent again without the changes that are older than the stored documents. Each round rules some out. */
const MAX_WRITE_ROUNDS = 8
/** Connections for leases, besides those of `poolSize`. */
const LEASE_POOL_SIZE = 4

/** Resolves when connected. Rejects when no server can be reached, or when the server refuses the credentials. */
export async function openMongoReadStore(options: MongoOptions): Promise<ReadStore> {
  const { timeoutMs: timeout = 10_000, time, logger = { warn() {} } } = options
  const createClient = (maxPoolSize: number) =>
    new MongoClient(options.url, {
      appName: options.name,
      maxPoolSize,
      serverSelectionTimeoutMS: timeout,
      connectTimeoutMS: timeout,
      socketTimeoutMS: timeout,
      waitQueueTimeoutMS: timeout,
      // A secondary lags: folding on its documents, or trusting its leases, would corrupt documents.
      readPreference: 'primary',
      promoteLongs: false,
      ignoreUndefined: true,
    })
  const databaseName = databaseOf(options.url)
  // Leases have connections of their own: a busy pool must not delay a renewal until the lease expires.
  const leaseClient = createClient(LEASE_POOL_SIZE)
  const connection = new MongoConnection({
    createClient() {
      const client = createClient(options.poolSize ?? 20)
      return { database: client.db(databaseName), close: () => client.close() }
    },
    readTimeoutMs: timeout / 2,
    time,
    logger,
  })
  const close = async () => {
    await Promise.all([connection.close(), leaseClient.close()])
  }
  try {
    // Connects, and finds out whether the server takes the credentials.
    await connection.database.command({ ping: 1 })
  } catch (error) {
    await close()
    throw error
  }
  const leases = openMongoLeases(leaseClient.db(databaseName), time.now)
  return new MongoReadStore({ connection, leases, time, close })
}

type MongoParts = {
  readonly connection: MongoConnection
  readonly leases: ReturnType<typeof openMongoLeases>
  readonly time: Pick<Time, 'now'>
  close(): Promise<void>
}

class MongoReadStore implements ReadStore {
  readonly #connection: MongoConnection
  readonly #leases: MongoParts['leases']
  readonly #time: MongoParts['time']
  readonly close: MongoParts['close']
  /** Collections whose indexes exist. Projectors ask for them at each start. */
  readonly #prepared = new Set<string>()

  constructor(options: MongoParts) {
    this.#connection = options.connection
    this.#leases = options.leases
    this.#time = options.time
    this.close = options.close
  }

  get #checkpoints(): MongoCollection<Checkpoint> {
    return this.#connection.database.collection<Checkpoint>('checkpoints')
  }

  get durable() {
    return true
  }

  async prepare(collections: readonly Collection<object>[]) {
    await this.#connection.run(() => Promise.all(collections.map(this.#prepare)))
  }

  async load<D extends object>(collection: Collection<D>, key: string) {
    const row = await this.#connection.read(() => this.#rows(collection).findOne({ _id: key }))
    return row && storedOf<D>(row)
  }

  async loadMany<D extends object>(collection: Collection<D>, keys: readonly string[]) {
    if (keys.length === 0) return []
    const found = new Map<string, Row>()
    const [first, ...others] = new Set(keys)
    // MongoDB treats both alike. Compatible servers scan the whole collection for `$in` with one value.
    const _id = others.length === 0 ? first! : { $in: [first!, ...others] }
    const rows = await this.#connection.read(() => this.#rows(collection).find({ _id }).toArray())
    for (const row of rows) found.set(row._id, row)
    // A key that appears twice gets two copies, because callers may change what they get.
    return keys.map(key => {
      const row = found.get(key)
      return row ? storedOf<D>(row) : null
    })
  }

  async list<D extends object>(collection: Collection<D>, query: ListQuery) {
    const { after, backwards = false, limit } = query
    const { order } = indexOf(collection, query)
    const filter = filterOf(collection, query, after && { cursor: after, backwards })
    // The driver takes a limit of 0 as no limit.
    if (limit <= 0) return []
    const direction = backwards ? -1 : 1
    const rows = await this.#connection.read(() =>
      this.#rows(collection)
        .find(filter)
        .sort([
          [order, direction],
          ['_id', direction],
        ])
        .limit(limit)
        .toArray(),
    )
    return rows.map(row => storedOf<D>(row)).filter(one => one !== null)
  }

  async scan<D extends object>(
    collection: Collection<D>,
    { after, limit }: Parameters<ReadStore['scan']>[1],
  ) {
    if (limit <= 0) return []
    const beyond = after === undefined ? {} : { _id: { $gt: after } }
    const rows = await this.#connection.run(() =>
      this.#rows(collection)
        .find({ ...beyond, _deleted: { $exists: false } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    )
    return rows.map(row => storedOf<D>(row)!)
  }

  async count<D extends object>(
    collection: Collection<D>,
    query: Pick<ListQuery, 'equal' | 'index'> & { readonly before?: Cursor },
  ) {
    const filter = filterOf(collection, query, query.before && { cursor: query.before, backwards: true })
    return this.#connection.read(() => this.#rows(collection).countDocuments(filter))
  }

  async save<D extends object>(
    collection: Collection<D>,
    changes: readonly Change<D>[],
    {
      partition,
      position,
      epoch,
    }: { readonly partition: string; readonly position: Position; readonly epoch: number },
  ) {
    await this.#connection.run(async () => {
      await this.#write(collection, changes)
      await this.#writeCheckpoint(`${storedName(collection)}/${partition}`, position, epoch)
    })
  }

  async checkpoint(collection: Collection<object>, partition: string) {
    const _id = `${storedName(collection)}/${partition}`
    const found = await this.#connection.run(() => this.#checkpoints.findOne({ _id }))
    if (!found) return BEGINNING
    const { place } = found
    const position = positionIn(found.position, undefined)
    return place !== undefined && digitsOf(place) === position ? place : position
  }

  async drop(collection: Collection<object>) {
    this.#prepared.delete(storedName(collection))
    const prefix = `${storedName(collection)}/`
    await this.#connection.run(async () => {
      await this.#rows(collection)
        .drop()
        .catch(error => {
          if (!(error instanceof MongoServerError && error.code === NOT_FOUND)) throw error
        })
      await this.#checkpoints.deleteMany({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })
    })
  }

  readonly acquire = (name: string, holder: string, ttlMs: number) =>
    this.#connection.runLease(() => this.#leases.acquire(name, holder, ttlMs))

  readonly release = (lease: Lease) => this.#connection.runLease(() => this.#leases.release(lease))

  readonly leases = (prefix: string) => this.#connection.runLease(() => this.#leases.list(prefix))

  readonly ping = async (): Promise<void> =>
    void (await this.#connection.run(() => this.#connection.database.command({ ping: 1 })))

  #rows(collection: Omit<Collection, 'indexes'>): MongoCollection<Row> {
    return this.#connection.database.collection<Row>(storedName(collection))
  }

  /** One round trip when no change is stale. Otherwise, stale changes are dropped by their stored position and the rest is sent again. */
  async #write(collection: Collection, batch: readonly Change[], round = 1): Promise<void> {
    if (batch.length === 0) return
    try {
      const at = this.#time.now()
      await this.#rows(collection).bulkWrite(
        batch.map(change => replacement(change, at)),
        { ordered: false },
      )
    } catch (error) {
      if (!isDuplicate(error) || round > MAX_WRITE_ROUNDS) throw error
      const newest = new Map<string, Position>()
      const keys = batch.map(change => change.key)
      const cursor = this.#rows(collection).find({ _id: { $in: keys } }, { projection: { _position: 1 } })
      for await (const row of cursor) newest.set(row._id, positionIn(row._position, undefined))
      const left = batch.filter(change => isAfter(change.position, newest.get(change.key) ?? BEGINNING))
      await this.#write(collection, left, round + 1)
    }
  }

  async #writeCheckpoint(_id: string, position: Position, epoch: number): Promise<void> {
    try {
      await this.#checkpoints.updateOne(
        { _id, epoch: { $lte: epoch } },
        { $set: { epoch }, $max: { position: longOf(position), place: position } },
        { upsert: true },
      )
    } catch (error) {
      if (!isDuplicate(error)) throw error
      // An older holder may have inserted the checkpoint between the server's lookup and this insert.
      const found = await this.#checkpoints.findOne({ _id })
      if (found && found.epoch <= epoch) return this.#writeCheckpoint(_id, position, epoch)
      throw new Fenced(`partition ${_id} has a newer holder than epoch ${epoch}`)
    }
  }

  readonly #prepare = async (collection: Collection): Promise<void> => {
    if (this.#prepared.has(storedName(collection))) return
    const documents = this.#rows(collection)
    for (const [name, { equal, order }] of Object.entries(collection.indexes)) {
      const keys = [...equal, order, '_id'].map(field => [field, 1] as const)
      await documents.createIndex(Object.fromEntries(keys), { name })
    }
    try {
      await documents.createIndex(
        { _deleted: 1 },
        { name: 'tombstones', expireAfterSeconds: TOMBSTONE_SECONDS },
      )
    } catch (error) {
      // A compatible server without TTL indexes keeps its tombstones. That costs only disk space.
      if (!(error instanceof MongoServerError && error.code === NOT_IMPLEMENTED)) throw error
    }
    this.#prepared.add(storedName(collection))
  }
}
