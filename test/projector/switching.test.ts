// Versions of a projection beside each other, while events come and documents are read.

import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import type { Projection } from '../../projections/projection.ts'
import type { Notice } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createReading } from '../../src/projector/active-read-store.ts'
import { sharesOf } from '../../src/projector/partitions.ts'
import { watchProgress } from '../../src/projector/progress.ts'
import { positionOfForm } from '../../src/projector/progress-publisher.ts'
import { startProjectors } from '../../src/projector/projectors.ts'
import { builtAs, switchedTo } from '../../src/projector/versions/version-set.ts'
import { changeVersions, readVersions } from '../../src/projector/versions/version-store.ts'
import { silent } from '../gate/gate-setup.ts'
import { until } from '../support/until.ts'
import { chainOf, named, rooms, said, setUp, words } from './projector-setup.ts'

const undivided = new Set(['words'])
/** Says the same in capitals. */
const loudRooms: typeof rooms = {
  ...rooms,
  version: 2,
  evolve(document, event, key) {
    const { said } = rooms.evolve(document, event, key)!
    return { said: said.map(text => text.toUpperCase()) }
  },
}
const room = 'Room-00000000-0000-4000-8000-000000000000'
const roomId = room.slice(5)

async function start(t: TestContext) {
  const { log, store, record } = await setUp(t, { durable: true })
  const bus = createMemoryBus({ onError: () => {} })
  const common = { log, store, bus, undivided, logger: silent, now: Date.now }
  const reading = createReading(store)
  const progress = await watchProgress({
    ...common,
    holder: 'reader',
    onRead: reading.read,
    shares: sharesOf([rooms, words], undivided).map(({ name }) => name),
  })
  t.after(() => progress.close())
  const notices: Notice[] = []
  await bus.subscribe(`room.${roomId}`, message => notices.push(message as Notice))

  const form = async (projection: Projection) =>
    (await readVersions(store)).projections[projection.name]?.all.find(
      ({ version }) => version === projection.version,
    )
  return {
    store,
    bus,
    log,
    notices,
    reading,
    async process(holder: string, projections: readonly Projection[]) {
      const lobbyEvents = new Set<string>()
      const projectors = await startProjectors({ ...common, holder, projections, lobbyEvents })
      t.after(() => projectors.close())
      return projectors
    },
    /** Records, and resolves when it can be read. */
    async tell(...texts: string[]) {
      const events = await record(room, ...texts.map(said))
      assert.ok(await progress.reached(events.at(-1)!.position, 10_000), 'it was not told how far it is')
    },
    record,
    read: async () => (await reading.store.load<{ said: string[] }>(rooms, roomId))?.document.said ?? null,
    switchTo: async (projection: Projection) => {
      const to = (await form(projection))!
      await changeVersions({ store, bus }, 'operator', before => switchedTo(before, [[projection.name, to]]))
    },
    async built(projection: Projection) {
      const head = await log.head()
      await until(async () => {
        const known = await form(projection)
        if (!known) return 'it is not registered'
        const position = await positionOfForm(store, builtAs(projection, known), undivided)
        return position >= head ? null : `it is at ${position} of ${head}`
      })
    },
  }
}

suite('a new version of a projection', { concurrency: true }, () => {
  test('is built beside the old, switched, and switched back while both go on', async t => {
    const { process, tell, read, switchTo, built, notices, store } = await start(t)
    await process('old', [rooms, words])
    await tell('one')
    await process('young', [loudRooms, words])
    await built(loudRooms)
    await tell('two')
    assert.deepStrictEqual(await read(), ['one', 'two'])

    await switchTo(loudRooms)
    await until(async () => ((await read())![0] === 'ONE' ? null : 'the old one is read'))
    assert.deepStrictEqual(await read(), ['ONE', 'TWO'])
    await tell('three')
    assert.deepStrictEqual(await read(), ['ONE', 'TWO', 'THREE'])

    await built(rooms)
    await switchTo(rooms)
    await until(async () => ((await read())![0] === 'one' ? null : 'the new one is read'))
    assert.deepStrictEqual(await read(), ['one', 'two', 'three'])
    await tell('four')
    assert.deepStrictEqual(await read(), ['one', 'two', 'three', 'four'])
    assert.equal((await store.load(rooms, roomId))!.position, notices.at(-1)!.position)
    assert.deepStrictEqual(
      chainOf(notices).flatMap(({ texts }) => texts),
      ['one', 'two', 'three', 'four'],
    )
  })

  test('never shows less than was shown before', async t => {
    const { process, tell, read, switchTo, built, record } = await start(t)
    await process('old', [rooms, words])
    await process('young', [loudRooms, words])
    await tell('first')
    await built(loudRooms)
    const shown: number[] = []
    let going = true
    const watching = (async () => {
      while (going) {
        shown.push((await read())!.length)
        await new Promise(resolve => setImmediate(resolve))
      }
    })()
    for (let i = 0; i < 20; i++) await record(room, said(`${i}`))
    await switchTo(loudRooms)
    for (let i = 0; i < 20; i++) await record(room, said(`${i}`))
    await tell('last')
    await until(async () => ((await read())![0] === 'FIRST' ? null : 'the old one is read'))
    going = false
    await watching
    shown.push((await read())!.length)
    assert.equal(shown.at(-1), 42)
    assert.deepStrictEqual(
      shown.filter((length, i) => length < (shown[i - 1] ?? 0)),
      [],
    )
  })

  test('is read by itself when nobody is left who folds the old', async t => {
    const { process, tell, read } = await start(t)
    const old = await process('old', [rooms, words])
    await tell('one')
    await old.close()
    await process('young', [loudRooms, words])
    await until(async () => ((await read())![0] === 'ONE' ? null : 'the old one is read'))
    await tell('two')
    assert.deepStrictEqual(await read(), ['ONE', 'TWO'])
  })

  test('a projection that is defined late has its past before it is read', async t => {
    const { process, tell, record, store, built } = await start(t)
    await process('old', [rooms])
    await record(room, named('apple', 'pear'), named('apple'))
    await process('young', [rooms, words])
    await built(words)
    await until(async () =>
      (await readVersions(store)).projections.words?.active ? null : 'words are not read',
    )
    await tell('done')
    const found = await store.loadMany(words, ['apple', 'pear'])
    assert.deepStrictEqual(
      found.map(one => one?.document),
      [{ count: 2 }, { count: 1 }],
    )
  })
})
