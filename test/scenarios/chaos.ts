// People act through a load balancer while processes and engines are killed: what was acknowledged is in the log once,
// everybody is told everything once and in order, and the documents are those that the log leads to.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { BEGINNING, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import { projections, undividedProjections } from '../../projections/all.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { sharesOf } from '../../src/processing/partitions.ts'
import { rebuild } from '../../src/processing/rebuild.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { startBalancer } from '../support/balancer.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { Guest } from '../support/guest.ts'
import type { ServerProcess } from '../support/server.ts'
import { until } from '../support/until.ts'

export type Blow =
  | 'kill an API'
  | 'kill a projector'
  | 'restart the bus'
  | 'restart the read store'
  | 'restart the log'

/** Milliseconds between two acts of one person: they are many, and the machine is to have time for the rest. */
const PACE = 250
const LONG = { timeout: 120_000 }
/** What they say tells which of them holds which share. */
const SETTINGS = { PRESENCE_GRACE_MS: '120000', HOSTLESS_GRACE_MS: '120000', LOG_LEVEL: 'info' }

export async function chaos(t: TestContext, count: number, blows: readonly Blow[]): Promise<void> {
  const cluster = await startCluster(t)
  const balancer = await startBalancer(t)
  const apis = [await cluster.start('api', SETTINGS)]
  const [second, ...projectors] = (await Promise.all(
    (['api', 'projector', 'projector'] as const).map(role => cluster.start(role, SETTINGS)),
  )) as [ServerProcess, ServerProcess, ServerProcess]
  apis.push(second)
  const spread = () => balancer.urls.splice(0, balancer.urls.length, ...apis.map(api => api.url))
  spread()

  const people = await inTurn(count, i => Guest.signIn(balancer.url, `Guest ${i}`))
  const roomId = randomUUID()
  const [host, ...guests] = people as [Guest, ...Guest[]]
  await host.act('openRoom', { roomId, title: 'Chaos' })
  await inTurn(guests.length, i => guests[i]!.act('joinRoom', { roomId }))
  for (const person of people) person.hold(roomId)

  let acting = true
  const busy = people.map(async (person, i) => {
    for (let turn = i; acting; turn++) {
      if (turn % 3 === 0) await person.act('postComment', { roomId, text: `${turn}` })
      else await person.act('react', { roomId, emoji: '👏' })
      await pause(PACE)
    }
  })
  for (const blow of blows) {
    const begun = performance.now()
    await strike(blow)
    const { position } = await host.act('react', { roomId, emoji: '🎉' })
    await everybodyIsAt(position!)
    t.diagnostic(`${blow}: everybody was told again after ${Math.round(performance.now() - begun)} ms`)
  }
  acting = false
  await Promise.all(busy)
  const { position } = await host.act('react', { roomId, emoji: '🎉' })
  await everybodyIsAt(position!)
  await verify(t, cluster, roomId, people, position!)
  for (const person of people) person.goAway()

  async function everybodyIsAt(position: string) {
    const behind = () => people.filter(person => person.position < position).length
    await until(() => (behind() === 0 ? null : `${behind()} people have not been told`), LONG)
  }

  async function strike(blow: Blow) {
    if (blow === 'kill an API') {
      await apis.shift()!.kill()
      spread()
      apis.push(await cluster.start('api', SETTINGS))
      spread()
    } else if (blow === 'kill a projector') {
      await projectors.splice(holderOf(projectors, roomId), 1)[0]!.kill()
    } else {
      const engine = ({ bus: 'bus', store: 'readStore', log: 'eventLog' } as const)[
        blow.split(' ').at(-1) as 'bus' | 'store' | 'log'
      ]
      await cluster.engines[engine].kill()
      await cluster.engines[engine].start()
    }
  }
}

/** The projector that took the room's share last. */
function holderOf(projectors: readonly ServerProcess[], roomId: string): number {
  const share = sharesOf(projections, undividedProjections).find(one =>
    one.digits?.includes(partitionOf(roomId)),
  )!
  const taken = new RegExp(`"share":"${share.name}","epoch":(\\d+)`, 'g')
  const epochs = projectors.map(projector =>
    Math.max(0, ...[...projector.output().matchAll(taken)].map(match => Number(match[1]))),
  )
  return epochs.indexOf(Math.max(...epochs))
}

async function verify(
  t: TestContext,
  { engines }: Cluster,
  roomId: string,
  people: readonly Guest[],
  upTo: string,
) {
  const log = await openEventStoreDb({ url: engines.env.EVENT_LOG_URL!, timeout: 60_000 })
  const store = await openMongoReadStore({ url: engines.env.READ_STORE_URL!, name: 'check', timeout: 60_000 })
  t.after(() => Promise.all([log.close(), store.close()]))
  const events: Recorded[] = []
  for (let more = true; more; ) {
    const page = await log.readAfter(streamsOfRoom(roomId), events.at(-1)?.position ?? BEGINNING, 1_000)
    events.push(...page)
    more = page.length > 0
  }
  const ids = events.map(event => event.id)
  assert.equal(new Set(ids).size, ids.length, 'an event is in the log twice')
  const commands = new Map<string, number>()
  for (const { cause } of events) commands.set(cause.commandId, (commands.get(cause.commandId) ?? 0) + 1)
  const acknowledged = people.flatMap(person => person.acknowledged)
  assert.deepStrictEqual(
    acknowledged.filter(id => commands.get(id) !== 1 && !isOpening(events, id)),
    [],
    'acknowledged, and not in the log once',
  )

  const expected = events.map(event => event.position as string).filter(position => position <= upTo)
  for (const person of people) {
    const seen = person.seen.map(event => event.position).filter(position => position <= upTo)
    assert.deepStrictEqual(seen, expected)
    assert.deepStrictEqual(person.troubles, [])
  }

  const fresh = createMemoryReadStore()
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  for (const name of ['rooms', 'participants', 'comments'] as const) {
    const projection = projections.find(one => one.name === name)!
    await rebuild({ log, store: fresh, projection, logger: quiet as never, signal: t.signal })
    const keys = [...new Set(events.flatMap(event => handled(projection, event)))]
    await until(async () => {
      const [is, should] = await Promise.all([
        store.loadMany(projection, keys),
        fresh.loadMany(projection, keys),
      ])
      return JSON.stringify(sorted(is)) === JSON.stringify(sorted(should))
        ? null
        : `${name} differ from a rebuild`
    }, LONG)
  }
  const slowest = Math.max(...people.map(person => person.slowest))
  t.diagnostic(`${acknowledged.length} commands acknowledged, the slowest after ${Math.round(slowest)} ms`)
}

const handled = (projection: (typeof projections)[number], event: Recorded) =>
  projection.handles.includes(event.type) ? projection.keysOf(event) : []

/** The opening of a room is several events. */
const isOpening = (events: readonly Recorded[], id: string) => events[0]?.cause.commandId === id

/** The fields of documents in one order, whatever the engine keeps them in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** At most so many at a time. */
async function inTurn<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return results
}
