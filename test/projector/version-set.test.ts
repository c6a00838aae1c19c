// Which forms of the projections there are, and which are read: the rules, without processes.

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
const young = { rooms: 2, words: 1 }
const first = { version: 1, build: 0 }
const second = { version: 2, build: 0 }

suite('versions of projections', () => {
  test('what the first process knows is read at once', () => {
    assert.deepStrictEqual(registerCode(NO_VERSIONS, { rooms: 1 }, []), {
      serial: 1,
      projections: { rooms: { active: first, previous: null, all: [first] } },
    })
  })

  test('a new version is built beside what is read, and a projection of its own is read when it is there', () => {
    const versions = registerCode(NO_VERSIONS, old, [])
    const both = registerCode(versions, { ...young, late: 1 }, [old])
    assert.equal(both.serial, versions.serial)
    assert.deepStrictEqual(both.projections.rooms, { active: first, previous: null, all: [first, second] })
    assert.deepStrictEqual(both.projections.late, { active: null, previous: null, all: [first] })
    assert.equal(registerCode(both, young, [old]), both)
  })

  test('an older version is built only when nobody lives who folds what is read', () => {
    const versions = registerCode(NO_VERSIONS, young, [])
    assert.equal(registerCode(versions, old, [old, young]), versions)
    assert.deepStrictEqual(registerCode(versions, old, [old]).projections.rooms!.all, [second, first])
  })

  test('several are switched at one moment, and back', () => {
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

  test('what is dropped is all but what is read', () => {
    const versions = switchVersions(registerCode(NO_VERSIONS, old, []), [['rooms', second]])
    assert.deepStrictEqual(dropVersion(versions, 'rooms').projections.rooms, {
      active: second,
      previous: null,
      all: [second],
    })
    const late = registerCode(versions, { late: 1 }, [])
    assert.equal(dropVersion(late, 'late').projections.late, undefined)
  })

  test('each build of a version has a number of its own', () => {
    const versions = addBuild(addBuild(registerCode(NO_VERSIONS, old, []), 'rooms', 1), 'rooms', 1)
    assert.deepStrictEqual(latestBuildOf(versions.projections.rooms, 1), { version: 1, build: 2 })
    assert.equal(latestBuildOf(versions.projections.rooms, 2), null)
  })

  test('the code that folds most of what is read leads', () => {
    const versions = registerCode(NO_VERSIONS, old, [])
    assert.equal(leaderOf(versions, [young, old]), old)
    assert.equal(leaderOf(switchVersions(versions, [['rooms', second]]), [young, old]), young)
    assert.equal(leaderOf(versions, []), null)
    assert.deepStrictEqual(parseCodeVersions(codeVersionsName(young)), young)
  })
})

suite('shares of a process', () => {
  const none = new Set(['words'])
  const rooms2 = { ...saidProjection, version: 2 }
  const versions = registerCode(registerCode(NO_VERSIONS, old, []), young, [old])
  const namesFor = (
    projections: readonly (typeof saidProjection | typeof words)[],
    ...living: (typeof old)[]
  ) => {
    const code = Object.fromEntries(projections.map(({ name, version }) => [name, version]))
    const shares = partitionsFor(projections as never, none, versions, code, living)
    return shares.map(({ name, silent, projections }) => `${name}${silent ? '' : '!'} ${projections.length}`)
  }
  const parts = ['0-3', '4-7', '8-b', 'c-f']

  test('what is read is folded together and told, by those who can fold it', () => {
    assert.deepStrictEqual(namesFor([saidProjection, words], old, young), [
      ...parts.map(part => `ids-${part}! 1`),
      'undivided! 1',
    ])
  })

  test('the others fold their own version silently', () => {
    assert.deepStrictEqual(
      namesFor([rooms2, words], old, young),
      parts.map(part => `rooms_v2/ids-${part} 1`),
    )
  })

  test('those who are left fold the rest, when nobody lives who can fold what is read', () => {
    assert.deepStrictEqual(namesFor([rooms2, words], young), [
      'undivided! 1',
      ...parts.map(part => `rooms_v2/ids-${part} 1`),
    ])
  })
})
