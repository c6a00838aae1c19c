// The numbers once more, by a script that knows nothing of projections and reads nothing but an export.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { attendance } from '../../projections/attendance.ts'
import { roomMinutes } from '../../projections/room-minutes.ts'
import { roomSummary } from '../../projections/room-summary.ts'
import { attendanceTimes } from '../../src/exports/analytics-csv.ts'
import { fold } from '../projections/fold-events.ts'
import { run, signedRoom } from '../support/signed-room.ts'

// biome-ignore lint/suspicious/noExplicitAny: lines of a file
type Line = any

function count(lines: readonly Line[]) {
  const of = (type: string) => lines.filter(line => line.type === type)
  const opened = of('RoomOpened')[0].at
  const closed = of('RoomClosed')[0].at
  const spells = (begins: string, ends: readonly string[]) =>
    of(begins).map(({ at, version, data }: Line) => {
      const end = lines.find(
        line =>
          ends.includes(line.type) && line.version > version && line.data.participant === data.participant,
      )
      return { person: data.participant, time: (end?.at ?? closed) - at }
    })
  const visits = spells('ParticipantJoined', ['ParticipantLeft', 'ParticipantRemoved'])
  const turns = spells('CameOnStage', ['WentOffStage'])
  const times = (all: typeof visits) => {
    const sums: Record<string, number> = {}
    for (const { person, time } of all) sums[person] = (sums[person] ?? 0) + time / 1_000
    return sums
  }
  return {
    duration: closed - opened,
    joins: visits.length,
    people: new Set(visits.map(({ person }) => person)).size,
    presence: times(visits),
    onStage: times(turns),
    comments: of('CommentPosted').length,
    reactions: of('Reacted').length,
    votes: of('Voted').length,
    hands: of('HandRaised').length,
    minutes: new Set(
      lines
        .filter(({ type }) => /^(Participant(Joined|Left|Removed)|CommentPosted|Reacted)$/.test(type))
        .map(({ at }) => Math.floor(at / 60_000)),
    ).size,
  }
}

test('a script that reads only an export computes the same statistics', async t => {
  const { roomId, path, log, events } = await signedRoom(t)
  await run(t, exportCommand, roomId, '--out', path('room.ndjson'), '--log', log)
  const [, ...lines] = (await readFile(path('room.ndjson'), 'utf8')).trimEnd().split('\n')
  const counted = count(lines.map(line => JSON.parse(line)))

  const summary = fold(roomSummary, events).get(roomId)!
  const people = [...fold(attendance, events).values()]
  const timesOf = (kind: 'presence' | 'onStage') =>
    Object.fromEntries(
      people
        .map(person => [person.userId, attendanceTimes(person, summary.closedAt!)[kind]] as const)
        .filter(([, time]) => kind === 'presence' || time > 0),
    )
  assert.deepStrictEqual(counted, {
    duration: summary.closedAt! - summary.openedAt,
    joins: summary.joins,
    people: people.length,
    presence: timesOf('presence'),
    onStage: timesOf('onStage'),
    comments: summary.comments,
    reactions: summary.reactions,
    votes: summary.votes,
    hands: summary.handsRaised,
    minutes: fold(roomMinutes, events).size,
  })
})
