import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from '../../src/exports/csv.ts'
import { timeAt } from '../support/fake-time.ts'
import { someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

const SUMMARY = `query ($roomId: ID!, $atLeast: Position) { roomSummary(roomId: $roomId, atLeast: $atLeast) {
  roomId title topic openedBy { name } closedAt duration present people peak { people } joins presence peopleOnStage
  turnsOnStage handsRaised comments commentsRemoved reactions reactionsByEmoji { emoji count } polls votes
  minutes { present joins leaves reactions comments }
} }`

const TIMES = 'query ($roomId: ID!) { roomSummary(roomId: $roomId) { openedAt peak { at } } }'

test('only analysts, auditors and the owner of a room see its analytics', async t => {
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
    roomId,
    title: 'Tea',
    topic: 'tea',
    openedBy: { name: 'Ada' },
    present: 0,
    people: 2,
    peak: { people: 2 },
    joins: 3,
    peopleOnStage: 1,
    turnsOnStage: 1,
    handsRaised: 0,
    comments: 0,
    commentsRemoved: 0,
    reactions: 1,
    reactionsByEmoji: [{ emoji: '👏', count: 1 }],
    polls: 0,
    votes: 0,
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

  const tables = 'query ($roomId: ID!) { roomSummaryCsv(roomId: $roomId) roomMinutesCsv(roomId: $roomId) }'
  const { roomSummaryCsv, roomMinutesCsv } = await api.ask(analyst, tables, { roomId })
  const { openedAt, peak } = (await api.ask(host, TIMES, { roomId })).roomSummary
  assert.equal(
    roomSummaryCsv,
    'roomId,title,topic,openedBy,openedAt,closedAt,duration,present,people,peak,peakAt,joins,presence,' +
      'peopleOnStage,turnsOnStage,handsRaised,comments,commentsRemoved,reactions,polls,votes\r\n' +
      csvLine([
        ...[roomId, 'Tea', 'tea', host.userId, openedAt, closedAt, duration, 0, 2, 2, peak.at, 3, presence],
        ...[1, 1, 0, 0, 0, 1, 0, 0],
      ]),
  )
  assert.equal(
    roomMinutesCsv,
    'minute,present,joins,leaves,reactions,comments\r\n2026-05-17T19:30:00.000Z,2,3,1,1,0\r\n',
  )

  for (const person of [bea, viewer('ADMIN')]) {
    assert.equal(await api.refused(person, tables, { roomId }), 'NO_SUCH_ROOM')
    assert.equal(await api.refused(person, SUMMARY, { roomId }), 'NO_SUCH_ROOM')
    assert.equal(await api.refused(person, attendance, { roomId }), 'NO_SUCH_ROOM')
  }
  await api.ask(viewer('AUDITOR'), SUMMARY, { roomId })
})

test('activity is reported by day: rooms, people, new people and topics', async t => {
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
      day: '2026-05-17',
      rooms: 3,
      people: 2,
      newPeople: 2,
      returningPeople: 0,
      topics: [
        { topic: 'tea', rooms: 2, joins: 4 },
        { topic: 'jazz', rooms: 1, joins: 2 },
      ],
    },
    { day: '2026-05-18', rooms: 0, people: 0, newPeople: 0, returningPeople: 0, topics: [] },
  ])
  const tables = `query ($from: String!, $to: String!) {
    days: activityCsv(from: $from, to: $to) topics: activityCsv(from: $from, to: $to, byTopic: true)
  }`
  const csv = await api.ask(analyst, tables, { from: '2026-05-17', to: '2026-05-18' })
  const withoutTimes = (text: string) => text.replace(/,[\d.]+(?=\r)/g, ',…')
  assert.deepStrictEqual(
    Object.values(csv).map(text => withoutTimes(text as string)),
    [
      'day,rooms,people,newPeople,returningPeople,presence\r\n2026-05-17,3,2,2,0,…\r\n2026-05-18,0,0,0,0,…\r\n',
      'day,topic,rooms,joins,presence\r\n2026-05-17,tea,2,4,…\r\n2026-05-17,jazz,1,2,…\r\n',
    ],
  )
  const days = { from: '2026-05-18', to: '2026-05-17' }
  assert.equal(await api.refused(analyst, query, days), 'BAD_FILTER')
  assert.equal(await api.refused(analyst, query, { ...days, from: '2026-02-30' }), 'BAD_FILTER')
  assert.equal(await api.refused(host, query, { from: '2026-05-17', to: '2026-05-17' }), 'NOT_ALLOWED')
})

test('text that a spreadsheet would run as a formula is escaped', () => {
  assert.equal(
    csvLine(['=1+1', '+a', 'a,b', 'say "hi"', null, 7, 'two\nlines']),
    `'=1+1,'+a,"a,b","say ""hi""",,7,"two\nlines"\r\n`,
  )
})

test('retention is reported by week: new people, and how many came back in which week', async t => {
  const DAY = 86_400_000
  let today = Date.parse('2026-05-13T12:00:00.000Z')
  const api = await startGraphql(t, { time: timeAt(() => today++) })
  const [ada, bea, cy] = [await someone(api, 'Ada'), await someone(api, 'Bea'), await someone(api, 'Cy')]
  const meet = async (...people: (typeof ada)[]) => {
    const [host, ...others] = people
    const { roomId } = await api.act(host!, 'openRoom', { title: 'Room', topic: 'tea' }, 'roomId')
    for (const person of others) await api.act(person, 'joinRoom', { roomId })
    await api.act(host!, 'closeRoom', { roomId })
  }
  await meet(ada, bea)
  today += DAY
  await meet(ada, bea)
  today += 7 * DAY
  await meet(bea, cy)
  today += 7 * DAY
  await meet(ada, cy)

  const query = `query ($from: String!, $to: String!) {
    retention(from: $from, to: $to) { cohort people weeks { week people } }
  }`
  const analyst = viewer('ANALYST')
  const days = { from: '2026-05-12', to: '2026-05-19' }
  const { retention } = await api.ask(analyst, query, days)
  assert.deepStrictEqual(retention, [
    {
      cohort: '2026-05-11',
      people: 2,
      weeks: [
        { week: 0, people: 2 },
        { week: 1, people: 1 },
        { week: 2, people: 1 },
      ],
    },
    {
      cohort: '2026-05-18',
      people: 1,
      weeks: [
        { week: 0, people: 1 },
        { week: 1, people: 1 },
      ],
    },
  ])
  const csv = 'query ($from: String!, $to: String!) { retentionCsv(from: $from, to: $to) }'
  assert.deepStrictEqual((await api.ask(analyst, csv, days)).retentionCsv.split('\r\n'), [
    ...['cohort,week,people', '2026-05-11,0,2', '2026-05-11,1,1', '2026-05-11,2,1'],
    ...['2026-05-18,0,1', '2026-05-18,1,1', ''],
  ])
  const ahead = { from: '2026-08-01', to: '2026-08-01' }
  assert.deepStrictEqual((await api.ask(analyst, query, ahead)).retention, [
    { cohort: '2026-07-27', people: 0, weeks: [] },
  ])
  const before = { from: '0001-01-01', to: '0001-01-01' }
  const { retention: of } = await api.ask(analyst, query, before)
  assert.deepStrictEqual([of.length, of[0].people, of[0].weeks.length], [1, 0, 0])
  for (const text of [query, csv]) {
    assert.equal(await api.refused(analyst, text, { from: '2026-01-01', to: '2026-12-31' }), 'BAD_FILTER')
    for (const person of [ada, viewer('AUDITOR')])
      assert.equal(await api.refused(person, text, days), 'NOT_ALLOWED')
  }
})
