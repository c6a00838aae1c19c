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
  /** Messages for which it returns true are lost. */
  let loses = (_message: PresenceMessage) => false
  const bus = busWithPublish(
    inner,
    (topic, message) => loses(message as PresenceMessage) || inner.publish(topic, message),
  )
  const changes: string[] = []
  return {
    time,
    changes,
    lose(what: (message: PresenceMessage) => boolean) {
      loses = what
    },
    present: (processId: string, own = time) =>
      createPresence({ processId, bus, readStore, time: own, logger }),
    openDirectory: () =>
      createPresenceDirectory({
        bus,
        readStore,
        time,
        logger,
        onPresent: key => changes.push(`present ${key}`),
        onAbsent: key => changes.push(`absent ${key}`),
      }),
  }
}

test('a person is present from the first socket to the last, on any process', async () => {
  const { time, changes, present, openDirectory } = setUp()
  const [one, two] = [await present('one'), await present('two')]
  const directory = await openDirectory()
  const phone = one.hold(room, ada)
  const laptop = one.hold(room, ada)
  const tablet = two.hold(room, ada)
  await time.advance(0)
  assert.deepStrictEqual(changes, ['present room/ada'])
  phone()
  phone()
  laptop()
  await time.advance(0)
  assert.deepStrictEqual([changes, directory.isPresent('room/ada')], [['present room/ada'], true])
  tablet()
  await time.advance(0)
  assert.deepStrictEqual(
    [changes, directory.isPresent('room/ada')],
    [['present room/ada', 'absent room/ada'], false],
  )
})

test('a directory that opens late learns who is already present', async () => {
  const { time, changes, present, openDirectory } = setUp()
  const one = await present('one')
  for (let person = 0; person < 2_500; person++) one.hold(room, `person-${person}` as UserId)
  await time.advance(0)
  const directory = await openDirectory()
  await time.advance(0)
  assert.deepStrictEqual(
    [changes.length, directory.isPresent('room/person-2499'), directory.certainForMs()],
    [2_500, true, 0],
  )
})

test('the people of a dead process are absent once its lease has expired, and not before', async () => {
  const { time, changes, present, openDirectory } = setUp()
  // Its own time stands still, so it publishes nothing and renews no lease.
  const dying = await present('dying', createFakeTime())
  const living = await present('living')
  await openDirectory()
  dying.hold(room, ada)
  living.hold(room, bob)
  await time.advance(PRESENCE_LEASE_MS - 1)
  assert.deepStrictEqual(changes, ['present room/ada', 'present room/bob'])
  await time.advance(1 + ROUND_INTERVAL_MS)
  assert.deepStrictEqual(changes, ['present room/ada', 'present room/bob', 'absent room/ada'])
})

test('the people of a process are absent as soon as it closes', async () => {
  const { time, changes, present, openDirectory } = setUp()
  const one = await present('one')
  const release = one.hold(room, ada)
  await openDirectory()
  await time.advance(0)
  await one.close()
  release()
  await time.advance(0)
  assert.deepStrictEqual(changes, ['present room/ada', 'absent room/ada'])
  await time.advance(60_000)
  assert.strictEqual(time.armed, 1, 'only the directory has a timer')
})

test('the next round corrects a lost message', async () => {
  const { time, changes, present, openDirectory, lose } = setUp()
  const one = await present('one')
  await openDirectory()
  const release = one.hold(room, ada)
  await time.advance(0)
  lose(message => message.kind === 'ended' || message.kind === 'began')
  release()
  one.hold(room, bob)
  await time.advance(0)
  assert.deepStrictEqual(changes, ['present room/ada'])
  await time.advance(ROUND_INTERVAL_MS)
  assert.deepStrictEqual(changes, ['present room/ada', 'present room/bob', 'absent room/ada'])
})

test('a round with a lost part makes nobody absent', async () => {
  const { time, changes, present, openDirectory, lose } = setUp()
  const one = await present('one')
  const directory = await openDirectory()
  for (let person = 0; person < 1_500; person++) one.hold(room, `person-${person}` as UserId)
  await time.advance(0)
  lose(message => message.kind === 'round' && message.count === undefined)
  await time.advance(ROUND_INTERVAL_MS)
  assert.deepStrictEqual(
    [changes.filter(line => line.startsWith('absent')), directory.isPresent('room/person-0')],
    [[], true],
  )
})

test('the directory is uncertain while a running process is silent', async () => {
  const { time, present, openDirectory, lose } = setUp()
  await present('one')
  const directory = await openDirectory()
  await time.advance(0)
  await time.advance(1)
  directory.certainForMs()
  await time.advance(1)
  assert.strictEqual(directory.certainForMs(), 1)
  lose(message => message.kind === 'round')
  await time.advance(4 * ROUND_INTERVAL_MS)
  assert.strictEqual(directory.certainForMs(), 0, 'its lease is valid, and it is silent')
  lose(() => false)
  await time.advance(ROUND_INTERVAL_MS)
  assert.strictEqual(directory.certainForMs(), 2, 'it reported 2 ms ago')
  await time.advance(ROUND_INTERVAL_MS)
  assert.strictEqual(directory.certainForMs(), ROUND_INTERVAL_MS + 2)
})
