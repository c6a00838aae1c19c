// Switching between versions of a projection while events arrive and documents are read.

import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import type { Projection } from '../../projections/projection.ts'
import type { Notice } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createActiveReadStore } from '../../src/projector/active-read-store.ts'
import { startPartitionAssignment } from '../../src/projector/partition-assignment.ts'
import { partitionsOf } from '../../src/projector/partitions.ts'
import { positionOfVersion } from '../../src/projector/progress-publisher.ts'
import { watchProgress } from '../../src/projector/progress-watch.ts'
import { switchVersions, withVersion } from '../../src/projector/versions/version-set.ts'
import { changeVersions, readVersions } from '../../src/projector/versions/version-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { until } from '../support/until.ts'
import { chainOf, named, said, saidProjection, setUpProjector, words } from './projector-setup.ts'

const undivided = new Set(['words'])
/** Version 2: the same texts in capitals. */
const loudRooms: typeof saidProjection = {
  ...saidProjection,
  version: 2,
  evolve(document, event, key) {
    const { said } = saidProjection.evolve(document, event, key)!
    return { said: said.map(text => text.toUpperCase()) }
  },
}
const room = 'Room-00000000-0000-4000-8000-000000000000'
const roomId = room.slice(5)

async function start(t: TestContext) {
  const { log, store, record } = await setUpProjector(t, { durable: true })
  const bus = createMemoryBus({ time: systemTime, onError: () => {} })
  const common = { log, store, bus, undivided, logger: silentLogger }
  const active = createActiveReadStore(store)
  const progress = await watchProgress({
    time: systemTime,
    ...common,
    holder: 'reader',
    onSwitch: active.switchTo,
    partitions: partitionsOf([saidProjection, words], undivided).map(({ name }) => name),
  })
  t.after(() => progress.close())
  const notices: Notice[] = []
  await bus.subscribe(`room.${roomId}`, message => notices.push(message as Notice))

  const storedVersion = async (projection: Projection) =>
    (await readVersions(store)).projections[projection.name]?.all.find(
      ({ version }) => version === projection.version,
    )
  return {
    store,
    bus,
    log,
    notices,
    async process(holder: string, projections: readonly Projection[]) {
      const lobbyEvents = new Set<string>()
      const projectors = await startPartitionAssignment({
        time: systemTime,
        ...common,
        holder,
        projections,
        lobbyEvents,
      })
      t.after(() => projectors.close())
      return projectors
    },
    /** Records, and resolves when the documents reflect it. */
    async recordAndWait(...texts: string[]) {
      const events = await record(room, ...texts.map(said))
      assert.ok(
        await progress.reached(events.at(-1)!.position, 10_000),
        'the projections did not reach the events',
      )
    },
    record,
    read: async () =>
      (await active.store.load<{ said: string[] }>(saidProjection, roomId))?.document.said ?? null,
    switchTo: async (projection: Projection) => {
      const to = (await storedVersion(projection))!
      await changeVersions({ time: systemTime, store, bus }, 'operator', before =>
        switchVersions(before, [[projection.name, to]]),
      )
    },
    async built(projection: Projection) {
      const head = await log.head()
      await until(async () => {
        const known = await storedVersion(projection)
        if (!known) return 'the version is not registered'
        const position = await positionOfVersion(store, withVersion(projection, known), undivided)
        return position >= head ? null : `it is at ${position} of ${head}`
      })
    },
  }
}

suite('a new version of a projection', { concurrency: true }, () => {
  test('is built beside the active one, switched to, and switched back, while both are folded', async t => {
    const { process, recordAndWait, read, switchTo, built, notices, store } = await start(t)
    await process('old', [saidProjection, words])
    await recordAndWait('one')
    await process('recent', [loudRooms, words])
    await built(loudRooms)
    await recordAndWait('two')
    assert.deepStrictEqual(await read(), ['one', 'two'])

    await switchTo(loudRooms)
    await until(async () => ((await read())![0] === 'ONE' ? null : 'version 1 is still active'))
    assert.deepStrictEqual(await read(), ['ONE', 'TWO'])
    await recordAndWait('three')
    assert.deepStrictEqual(await read(), ['ONE', 'TWO', 'THREE'])

    await built(saidProjection)
    await switchTo(saidProjection)
    await until(async () => ((await read())![0] === 'one' ? null : 'version 2 is still active'))
    assert.deepStrictEqual(await read(), ['one', 'two', 'three'])
    await recordAndWait('four')
    assert.deepStrictEqual(await read(), ['one', 'two', 'three', 'four'])
    assert.equal((await store.load(saidProjection, roomId))!.position, notices.at(-1)!.position)
    assert.deepStrictEqual(
      chainOf(notices).flatMap(({ texts }) => texts),
      ['one', 'two', 'three', 'four'],
    )
  })

  test('never shows an older state than was shown before', async t => {
    const { process, recordAndWait, read, switchTo, built, record } = await start(t)
    await process('old', [saidProjection, words])
    await process('recent', [loudRooms, words])
    await recordAndWait('first')
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
    await recordAndWait('last')
    await until(async () => ((await read())![0] === 'FIRST' ? null : 'version 1 is still active'))
    going = false
    await watching
    shown.push((await read())!.length)
    assert.equal(shown.at(-1), 42)
    assert.deepStrictEqual(
      shown.filter((length, i) => length < (shown[i - 1] ?? 0)),
      [],
    )
  })

  test('becomes active by itself when no running code folds the active one', async t => {
    const { process, recordAndWait, read } = await start(t)
    const old = await process('old', [saidProjection, words])
    await recordAndWait('one')
    await old.close()
    await process('recent', [loudRooms, words])
    await until(async () => ((await read())![0] === 'ONE' ? null : 'version 1 is still active'))
    await recordAndWait('two')
    assert.deepStrictEqual(await read(), ['ONE', 'TWO'])
  })

  test('a new projection is complete before it becomes active', async t => {
    const { process, recordAndWait, record, store, built } = await start(t)
    await process('old', [saidProjection])
    await record(room, named('apple', 'pear'), named('apple'))
    await process('recent', [saidProjection, words])
    await built(words)
    await until(async () =>
      (await readVersions(store)).projections.words?.active ? null : 'words has no active version',
    )
    await recordAndWait('done')
    const found = await store.loadMany(words, ['apple', 'pear'])
    assert.deepStrictEqual(
      found.map(one => one?.document),
      [{ count: 2 }, { count: 1 }],
    )
  })
})
