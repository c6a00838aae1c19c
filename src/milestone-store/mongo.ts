// The past store on MongoDB, beside the read store: what one process adds, all of them read.

import { hash } from 'node:crypto'
import { type Collection, MongoBulkWriteError, MongoClient, MongoServerError } from 'mongodb'
import { BEGINNING, type Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Cursor } from '../read-store/read-store.ts'
import type { IndexEntriesQuery, Milestone, MilestoneChanges, MilestoneStore } from './milestone-store.ts'

export type MongoMilestoneOptions = {
  /** As that of the read store. */
  readonly url: string
  readonly name: string
  /** What the milestones depend on besides the log: each form has collections of its own. */
  readonly form: string
  readonly poolSize?: number
  /** Milliseconds. Default 10,000. */
  readonly timeoutMs?: number
}

/** The end of what has not ended. */
const OPEN = Number.MAX_SAFE_INTEGER
const DUPLICATE_KEY = 11000
/** Changes of one request. */
const AT_A_TIME = 1_000

// `since` and `until` are counts of events: what is there from one milestone on, and no longer from another.
type Lasting = { _id: string; since: number; until: number }
type DocumentRow = Lasting & { of: string; key: string; position: Position; document: string }
type PlaceRow = Lasting & { group: string; order: string | number; key: string }
type MilestoneRow = { _id: string; room: RoomId; position: Position; count: number; failed: string }
type AboutRow = { _id: string; position: Position }

/** Resolves when connected; rejects when no server can be reached or it refuses. */
export async function openMongoMilestoneStore(options: MongoMilestoneOptions): Promise<MilestoneStore> {
  const { timeoutMs: timeout = 10_000 } = options
  const client = new MongoClient(options.url, {
    appName: options.name,
    maxPoolSize: options.poolSize ?? 20,
    serverSelectionTimeoutMS: timeout,
    connectTimeoutMS: timeout,
    socketTimeoutMS: timeout,
    waitQueueTimeoutMS: timeout,
    readPreference: 'primary',
  })
  const [, database] = /^[a-z+]+:\/\/[^/]+\/([^?]+)/.exec(options.url) ?? []
  const db = client.db(database ? decodeURIComponent(database) : 'rostrum')
  const form = hash('sha256', options.form).slice(0, 8)
  const documents = db.collection<DocumentRow>(`past_${form}_documents`)
  const places = db.collection<PlaceRow>(`past_${form}_places`)
  const milestones = db.collection<MilestoneRow>(`past_${form}_milestones`)
  const about = db.collection<AboutRow>(`past_${form}_about`)
  try {
    await client.connect()
    await documents.createIndex({ of: 1, key: 1, since: 1 })
    await places.createIndex({ group: 1, order: 1, key: 1, since: 1 })
    await milestones.createIndex({ room: 1, position: 1 })
  } catch (error) {
    await client.close()
    throw error
  }

  return createMongoMilestoneStore({ client, documents, places, milestones, about })
}

type MongoParts = {
  readonly client: MongoClient
  readonly documents: Collection<DocumentRow>
  readonly places: Collection<PlaceRow>
  readonly milestones: Collection<MilestoneRow>
  readonly about: Collection<AboutRow>
}

function createMongoMilestoneStore(options: MongoParts): MilestoneStore {
  return new MongoMilestoneStore(options)
}

class MongoMilestoneStore implements MilestoneStore {
  readonly #client: MongoParts['client']
  readonly #documents: MongoParts['documents']
  readonly #places: MongoParts['places']
  readonly #milestones: MongoParts['milestones']
  readonly #about: MongoParts['about']

  constructor(options: MongoParts) {
    this.#client = options.client
    this.#documents = options.documents
    this.#places = options.places
    this.#milestones = options.milestones
    this.#about = options.about
  }

  get shared() {
    return true
  }

  async milestone(roomId: RoomId, upTo: Position) {
    const found = this.#milestones.find({ room: roomId, position: { $lte: upTo } })
    const [row] = await found.sort({ position: -1 }).limit(1).toArray()
    if (!row) return null
    const { position, count, failed } = row
    return { roomId, position, count, failed: JSON.parse(failed) }
  }

