import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { Bus } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createPresence, LEASE_TTL, type PresenceMessage, ROUND_EVERY } from '../../src/presence/presence.ts'
import { createHolders } from '../../src/presence/presence-directory.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { createFakeTime } from '../support/fake-time.ts'

const room = 'room' as RoomId
const [ada, bob] = ['ada', 'bob'] as [UserId, UserId]
const logger = { debug() {}, info() {}, warn() {}, error() {} }

function setUp() {
  const clock = createFakeTime()
  const readStore = createMemoryReadStore({ now: clock.now })
  const inner = createMemoryBus({ onError: error => assert.fail(String(error)) })
  /** Messages for which it answers true are lost on the way. */
  let loses = (_message: PresenceMessage) => false
  const bus: Bus = {
    ...inner,
    publish: (topic, message) => loses(message as PresenceMessage) || inner.publish(topic, message),
  }
  const news: string[] = []
  return {
    clock,
    news,
    lose(what: (message: PresenceMessage) => boolean) {
      loses = what
    },
    present: (processId: string, own = clock) =>
      createPresence({ processId, bus, readStore, clock: own, logger }),
    holders: () =>
      createHolders({
        bus,
        readStore,
        clock,
        logger,
        began: place => news.push(`began ${place}`),
        ended: place => news.push(`ended ${place}`),
      }),
  }
}

test('a place begins with its first socket and ends with its last, on whatever process they are', async () => {
  const { clock, news, present, holders } = setUp()
  const [one, two] = [await present('one'), await present('two')]
  const seen = await holders()
  const phone = one.hold(room, ada)
  const laptop = one.hold(room, ada)
  const tablet = two.hold(room, ada)
  await clock.advance(0)
  assert.deepStrictEqual(news, ['began room/ada'])
  phone()
  phone()
  laptop()
  await clock.advance(0)
  assert.deepStrictEqual([news, seen.isHeld('room/ada')], [['began room/ada'], true])
  tablet()
  await clock.advance(0)
  assert.deepStrictEqual([news, seen.isHeld('room/ada')], [['began room/ada', 'ended room/ada'], false])
})

test('who asks late is told what is held already', async () => {
  const { clock, news, present, holders } = setUp()
  const one = await present('one')
  for (let person = 0; person < 2_500; person++) one.hold(room, `person-${person}` as UserId)
  await clock.advance(0)
  const seen = await holders()
  await clock.advance(0)
  assert.deepStrictEqual([news.length, seen.isHeld('room/person-2499'), seen.isBlind()], [2_500, true, false])
})

test('the places of a process that dies end when its lease has run out, and not before', async () => {
  const { clock, news, present, holders } = setUp()
  // Its own clock stands still: it says nothing more and prolongs nothing.
  const dying = await present('dying', createFakeTime())
  const living = await present('living')
  await holders()
  dying.hold(room, ada)
  living.hold(room, bob)
  await clock.advance(LEASE_TTL - 1)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob'])
  await clock.advance(1 + ROUND_EVERY)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob', 'ended room/ada'])
})

test('a process that closes lets go of what it holds at once', async () => {
  const { clock, news, present, holders } = setUp()
  const one = await present('one')
  const letGo = one.hold(room, ada)
  await holders()
  await clock.advance(0)
  await one.close()
  letGo()
  await clock.advance(0)
  assert.deepStrictEqual(news, ['began room/ada', 'ended room/ada'])
  await clock.advance(60_000)
  assert.strictEqual(clock.armed, 1, 'only the one who watches still looks')
})

test('a lost message is made good by the next round', async () => {
  const { clock, news, present, holders, lose } = setUp()
  const one = await present('one')
  await holders()
  const letGo = one.hold(room, ada)
  await clock.advance(0)
  lose(message => message.kind === 'ended' || message.kind === 'began')
  letGo()
  one.hold(room, bob)
  await clock.advance(0)
  assert.deepStrictEqual(news, ['began room/ada'])
  await clock.advance(ROUND_EVERY)
  assert.deepStrictEqual(news, ['began room/ada', 'began room/bob', 'ended room/ada'])
})

test('a round of which a part was lost ends nothing', async () => {
  const { clock, news, present, holders, lose } = setUp()
  const one = await present('one')
  const seen = await holders()
  for (let person = 0; person < 1_500; person++) one.hold(room, `person-${person}` as UserId)
  await clock.advance(0)
  lose(message => message.kind === 'round' && message.count === undefined)
  await clock.advance(ROUND_EVERY)
  assert.deepStrictEqual(
    [news.filter(line => line.startsWith('ended')), seen.isHeld('room/person-0')],
    [[], true],
  )
})

test('nobody can be told to have gone while a living process is silent', async () => {
  const { clock, present, holders, lose } = setUp()
  await present('one')
  const seen = await holders()
  await clock.advance(0)
  assert.strictEqual(seen.isBlind(), false)
  lose(message => message.kind === 'round')
  await clock.advance(4 * ROUND_EVERY)
  assert.strictEqual(seen.isBlind(), true, 'its lease lives, and it says nothing')
  lose(() => false)
  await clock.advance(ROUND_EVERY)
  assert.strictEqual(seen.isBlind(), false)
})
