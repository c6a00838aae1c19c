// The demo's session, as auditors and analysts read it afterwards. With 300 people: npm run test:soak.

import assert from 'node:assert/strict'
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { Model, ROOM_EVENTS, type SeenEvent } from '../../demo/model.ts'
import { DemoPerson, signIn } from '../../demo/person.ts'
import { createRandom } from '../../demo/random.ts'
import { DemoSession } from '../../demo/session.ts'
import { count, type Line } from '../history/analytics-script.ts'
import { speakTo } from '../support/api.ts'
import { withPresentIds } from '../support/present-ids.ts'
import { type Server, startServer } from '../support/server.ts'
import { run, tamper } from '../support/signed-room.ts'
import { until } from '../support/until.ts'

const soaking = process.env.ROSTRUM_SOAK !== undefined
const PEOPLE = soaking ? 300 : 16
const LENGTH = soaking ? 20_000 : 3_000
/** Milliseconds. Long enough to open a socket on a busy machine; the host stays away for as long. */
const GRACE = 4_000

const TIMELINE = `query ($roomId: ID!, $first: Int, $after: Position, $last: Int, $before: Position) {
  timeline(roomId: $roomId, first: $first, after: $after, last: $last, before: $before) {
    nodes { position at event { __typename id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`
const LISTS = `
  participants(first: 200) { nodes { person { id } role onStage muted silenced joinedAt hand { place } } }
  hands(first: 200) { nodes { person { id } } }
  comments(first: 200) { nodes { id author { id } text pinned removed postedAt } }
  pinned: comments(pinned: true) { nodes { id } }
  polls { nodes { id question options { text votes } open voteCount } }`
const FIELDS = `id phase title topic visibility host { id } createdAt startedAt endedAt participantCount speakerCount
  handCount commentCount reactions { emoji count }`
const ROOM = `query ($roomId: ID!) { room(id: $roomId) { ${FIELDS} ${LISTS} } }`
const ROOM_AT = `query ($roomId: ID!, $at: DateTime!) { roomAt(roomId: $roomId, at: $at) { position ${FIELDS} ${LISTS} } }`
const NUMBERS = `query ($roomId: ID!, $after: String) {
  roomSummary(roomId: $roomId) {
    title topic openedBy { id } openedAt closedAt duration people peak { people at } joins presence peopleOnStage turnsOnStage
    handsRaised comments commentsRemoved reactions reactionsByEmoji { emoji count } polls votes
    minutes { minute present joins leaves reactions comments }
  }
  attendance(roomId: $roomId, first: 200, after: $after) {
    nodes { person { id } firstJoinedAt lastLeftAt visits presence turnsOnStage onStage unmuted spoken }
    pageInfo { hasNextPage endCursor }
  }
}`

const DAYS = `query ($from: String!, $to: String!) {
  activity(from: $from, to: $to) {
    day rooms people newPeople returningPeople presence topics { topic rooms joins presence }
  }
  retention(from: $from, to: $to) { cohort people weeks { week people } }
}`

type Entry = { position: string; at: string; event: { __typename: string; id: string } }
type Auditor = Awaited<ReturnType<typeof auditorAt>>

async function auditorAt(server: Server, roomId: string) {
  const somebody = await server.signIn('Aud', ['AUDITOR', 'ANALYST'])
  const api = speakTo(server)
  const ask = (query: string, variables: object = {}) => api.ask(somebody, query, { roomId, ...variables })
  return {
    ask,
    async timeline(backwards: boolean): Promise<Entry[]> {
      const pages: Entry[][] = []
      for (let cursor: string | null = null, more = true; more; ) {
        const range: object = backwards ? { last: 97, before: cursor } : { first: 97, after: cursor }
        const { nodes, pageInfo }: Line = (await ask(TIMELINE, range)).timeline
        pages.push(nodes)
        more = backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage
        cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor
      }
      return (backwards ? pages.reverse() : pages).flat()
    },
    /** The statistics as the API returns them: times in ISO 8601, durations in seconds. */
    async numbers() {
      const people: Line[] = []
      for (let after: string | null = null; ; ) {
        const { roomSummary, attendance } = await ask(NUMBERS, { after })
        people.push(...attendance.nodes)
        if (!attendance.pageInfo.hasNextPage) {
          const [from, to] = [roomSummary.openedAt, roomSummary.closedAt].map(at => at.slice(0, 10))
          return { summary: roomSummary, people, ...(await ask(DAYS, { from, to })) }
        }
        after = attendance.pageInfo.endCursor
      }
    },
  }
}

