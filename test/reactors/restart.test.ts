// Kills real processes: only people who come back are in the room afterwards.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { DemoPerson } from '../../demo/person.ts'
import { type ServerProcess, startProcess } from '../support/server.ts'
import { until } from '../support/until.ts'

const roomId = randomUUID()
/** Long enough to come back on a slow machine, short enough for a test. */
const GRACES = { PRESENCE_GRACE_MS: '1500', RETURN_GRACE_MS: '1500', HOSTLESS_GRACE_MS: '500' }

async function roomAt(server: ServerProcess, token: string) {
  const query = `query ($roomId: ID!) { room(id: $roomId) {
    phase host { name } participants { nodes { person { name } role } } hands { nodes { person { name } } }
  } }`
  const { room } = (await server.query(query, { roomId }, token)).data
  return {
    phase: room.phase,
    host: room.host?.name ?? null,
    people: room.participants.nodes.map(
      ({ person, role }: { person: { name: string }; role: string }) => `${person.name} ${role}`,
    ),
    hands: room.hands.nodes.map(({ person }: { person: { name: string } }) => person.name),
  }
}

test('after kill -9 and a restart, the participants, hands and host are right', async t => {
  const first = await startProcess(t, { PRESENCE_GRACE_MS: '60000' })
  const signedIn = await Promise.all(['Hana', 'Mo', 'Ada', 'Bob'].map(name => first.signIn(name)))
  const at = (server: ServerProcess) =>
    signedIn.map(
      ({ id, token }, index) => new DemoPerson(server.url, ['Hana', 'Mo', 'Ada', 'Bob'][index]!, id, token),
    )
  const away = (people: DemoPerson[]) => Promise.all(people.map(person => person.goAway()))
  const token = signedIn[1]!.token

  const before = at(first)
  const [hana, mo, ada] = before as [DemoPerson, DemoPerson, DemoPerson]
  await hana.act('openRoom', { roomId, title: 'T' })
  for (const person of before) {
    const { position } = await person.act('joinRoom', { roomId })
    person.hold(roomId, position!)
  }
  await hana.act('appointModerator', { roomId, personId: mo.id })
  await ada.act('raiseHand', { roomId })
  const whole = {
    phase: 'LIVE',
    host: 'Hana',
    people: ['Hana HOST', 'Mo MODERATOR', 'Ada LISTENER', 'Bob LISTENER'],
    hands: ['Ada'],
  }
  assert.deepStrictEqual(await roomAt(first, token), whole)
  await first.kill()
  await away(before)

  const second = await startProcess(t, { DATA_DIR: first.dataDir, ...GRACES })
  const after = at(second)
  const [, moAgain, , bobAgain] = after as [DemoPerson, DemoPerson, DemoPerson, DemoPerson]
  for (const [person, last] of [
    [moAgain, mo],
    [bobAgain, before[3]!],
  ] as const)
    person.hold(roomId, last.position)
  const left = { phase: 'LIVE', host: 'Mo', people: ['Mo HOST', 'Bob LISTENER'], hands: [] }
  await until(async () => {
    const now = JSON.stringify(await roomAt(second, token))
    return now === JSON.stringify(left) ? null : `the room is ${now}`
  })
  await second.kill()
  await away(after)

  const third = await startProcess(t, { DATA_DIR: first.dataDir, ...GRACES })
  const over = { phase: 'CLOSED', host: null, people: [], hands: [] }
  await until(async () => {
    const now = await roomAt(third, token)
    return now.phase === 'CLOSED' && now.people.length === 0 ? null : `the room is ${JSON.stringify(now)}`
  })
  assert.deepStrictEqual(await roomAt(third, token), over)
})

test('interested people are reminded once, also when the reminder came due while no process ran', async t => {
  const first = await startProcess(t, { REMIND_BEFORE_MS: '1' })
  const { token } = await first.signIn('Hana', ['AUDITOR'])
  const later = randomUUID()
  const startsAt = new Date(Date.now() + 3_600_000).toISOString()
  const plan = { roomId: later, title: 'Later', startsAt }
  for (const [name, type, input] of [
    ['scheduleRoom', 'ScheduleRoomInput', plan],
    ['markInterest', 'MarkInterestInput', { roomId: later }],
  ] as const) {
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { rejection { code } } }`
    assert.deepStrictEqual((await first.query(mutation, { input }, token)).data, {
      [name]: { rejection: null },
    })
  }
  const remindedAt = async (server: ServerProcess): Promise<string | null> => {
    const query = '{ me { interests { nodes { remindedAt } } } }'
    return (await server.query(query, {}, token)).data.me.interests.nodes[0].remindedAt
  }
  assert.strictEqual(await remindedAt(first), null)
  await first.kill()

  const restart = () => startProcess(t, { DATA_DIR: first.dataDir, REMIND_BEFORE_MS: '3600000' })
  const second = await restart()
  await until(async () => ((await remindedAt(second)) ? null : 'nobody was reminded'))
  const at = await remindedAt(second)
  await second.kill()

  const third = await restart()
  const query = `{ timeline(roomId: "${later}") { nodes { event { __typename } } } }`
  const { data } = await third.query(query, {}, token)
  assert.deepStrictEqual(
    data.timeline.nodes.map(({ event }: { event: { __typename: string } }) => event.__typename),
    ['RoomScheduled', 'InterestMarked', 'InterestedReminded'],
  )
  assert.strictEqual(await remindedAt(third), at)
})
