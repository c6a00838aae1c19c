import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from '../../src/history/csv.ts'
import { type Data, someone, startGraphql, viewer } from '../support/graphql.ts'

const SUMMARY = `query ($roomId: ID!, $atLeast: Position) { roomSummary(roomId: $roomId, atLeast: $atLeast) {
  roomId title topic openedBy { name } closedAt duration present people peak { people } joins presence peopleOnStage
  turnsOnStage handsRaised comments commentsRemoved reactions reactionsByEmoji { emoji count } polls votes
  minutes { present joins leaves reactions comments }
} }`

test('analysts, auditors and whose room it is see its numbers, and nobody else', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const bea = await someone(api, '=Bea, "the" Bee')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', topic: 'tea' }, 'roomId')
  await api.act(bea, 'joinRoom', { roomId })
  await api.act(bea, 'react', { roomId, emoji: '👏' })
  await api.act(bea, 'leaveRoom', { roomId })
  await api.act(bea, 'joinRoom', { roomId })
  const { position: atLeast } = await api.act(host, 'closeRoom', { roomId })

  const { roomSummary } = await api.ask(host, SUMMARY, { roomId, atLeast })
  const { closedAt, duration, presence, minutes, ...rest } = roomSummary
  assert.deepStrictEqual(rest, {
    ...{ roomId, title: 'Tea', topic: 'tea', openedBy: { name: 'Ada' }, present: 0, people: 2 },
    ...{ peak: { people: 2 }, joins: 3, peopleOnStage: 1, turnsOnStage: 1, handsRaised: 0, comments: 0 },
    ...{
      commentsRemoved: 0,
      reactions: 1,
      reactionsByEmoji: [{ emoji: '👏', count: 1 }],
      polls: 0,
      votes: 0,
    },
  })
  assert.ok(closedAt !== null && presence > duration && presence < 2 * duration)
  assert.deepStrictEqual(minutes, [{ present: 2, joins: 3, leaves: 1, reactions: 1, comments: 0 }])

  const attendance = `query ($roomId: ID!) { attendance(roomId: $roomId) { nodes {
    person { id } visits presence onStage unmuted spoken turnsOnStage firstJoinedAt lastLeftAt
  } } }`
  const analyst = viewer('ANALYST')
  const { nodes } = (await api.ask(analyst, attendance, { roomId })).attendance
  assert.deepStrictEqual(
    nodes.map((node: Data) => [node.person.id, node.visits, node.turnsOnStage]),
    [
      [host.userId, 1, 1],
      [bea.userId, 2, 0],
    ],
  )
  assert.equal(nodes[0].presence, duration)
  assert.equal(
    nodes.reduce((sum: number, node: Data) => sum + Math.round(node.presence * 1_000), 0),
    Math.round(presence * 1_000),
  )

  const { attendanceCsv } = await api.ask(
    analyst,
    'query ($roomId: ID!) { attendanceCsv(roomId: $roomId) }',
    { roomId },
  )
  const cells = (node: Data, name: string) =>
    csvLine([
      ...[node.person.id, name, node.firstJoinedAt, node.lastLeftAt, node.visits],
      ...[node.presence, node.turnsOnStage, node.onStage, node.unmuted, node.spoken],
    ])
  assert.equal(
    attendanceCsv,
    'person,name,firstJoinedAt,lastLeftAt,visits,presence,turnsOnStage,onStage,unmuted,spoken\r\n' +
      cells(nodes[0], 'Ada') +
      cells(nodes[1], '=Bea, "the" Bee'),
  )

  for (const person of [bea, viewer('ADMIN')]) {
    assert.equal(await api.refused(person, SUMMARY, { roomId }), 'NO_SUCH_ROOM')
    assert.equal(await api.refused(person, attendance, { roomId }), 'NO_SUCH_ROOM')
  }
  await api.ask(viewer('AUDITOR'), SUMMARY, { roomId })
})

test('activity is told by day: rooms, people, who was new, and topics', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const bea = await someone(api, 'Bea')
  for (const topic of ['tea', 'jazz', 'tea']) {
    const { roomId } = await api.act(host, 'openRoom', { title: 'Room', topic }, 'roomId')
    await api.act(bea, 'joinRoom', { roomId })
    await api.act(host, 'closeRoom', { roomId })
  }
  const query = `query ($from: String!, $to: String!) { activity(from: $from, to: $to) {
    day rooms people newPeople returningPeople topics { topic rooms joins }
  } }`
  const analyst = viewer('ANALYST')
  const { activity } = await api.ask(analyst, query, { from: '2026-05-17', to: '2026-05-18' })
  assert.deepStrictEqual(activity, [
    {
      ...{ day: '2026-05-17', rooms: 3, people: 2, newPeople: 2, returningPeople: 0 },
      topics: [
        { topic: 'tea', rooms: 2, joins: 4 },
        { topic: 'jazz', rooms: 1, joins: 2 },
      ],
    },
    { day: '2026-05-18', rooms: 0, people: 0, newPeople: 0, returningPeople: 0, topics: [] },
  ])
  const days = { from: '2026-05-18', to: '2026-05-17' }
  assert.equal(await api.refused(analyst, query, days), 'BAD_FILTER')
  assert.equal(await api.refused(analyst, query, { ...days, from: '2026-02-30' }), 'BAD_FILTER')
  assert.equal(await api.refused(host, query, { from: '2026-05-17', to: '2026-05-17' }), 'NOT_ALLOWED')
})

test('a text that a spreadsheet would calculate is a text', () => {
  assert.equal(
    csvLine(['=1+1', '+a', 'a,b', 'say "hi"', null, 7, 'two\nlines']),
    `'=1+1,'+a,"a,b","say ""hi""",,7,"two\nlines"\r\n`,
  )
})