async function play(server: Server, token: string, id: string): Promise<DemoSession> {
  const guests = Array.from({ length: PEOPLE - 1 }, (_, index) => signIn(server.url, `Guest ${index}`))
  const people = [new DemoPerson(server.url, 'Host', id, token), ...(await Promise.all(guests))]
  const session = new DemoSession(people, createRandom(7))
  try {
    await session.play(LENGTH, GRACE)
    await session.host.act('closeRoom', { roomId: session.roomId })
    await until(() => (session.observer.ended ? null : 'the observer was not told that it is over'))
  } finally {
    await Promise.all(people.map(person => person.goAway()))
  }
  return session
}

/** Compares the room at every second with the events up to then. */
async function lookAtEverySecond({ ask }: Auditor, entries: readonly Entry[]) {
  const [begin, end] = [Date.parse(entries[0]!.at), Date.parse(entries.at(-1)!.at)]
  for (let at = begin; at < end + 1_000; at += 1_000) {
    const { roomAt } = await ask(ROOM_AT, { at: new Date(at).toISOString() })
    const past = entries.filter(entry => Date.parse(entry.at) <= at)
    const times = (...types: string[]) => past.filter(({ event }) => types.includes(event.__typename)).length
    assert.equal(roomAt.position, past.at(-1)!.position)
    assert.deepStrictEqual(
      [roomAt.participantCount, roomAt.commentCount, roomAt.reactions.reduce(sumOfCounts, 0)],
      [
        times('RoomClosed') > 0
          ? 0
          : times('ParticipantJoined') - times('ParticipantLeft', 'ParticipantRemoved'),
        times('CommentPosted') - times('CommentRemoved'),
        times('Reacted'),
      ],
    )
  }
}

const sumOfCounts = (sum: number, { count }: { count: number }) => sum + count

async function replay(server: Server, roomId: string, token: string): Promise<Model> {
  const model = new Model()
  const client = server.client(token)
  const query = ROOM_EVENTS.replace('$roomId: ID!, $after: Position', '$roomId: ID!').replace(
    'roomEvents(roomId: $roomId, after: $after)',
    'replayRoom(roomId: $roomId, speed: 100)',
  )
  const messages = client.iterate<{ replayRoom: { events: SeenEvent[] } }>({ query, variables: { roomId } })
  for await (const { data, errors } of messages) {
    assert.equal(errors, undefined)
    for (const event of data!.replayRoom.events) model.see(event)
  }
  await client.dispose()
  return model
}

function assertCounted({ summary, people, activity, retention }: Line, lines: readonly Line[]) {
  const seconds = (milliseconds: number) => milliseconds / 1_000
  const moment = (at: number | null) => at && new Date(at).toISOString()
  const counted = count(lines)
  const { minutes, openedBy, reactionsByEmoji, ...rest } = summary
  assert.deepStrictEqual(
    {
      ...rest,
      openedBy: openedBy.id,
      reactionsByEmoji: Object.fromEntries(reactionsByEmoji.map((one: Line) => [one.emoji, one.count])),
    },
    {
      ...counted.summary,
      openedAt: moment(counted.summary.openedAt),
      closedAt: moment(counted.summary.closedAt),
      duration: seconds(counted.summary.duration),
      presence: seconds(counted.summary.presence),
      peak: { ...counted.summary.peak, at: moment(counted.summary.peak.at) },
    },
  )
  assert.deepStrictEqual(
    minutes,
    counted.minutes.map(one => ({ ...one, minute: moment(one.minute) })),
  )
  assert.deepStrictEqual(
    people.map(({ person, ...one }: Line) => ({ ...one, person: person.id })),
    counted.attendance.map(one => ({
      ...one,
      firstJoinedAt: moment(one.firstJoinedAt),
      lastLeftAt: moment(one.lastLeftAt),
      presence: seconds(one.presence),
      onStage: seconds(one.onStage),
      unmuted: seconds(one.unmuted),
      spoken: seconds(one.spoken),
    })),
  )
  assert.deepStrictEqual(
    activity,
    counted.activity.map(({ presence, topics, ...day }) => ({
      ...day,
      presence: seconds(presence),
      topics: topics.map(one => ({ ...one, presence: seconds(one.presence) })),
    })),
  )
  assert.deepStrictEqual(retention, counted.retention)
}