  async loadMany(at: Milestone, collection: string, keys: readonly string[]) {
    if (keys.length === 0) return []
    const found = new Map<string, Stored>()
    const of = `${at.roomId}/${collection}`
    const rows = this.#documents.find({ of, key: { $in: [...new Set(keys)] }, ...this.#during(at) })
    for await (const { key, position, document } of rows)
      found.set(key, { key, position, document: JSON.parse(document) })
    return keys.map(key => found.get(key) ?? null)
  }

  async list(at: Milestone, { groups, after, limit, backwards }: IndexEntriesQuery) {
    const direction = backwards ? -1 : 1
    const found = new Map<string, Cursor>()
    const rows = this.#places
      .find({
        group: { $in: [...groups] },
        ...(after && this.#beyond(backwards ? '$lt' : '$gt', after)),
        ...this.#during(at),
      })
      .sort([
        ['order', direction],
        ['key', direction],
      ])
      // Of a document that stands in several of the groups, all of its places may come.
      .limit(limit * groups.length)
    for await (const { order, key } of rows) found.set(key, { order, key })
    return [...found.values()].slice(0, limit)
  }

  async count(at: Milestone, groups: readonly string[], before: Cursor | undefined) {
    const filter = {
      group: { $in: [...groups] },
      ...(before && this.#beyond('$lt', before)),
      ...this.#during(at),
    }
    return groups.length === 1
      ? this.#places.countDocuments(filter)
      : (await this.#places.distinct('key', filter)).length
  }

  async add({ roomId, position, count, failed }: Milestone, changes: MilestoneChanges) {
    const ended = { since: { $lt: count }, until: OPEN }
    const end = { $set: { until: count } }
    const lasts = { since: count, until: OPEN }
    await writeAll(this.#documents, changes.documents, ({ collection, key, stored }) => {
      const of = `${roomId}/${collection}`
      const ending = { updateOne: { filter: { of, key, ...ended }, update: end } }
      if (!stored) return [ending]
      const { position, document } = stored
      const row = { of, key, position, document: JSON.stringify(document), ...lasts }
      return [ending, upsert(`${of}/${key}/${count}`, row)]
    })
    await writeAll(this.#places, changes.left, ({ group, order, key }) => [
      { updateOne: { filter: { group, order, key, ...ended }, update: end } },
    ])
    await writeAll(this.#places, changes.entered, ({ group, order, key }) => [
      upsert(`${group}/${JSON.stringify(order)}/${key}/${count}`, { group, order, key, ...lasts }),
    ])
    await writeAll(
      this.#milestones,
      [{ room: roomId, position, count, failed: JSON.stringify(failed) }],
      row => [upsert(`${roomId}/${count}`, row)],
    )
  }

  async checkpoint() {
    return (await this.#about.findOne({ _id: 'checkpoint' }))?.position ?? BEGINNING
  }

  async saveCheckpoint(position: Position) {
    await this.#about.updateOne({ _id: 'checkpoint' }, { $max: { position } }, { upsert: true })
  }

  async close() {
    await this.#client.close()
  }

  #during({ count }: Milestone) {
    return { since: { $lte: count }, until: { $gt: count } }
  }

  #beyond(than: '$gt' | '$lt', { order, key }: Cursor) {
    return {
      // Says nothing new, and bounds the part of the index that is looked at.
      order: { [`${than}e`]: order },
      $or: [{ order: { [than]: order } }, { order, key: { [than]: key } }],
    }
  }
}

/** What is there already stays as it is: whoever wrote it may have gone further. */
const upsert = <Row extends object>(_id: string, row: Row) => ({
  updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
})

async function writeAll<Row extends { _id: string }, T>(
  rows: Collection<Row>,
  items: readonly T[],
  writesOf: (item: T) => readonly object[],
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_A_TIME) {
    const writes = items.slice(from, from + AT_A_TIME).flatMap(writesOf)
    await rows.bulkWrite(writes as never, { ordered: false }).catch(error => {
      if (!isDuplicate(error)) throw error
    })
  }
}

/** Two that add the same at the same time. */
function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = [error.writeErrors].flat()
    // None: the writes themselves went well, and a majority did not get them.
    return errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY)
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}
