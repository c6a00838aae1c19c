// Leases in MongoDB. They expire by the wall clock of the asking process: keep clocks within a fraction of the shortest lease.
// When clocks differ, epochs still reject the writes of a late holder.

import { type Db, MongoServerError } from 'mongodb'
import type { Lease } from './read-store.ts'

type Row = { _id: string; holder: string; epoch: number; until: number }
type Counter = { _id: string; value: number }

export function openMongoLeases(database: Db, now: () => number) {
  const rows = database.collection<Row>('leases')
  const counters = database.collection<Counter>('counters')

  /** One counter for all leases, so that epochs of different leases on the same partition can be compared. */
  async function nextEpoch(): Promise<number> {
    const counter = await counters.findOneAndUpdate(
      { _id: 'epoch' },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    )
    return Number(counter!.value)
  }

  return {
    async acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null> {
      const at = now()
      const until = at + ttlMs
      const mine = await rows.findOneAndUpdate(
        { _id: name, holder },
        { $set: { until } },
        { returnDocument: 'after' },
      )
      if (mine) return leaseOf(mine)
      const held = await rows.findOne({ _id: name })
      if (held && Number(held.until) > at) return null
      const epoch = await nextEpoch()
      try {
        const taken = await rows.findOneAndUpdate(
          { _id: name, until: { $lte: at }, epoch: { $lt: epoch } },
          { $set: { holder, until, epoch } },
          { upsert: true, returnDocument: 'after' },
        )
        return taken && leaseOf(taken)
      } catch (error) {
        // Another process was faster: the upsert failed on the existing key.
        if (error instanceof MongoServerError && error.code === 11000) return null
        throw error
      }
    },

    async release(lease: Lease): Promise<void> {
      // The row stays, so that its epoch keeps rising.
      await rows.updateOne(
        { _id: lease.name, holder: lease.holder, epoch: lease.epoch },
        { $set: { until: 0, holder: '' } },
      )
    },

    async list(prefix: string): Promise<Lease[]> {
      const found = await rows.find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }).toArray()
      const at = now()
      return found.map(leaseOf).filter(lease => lease.until > at)
    },
  }
}

const leaseOf = (row: Row): Lease => ({
  name: row._id,
  holder: row.holder,
  epoch: Number(row.epoch),
  until: Number(row.until),
})
