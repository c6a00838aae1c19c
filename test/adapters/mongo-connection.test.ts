// How the connection to MongoDB behaves while the server cannot be reached.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MongoNetworkError, MongoServerSelectionError } from 'mongodb'
import { MongoConnection } from '../../src/read-store/mongo-connection.ts'
import { StoreFault } from '../../src/read-store/read-store.ts'
import { createFakeTime } from '../support/fake-time.ts'

const READ_TIMEOUT_MS = 5_000

function connection() {
  const time = createFakeTime()
  const clients: { closed: boolean }[] = []
  const warnings: string[] = []
  const made = new MongoConnection({
    createClient() {
      const client = { closed: false }
      clients.push(client)
      return {
        database: client as never,
        async close() {
          client.closed = true
        },
      }
    },
    readTimeoutMs: READ_TIMEOUT_MS,
    time,
    logger: { warn: (_facts, message) => void warnings.push(String(message)) },
  })
  return { connection: made, time, clients, warnings }
}

const works = async () => 'there'
const unreachable = async () => {
  throw new MongoNetworkError('gone')
}
const hangs = () => new Promise<never>(() => {})

test('a read that nobody answers rejects with StoreFault after its time limit', async () => {
  const { connection: store, time } = connection()
  const read = assert.rejects(store.read(hangs), StoreFault)
  await time.advance(READ_TIMEOUT_MS)
  await read
})

test('while the store is gone, one read at a time tries it, and all others reject at once', async () => {
  const { connection: store } = connection()
  await assert.rejects(store.read(unreachable), StoreFault)
  const probe = Promise.withResolvers<string>()
  const first = store.read(() => probe.promise)
  let asked = false
  await assert.rejects(
    store.read(async () => {
      asked = true
    }),
    StoreFault,
  )
  assert.equal(asked, false)
  probe.resolve('back')
  assert.equal(await first, 'back')
  assert.deepStrictEqual(await Promise.all([store.read(works), store.read(works)]), ['there', 'there'])
})

test('one slow read among others that work turns nobody away', async () => {
  const { connection: store, time } = connection()
  const slow = assert.rejects(store.read(hangs), StoreFault)
  await time.advance(READ_TIMEOUT_MS / 2)
  assert.equal(await store.read(works), 'there')
  await time.advance(READ_TIMEOUT_MS)
  await slow
  assert.deepStrictEqual(await Promise.all([store.read(works), store.read(works)]), ['there', 'there'])
})

test('errors of the server about what was asked are passed on as they are', async () => {
  const { connection: store } = connection()
  const wrong = new Error('no such index')
  await assert.rejects(
    store.read(async () => {
      throw wrong
    }),
    wrong,
  )
  assert.equal(await store.read(works), 'there')
})

test('a client that does not recover for 30 seconds while leases work is replaced', async () => {
  const { connection: store, time, clients, warnings } = connection()
  const stale = new MongoServerSelectionError('stale', {} as never)
  const fails = async () => {
    throw stale
  }
  for (let seconds = 0; seconds <= 30; seconds += 5) {
    await assert.rejects(store.run(fails), StoreFault)
    await store.runLease(works)
    await time.advance(5_000)
  }
  assert.deepStrictEqual(clients, [{ closed: true }, { closed: false }])
  assert.equal(store.database, clients[1])
  assert.deepStrictEqual(warnings, ['read store: the client does not recover while leases work, replaced'])
})

test('while leases fail as well, the client is kept: the driver reconnects by itself', async () => {
  const { connection: store, time, clients } = connection()
  for (let seconds = 0; seconds <= 120; seconds += 5) {
    await assert.rejects(store.run(unreachable), StoreFault)
    await assert.rejects(store.runLease(unreachable), StoreFault)
    await time.advance(5_000)
  }
  assert.deepStrictEqual(clients, [{ closed: false }])
})