test('a session is paged, shown at any second, replayed, counted, verified, exported and imported', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-history-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  const settings = { PRESENCE_GRACE_MS: String(GRACE), RETURN_GRACE_MS: String(GRACE) }
  const server = await startServer(t, { ...settings, DATA_DIR: path('here') })
  const hosting = await server.signIn('Host')
  const session = await play(server, hosting.token, hosting.id)
  const { roomId } = session
  const auditor = await auditorAt(server, roomId)

  const entries = await auditor.timeline(false)
  assert.deepStrictEqual(await auditor.timeline(true), entries)
  await lookAtEverySecond(auditor, entries)
  assert.deepStrictEqual(await replay(server, roomId, hosting.token), session.model)
  const { room } = await auditor.ask(ROOM)
  const { roomAt } = await auditor.ask(ROOM_AT, { at: '2100-01-01T00:00:00.000Z' })
  assert.deepStrictEqual({ ...withPresentIds(roomAt), position: undefined }, { ...room, position: undefined })
  const numbers = await auditor.numbers()
  await server.stop()

  const log = `sqlite:${path('here/rostrum.db')}`
  const [kept, file] = [path('heads.ndjson'), path('room.ndjson')]
  await run(t, headsCommand, roomId, '--out', kept, '--log', log)
  const verified = await run(t, verifyCommand, roomId, '--heads', kept, '--log', log)
  const { code, ok, events, covered } = verified
  const all = { code: 0, ok: true, events: entries.length, covered: entries.length }
  assert.deepStrictEqual({ code, ok, events, covered }, all)

  await run(t, exportCommand, roomId, '--out', file, '--log', log)
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => JSON.parse(line))
  assert.deepStrictEqual(
    lines.map(({ id }: Line) => id),
    entries.map(({ event }) => event.id),
  )
  assertCounted(numbers, lines)

  const victim = lines.findIndex(({ type }: Line) => type === 'CommentPosted')
  await copyFile(path('here/rostrum.db'), path('tampered.db'))
  const position = Number(lines[victim].position)
  tamper(
    path('tampered.db'),
    `UPDATE events SET data = replace(data, '"text":"', '"text":"Not ') WHERE position = ${position}`,
  )
  const caught = await run(
    t,
    verifyCommand,
    roomId,
    '--heads',
    kept,
    '--log',
    `sqlite:${path('tampered.db')}`,
  )
  assert.deepStrictEqual(
    [caught.code, caught.trouble.kind, caught.trouble.number, caught.trouble.event.id],
    [1, 'changed', victim + 1, lines[victim].id],
  )

  await mkdir(path('there'))
  const elsewhere = `sqlite:${path('there/rostrum.db')}`
  assert.equal((await run(t, importCommand, file, '--log', elsewhere)).events, entries.length)
  const again = await run(t, verifyCommand, roomId, '--heads', kept, '--log', elsewhere)
  assert.deepStrictEqual([again.code, again.covered], [0, entries.length])
  // Positions are those of the other log. Everything else is the same.
  await run(t, exportCommand, roomId, '--out', path('second.ndjson'), '--log', elsewhere)
  const unplaced = (text: string) => text.replace(/"position":"\d{20}",/g, '')
  const second = await readFile(path('second.ndjson'), 'utf8')
  assert.equal(unplaced(second), unplaced(await readFile(file, 'utf8')))
  const third = `sqlite:${path('third.db')}`
  await run(t, importCommand, path('second.ndjson'), '--log', third)
  await run(t, exportCommand, roomId, '--out', path('third.ndjson'), '--log', third)
  assert.equal(await readFile(path('third.ndjson'), 'utf8'), second)

  const there = await startServer(t, { ...settings, DATA_DIR: path('there') })
  const reader = await auditorAt(there, roomId)
  assert.deepStrictEqual((await reader.ask(ROOM)).room, room)
  assert.deepStrictEqual(await reader.numbers(), numbers)
})
