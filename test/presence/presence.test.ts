import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import {
  createPresence,
  PRESENCE_LEASE_MS,
  type PresenceMessage,
  ROUND_INTERVAL_MS,
} from '../../src/presence/presence.ts'
import { createPresenceDirectory } from '../../src/presence/presence-directory.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { busWithPublish } from '../support/bus-with-publish.ts'
import { createFakeTime } from '../support/fake-time.ts'

const room = 'room' as RoomId
const [ada, bob] = ['ada', 'bob'] as [UserId, UserId]
const logger = { debug() {}, info() {}, warn() {}, error() {} }

function setUp() {
  const time = createFakeTime()
  const readStore = createMemoryReadStore({ time })
  const inner = createMemoryBus({ time: systemTime, onError: error => assert.fail(String(error)) })
  /** Messages for which it answers true are lost on the way. */
  let loses = (_message: PresenceMessage) => false
  const bus = busWithPublish(
    inner,
    (topic, message) => loses(message as PresenceMessage) || inner.publish(topic, message),
  )
  const news: string[] = []
  return {
    time,
    news,
    lose(what: (message: PresenceMessage) => boolean) {
      loses = what
    },
    present: (processId: string, own = time) =>
      createPresence({ processId, bus, readStore, time: own, logger }),
    holders: () =>
      createPresenceDirectory({
        bus,
        readStore,
        time,
        logger,
        onPresent: place => news.push(`began ${place}`),
        onAbsent: place => news.push(`ended ${place}`),
      }),
  }
}

test('a place begins with its first socket and ends with its last, on whatever process they are', async () => {
  const { time, news, present, holders } = setUp()
  const [one, two] = [await present('one'), await present('two')]
  const seen = await holders()
  const phone = one.hold(room, ada)
  const laptop = one.hold(room, ada)
  const tablet = two.hold(room, ada)
  await time.advance(0)
  assert.deepStrictEqual(news, ['began room/ada'])
  phone()
  phone()
  laptop()
  await time.advance(0)
  assert.deepStrictEqual([news, seen.isPresent('room/ada')], [['began room/ada'], true])
  tablet()
  await time.advance(0)
  assert.deepStrictEqual([news, seen.isPresent('room/ada')], [['began room/ada', 'ended room/ada'], false])
})

test('who asks late is told what is held already', async () => {
  const { time, news, present, holders } = setUp()
  const one = await present('one')
  for (let person = 0; person < 2_500; person++) one.hold(room, `person-${person}` as UserId)
  await time.advance(0)
  const seen = await holders()
  await time.advance(0)
  assert.deepStrictEqual(
    [news.length, seen.isPresent('room/person-2499'), seen.isUncertain()],
    [2_500, true, false],
  )
})

test('the places of a process that dies end when its lease has run out, and not before', async () => {
  const { time, news, present, holders } = setUp()
  // Its own time stands still: it says nothing more and prolongs nothing.
  const dying = await present('dying', createFakeTime())
  const living = await present('living')
  await holders()
  dying.hold(room, ada)
  living.hold(room, bob)
  await time.advance(PRESENCE_LEASE_MS - 1)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob'])
  await time.advance(1 + ROUND_INTERVAL_MS)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob', 'ended room/ada'])
})

test('a process that closes lets go of what it holds at once', async () => {
  const { time, news, present, holders } = setUp()
  const one = await present('one')
  const letGo = one.hold(room, ada)
  await holders()
  await time.advance(0)
  await one.close()
  letGo()
  await time.advance(0)
  assert.deepStrictEqual(news, ['began room/ada', 'ended room/ada'])
  await time.advance(60_000)
  assert.strictEqual(time.armed, 1, 'only the one who watches still looks')
})

test('a lost message is made good by the next round', async () => {
  const { time, news, present, holders, lose } = setUp()
  const one = await present('one')
  await holders()
  const letGo = one.hold(room, ada)
  await time.advance(0)
  lose(message => message.kind === 'ended' || message.kind === 'began')
  letGo()
  one.hold(room, bob)
  await time.advance(0)
  assert.deepStrictEqual(news, ['began room/ada'])
  await time.advance(ROUND_INTERVAL_MS)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob', 'ended room/ada'])
})

test('a round of which a part was lost ends nothing', async () => {
  const { time, news, present, holders, lose } = setUp()
  const one = await present('one')
  const seen = await holders()
  for (let person = 0; person < 1_500; person++) one.hold(room, `person-${person}` as UserId)
  await time.advance(0)
  lose(message => message.kind === 'round' && message.count === undefined)
  await time.advance(ROUND_INTERVAL_MS)
  assert.deepStrictEqual(
    [news.filter(line => line.startsWith('ended')), seen.isPresent('room/person-0')],
    [[], true],
  )
})

test('nobody can be told to have gone while a living process is silent', async () => {
  const { time, present, holders, lose } = setUp()
  await present('one')
  const seen = await holders()
  await time.advance(0)
  assert.strictEqual(seen.isUncertain(), false)
  lose(message => message.kind === 'round')
  await time.advance(4 * ROUND_INTERVAL_MS)
  assert.strictEqual(seen.isUncertain(), true, 'its lease lives, and it says nothing')
  lose(() => false)
  await time.advance(ROUND_INTERVAL_MS)
  assert.strictEqual(seen.isUncertain(), false)
})
