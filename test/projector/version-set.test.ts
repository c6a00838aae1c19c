// The rules of version sets and partitions, without processes.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { partitionsFor } from '../../src/projector/partitions.ts'
import {
  addBuild,
  codeVersionsName,
  dropVersion,
  latestBuildOf,
  leaderOf,
  NO_VERSIONS,
  parseCodeVersions,
  registerCode,
  switchVersions,
} from '../../src/projector/versions/version-set.ts'
import { saidProjection, words } from './projector-setup.ts'

const old = { rooms: 1, words: 1 }
const recent = { rooms: 2, words: 1 }
const first = { version: 1, build: 0 }
const second = { version: 2, build: 0 }

suite('versions of projections', () => {
  test('the versions of the first process are active at once', () => {
    assert.deepStrictEqual(registerCode(NO_VERSIONS, { rooms: 1 }, []), {
      serial: 1,
      projections: { rooms: { active: first, previous: null, all: [first] } },
    })
  })

  test('a new version is built beside the active one, and a new projection has no active version yet', () => {
    const versions = registerCode(NO_VERSIONS, old, [])
    const both = registerCode(versions, { ...recent, late: 1 }, [old])
    assert.equal(both.serial, versions.serial)
    assert.deepStrictEqual(both.projections.rooms, { active: first, previous: null, all: [first, second] })
    assert.deepStrictEqual(both.projections.late, { active: null, previous: null, all: [first] })
    assert.equal(registerCode(both, recent, [old]), both)
  })

  test('an older version is built only when no running code folds the active one', () => {
    const versions = registerCode(NO_VERSIONS, recent, [])
    assert.equal(registerCode(versions, old, [old, recent]), versions)
    assert.deepStrictEqual(registerCode(versions, old, [old]).projections.rooms!.all, [second, first])
  })

  test('several projections are switched at once, and back', () => {
    const versions = addBuild(addBuild(registerCode(NO_VERSIONS, old, []), 'rooms', 1), 'words', 1)
    const again = { version: 1, build: 1 }
    const switched = switchVersions(versions, [
      ['rooms', again],
      ['words', again],
    ])
    assert.equal(switched.serial, versions.serial + 1)
    for (const { active, previous } of Object.values(switched.projections))
      assert.deepStrictEqual([active, previous], [again, first])
    const back = switchVersions(switched, [['rooms', switched.projections.rooms!.previous!]])
    assert.deepStrictEqual(back.projections.rooms!.active, first)
    assert.deepStrictEqual(back.projections.rooms!.previous, again)
    assert.equal(switchVersions(back, [['rooms', first]]), back)
  })

  test('dropping keeps only the active version', () => {
    const versions = switchVersions(registerCode(NO_VERSIONS, old, []), [['rooms', second]])
    assert.deepStrictEqual(dropVersion(versions, 'rooms').projections.rooms, {
      active: second,
      previous: null,
      all: [second],
    })
    const late = registerCode(versions, { late: 1 }, [])
    assert.equal(dropVersion(late, 'late').projections.late, undefined)
  })

  test('each build of a version has its own number', () => {
    const versions = addBuild(addBuild(registerCode(NO_VERSIONS, old, []), 'rooms', 1), 'rooms', 1)
    assert.deepStrictEqual(latestBuildOf(versions.projections.rooms, 1), { version: 1, build: 2 })
    assert.equal(latestBuildOf(versions.projections.rooms, 2), null)
  })

  test('the code that folds the most active projections leads', () => {
    const versions = registerCode(NO_VERSIONS, old, [])
    assert.equal(leaderOf(versions, [recent, old]), old)
    assert.equal(leaderOf(switchVersions(versions, [['rooms', second]]), [recent, old]), recent)
    assert.equal(leaderOf(versions, []), null)
    assert.deepStrictEqual(parseCodeVersions(codeVersionsName(recent)), recent)
  })
})

suite('partitions of a process', () => {
  const undivided = new Set(['words'])
  const rooms2 = { ...saidProjection, version: 2 }
  const versions = registerCode(registerCode(NO_VERSIONS, old, []), recent, [old])
  const namesFor = (
    projections: readonly (typeof saidProjection | typeof words)[],
    ...running: (typeof old)[]
  ) => {
    const code = Object.fromEntries(projections.map(({ name, version }) => [name, version]))
    const partitions = partitionsFor(projections as never, undivided, versions, code, running)
    return partitions.map(
      ({ name, silent, projections }) => `${name}${silent ? '' : '!'} ${projections.length}`,
    )
  }
  const digitRanges = ['0-3', '4-7', '8-b', 'c-f']

  test('the leading code folds the active versions together, and publishes them', () => {
    assert.deepStrictEqual(namesFor([saidProjection, words], old, recent), [
      ...digitRanges.map(range => `ids-${range}! 1`),
      'undivided! 1',
    ])
  })

  test('other code folds its own versions silently', () => {
    assert.deepStrictEqual(
      namesFor([rooms2, words], old, recent),
      digitRanges.map(range => `rooms_v2/ids-${range} 1`),
    )
  })

  test('the remaining code leads when no running code folds all active versions', () => {
    assert.deepStrictEqual(namesFor([rooms2, words], recent), [
      'undivided! 1',
      ...digitRanges.map(range => `rooms_v2/ids-${range} 1`),
    ])
  })
})
