// `kill -9` at random moments under load. ROSTRUM_CRASHES says how often (50), ROSTRUM_SEED which evenings they are.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createRandom } from '../../demo/random.ts'
import { runMain, startProcess } from '../support/server.ts'
import { until } from '../support/until.ts'
import {
  ALWAYS_WRITE,
  answersOf,
  eventsIn,
  firstDifference,
  foldedFrom,
  misfits,
  shouldHaveSeen,
} from './crashes-checks.ts'
import { CrashLoad } from './crashes-load.ts'

const CRASHES = Number(process.env.ROSTRUM_CRASHES || 50)
const SEED = Number(process.env.ROSTRUM_SEED || Math.floor(Math.random() * 2 ** 31))
/** Processes that live and die side by side, each with a log, a room and people of its own. */
const SERVERS = 4
/** Nobody vanishes for having been cut off, and nobody is told to wait. */
const PATIENT = { PRESENCE_GRACE_MS: '3600000', ALLOWANCE_SCALE: '1000000' }
/** The longest life, in answers and then milliseconds: by the clock alone, a busy machine would do nothing in it. */
const MOST_ANSWERS = 200
const LAST_MOMENT = 40
/** Milliseconds: the longest start that is cut short. */
const LONGEST_START = 800

suite(`killed ${CRASHES} times under load`, { concurrency: SERVERS }, () => {
  for (let index = 0; index < SERVERS; index++) {
    const crashes = Math.floor(CRASHES / SERVERS) + (index < CRASHES % SERVERS ? 1 : 0)
    test(
      `of these ${crashes} times, it loses nothing, doubles nothing and invents nothing`,
      {
        timeout: 60_000 + CRASHES * 20_000,
      },
      t => live(t, crashes, SEED + index),
    )
  }
})

async function live(t: TestContext, crashes: number, seed: number): Promise<void> {
  t.diagnostic(`ROSTRUM_SEED=${seed}`)
  const random = createRandom(seed)
  let server = await startProcess(t, PATIENT)
  const overrides = { ...PATIENT, DATA_DIR: server.dataDir }
  const people = await Promise.all(
    ['Hana', 'Mo', 'Ada', 'Bob', 'Eve', 'Joe'].map(async name => ({ name, ...(await server.signIn(name)) })),
  )
  const load = new CrashLoad(people, random)
  t.after(() => load.abandon())
  load.begin(server.url)
  await load.play()

  for (let crash = 0; crash < crashes; crash++) {
    await load.answers(random.integer(MOST_ANSWERS))
    await pause(random.integer(LAST_MOMENT))
    await server.kill()
    await load.end()
    if (random.chance(0.15)) {
      const stillborn = runMain({ ...overrides, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' })
      await pause(random.integer(LONGEST_START))
      await stillborn.kill()
    }
    server = await startProcess(t, overrides)
    load.begin(server.url)
    await load.repeat(5, ALWAYS_WRITE)
    assert.deepStrictEqual(load.troubles, [], `after crash ${crash + 1}`)
  }

  await load.finish()
  const end = await load.last()
  const slow = () => load.players.find(({ position }) => position < end)
  await until(() => (slow() ? `${slow()!.name} was told up to ${slow()!.position} of ${end}` : null))
  const { host, players, roomId } = load
  const answers = await answersOf(server, host, roomId, players)
  const lost = load.issued.filter(one => one.lost > 0).length
  t.diagnostic(
    `${load.issued.length} commands, of which ${lost} lost an answer; ${host.seen.length} events seen`,
  )
  await load.end()
  await server.kill()

  await t.test('every acknowledged command is in the log once, and no other command', async () => {
    const events = await eventsIn(join(server.dataDir, 'rostrum.db'))
    assert.ok(load.issued.length > crashes && lost > 0, 'there was no load to speak of')
    assert.deepStrictEqual(load.troubles, [])
    assert.deepStrictEqual(misfits(load.issued, events), [])
  })

  await t.test(
    'subscribers that resume from their last position missed nothing, and saw nothing twice',
    async () => {
      const events = await eventsIn(join(server.dataDir, 'rostrum.db'))
      for (const player of players) {
        const seen = player.seen.map(({ position, type }) => `${position} ${type}`)
        const expected = shouldHaveSeen(player, player === host, roomId, events)
        assert.strictEqual(firstDifference(seen, expected), null, player.name)
      }
    },
  )

  await t.test('queries return what the log folds to', async t => {
    const events = await eventsIn(join(server.dataDir, 'rostrum.db'))
    assert.deepStrictEqual(answers, foldedFrom(events, roomId, players))
    const again = await startProcess(t, overrides)
    assert.deepStrictEqual(await answersOf(again, host, roomId, players), answers)
  })
}
