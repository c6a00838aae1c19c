// The milestone store on MongoDB, in the database of the read store. One process fills it, and all read it.

import { hash } from 'node:crypto'
import { type Collection, MongoBulkWriteError, MongoClient, MongoServerError } from 'mongodb'
import { BEGINNING, type Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Cursor } from '../read-store/read-store.ts'
import {
  type IndexEntriesQuery,
  type Milestone,
  type MilestoneChanges,
  type MilestoneStore,
  upperBoundOf,
} from './milestone-store.ts'

export type MongoMilestoneOptions = {
  /** As for the read store. */
  readonly url: string
  /** Shown in the server's logs. */
  readonly name: string
  /** What milestones depend on besides the log. Each format has collections of its own. */
  readonly format: string
  /** The most connections at a time. Default 20. */
  readonly poolSize?: number
  /** The time limit of an operation in milliseconds, including the search for a server. Default 10,000. */
  readonly timeoutMs?: number
}

/** The `until` of what still exists. */
const OPEN = Number.MAX_SAFE_INTEGER
const DUPLICATE_KEY = 11000
/** How many changes are written in one request. */
const BATCH_SIZE = 1_000

/** A row exists from the milestone with the event count `since` to before the one with `until`. */
type Interval = { _id: string; since: number; until: number }
type DocumentRow = Interval & { of: string; key: string; position: Position; document: string }
type EntryRow = Interval & { group: string; order: string | number; key: string }
type MilestoneRow = { _id: string; room: RoomId; position: Position; count: number; failed: string }
type AboutRow = { _id: string; position: Position }

/** Resolves when connected. Rejects when no server can be reached, or when the server refuses the credentials. */
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
  const formatHash = hash('sha256', options.format).slice(0, 8)
  const documents = db.collection<DocumentRow>(`past_${formatHash}_documents`)
  const entries = db.collection<EntryRow>(`past_${formatHash}_places`)
  const milestones = db.collection<MilestoneRow>(`past_${formatHash}_milestones`)
  const about = db.collection<AboutRow>(`past_${formatHash}_about`)
  try {
    await client.connect()
    await documents.createIndex({ of: 1, key: 1, since: 1 })
    await entries.createIndex({ group: 1, order: 1, key: 1, since: 1 })
    await milestones.createIndex({ room: 1, position: 1 })
  } catch (error) {
    await client.close()
    throw error
  }

  return new MongoMilestoneStore({ client, documents, entries, milestones, about })
}

type MongoParts = {
  readonly client: MongoClient
  readonly documents: Collection<DocumentRow>
  readonly entries: Collection<EntryRow>
  readonly milestones: Collection<MilestoneRow>
  readonly about: Collection<AboutRow>
}

class MongoMilestoneStore implements MilestoneStore {
  readonly #client: MongoParts['client']
  readonly #documents: MongoParts['documents']
  readonly #entries: MongoParts['entries']
  readonly #milestones: MongoParts['milestones']
  readonly #about: MongoParts['about']

  constructor(options: MongoParts) {
    this.#client = options.client
    this.#documents = options.documents
    this.#entries = options.entries
    this.#milestones = options.milestones
    this.#about = options.about
  }

  get shared() {
    return true
  }

  async milestone(roomId: RoomId, upTo: Position) {
    const found = this.#milestones.find({ room: roomId, position: { $lte: upperBoundOf(upTo) as Position } })
    const [row] = await found.sort({ position: -1 }).limit(1).toArray()
    if (!row) return null
    const { position, count, failed } = row
    return { roomId, position, count, failed: JSON.parse(failed) }
  }

  async loadMany(at: Milestone, collection: string, keys: readonly string[]) {
    if (keys.length === 0) return []
    const found = new Map<string, Stored>()
    const of = `${at.roomId}/${collection}`
    const rows = this.#documents.find({ of, key: { $in: [...new Set(keys)] }, ...this.#existingAt(at) })
    for await (const { key, position, document } of rows)
      found.set(key, { key, position, document: JSON.parse(document) })
    return keys.map(key => found.get(key) ?? null)
  }

  async list(at: Milestone, { groups, after, limit, backwards }: IndexEntriesQuery) {
    const direction = backwards ? -1 : 1
    const found = new Map<string, Cursor>()
    const rows = this.#entries
      .find({
        group: { $in: [...groups] },
        ...(after && this.#pastCursor(backwards ? '$lt' : '$gt', after)),
        ...this.#existingAt(at),
      })
      .sort([
        ['order', direction],
        ['key', direction],
      ])
      // A document in several of the groups may come once for each.
      .limit(limit * groups.length)
    for await (const { order, key } of rows) found.set(key, { order, key })
    return [...found.values()].slice(0, limit)
  }

  async count(at: Milestone, groups: readonly string[], before: Cursor | undefined) {
    const filter = {
      group: { $in: [...groups] },
      ...(before && this.#pastCursor('$lt', before)),
      ...this.#existingAt(at),
    }
    return groups.length === 1
      ? this.#entries.countDocuments(filter)
      : (await this.#entries.distinct('key', filter)).length
  }

  async add({ roomId, position, count, failed }: Milestone, changes: MilestoneChanges) {
    const stillExists = { since: { $lt: count }, until: OPEN }
    const end = { $set: { until: count } }
    const fromNow = { since: count, until: OPEN }
    await writeAll(this.#documents, changes.documents, ({ collection, key, stored }) => {
      const of = `${roomId}/${collection}`
      const endPrevious = { updateOne: { filter: { of, key, ...stillExists }, update: end } }
      if (!stored) return [endPrevious]
      const { position, document } = stored
      const row = { of, key, position, document: JSON.stringify(document), ...fromNow }
      return [endPrevious, upsert(`${of}/${key}/${count}`, row)]
    })
    await writeAll(this.#entries, changes.left, ({ group, order, key }) => [
      { updateOne: { filter: { group, order, key, ...stillExists }, update: end } },
    ])
    await writeAll(this.#entries, changes.entered, ({ group, order, key }) => [
      upsert(`${group}/${JSON.stringify(order)}/${key}/${count}`, { group, order, key, ...fromNow }),
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

  #existingAt({ count }: Milestone) {
    return { since: { $lte: count }, until: { $gt: count } }
  }

  #pastCursor(than: '$gt' | '$lt', { order, key }: Cursor) {
    return {
      // Redundant, but it lets the server bound the index scan.
      order: { [`${than}e`]: order },
      $or: [{ order: { [than]: order } }, { order, key: { [than]: key } }],
    }
  }
}

/** Leaves an existing row unchanged: the process that wrote it may have ended it since. */
const upsert = <Row extends object>(_id: string, row: Row) => ({
  updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
})

async function writeAll<Row extends { _id: string }, T>(
  rows: Collection<Row>,
  items: readonly T[],
  writesOf: (item: T) => readonly object[],
): Promise<void> {
  for (let from = 0; from < items.length; from += BATCH_SIZE) {
    const writes = items.slice(from, from + BATCH_SIZE).flatMap(writesOf)
    await rows.bulkWrite(writes as never, { ordered: false }).catch(error => {
      if (!isDuplicate(error)) throw error
    })
  }
}

/** Whether a write failed only because another process added the same rows at the same time. */
function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = [error.writeErrors].flat()
    // Without write errors, the writes succeeded but a majority did not confirm them.
    return errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY)
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}
