// The statistics of a room, and their CSV tables.

import type { RoomId } from '../../commands/ids.ts'
import { type AttendanceDocument, attendance } from '../../projections/attendance.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import { type RoomMinuteDocument, roomMinutes } from '../../projections/room-minutes.ts'
import type { RoomSummaryDocument } from '../../projections/room-summary.ts'
import { listAll } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { csvLine } from './csv.ts'

type Documents = Pick<ReadStore, 'list' | 'loadMany' | 'count'>

/** In seconds. Stays that have not ended count up to `until`, in milliseconds since 1970. */
export function attendanceTimes(person: AttendanceDocument, until: number) {
  const seconds = (time: number, since: number | null) =>
    (time + (since === null ? 0 : Math.max(0, until - since))) / 1_000
  return {
    presence: seconds(person.presence, person.presentSince),
    onStage: seconds(person.onStage, person.onStageSince),
    unmuted: seconds(person.unmuted, person.unmutedSince),
  }
}

/** Presence in milliseconds, summed over all people. */
export function presenceOf({ presence, present, changedAt }: RoomSummaryDocument, now: number): number {
  return presence + present * Math.max(0, now - changedAt)
}

/** How long the room has been open, in seconds. */
export function durationOf({ openedAt, closedAt }: RoomSummaryDocument, now: number): number {
  return Math.max(0, (closedAt ?? now) - openedAt) / 1_000
}

/** How many different people came (`byRoom`), or were on stage (`onStage`). */
export function peopleInRoom(
  readStore: Documents,
  roomId: RoomId,
  index: 'byRoom' | 'onStage',
): Promise<number> {
  return readStore.count(attendance, { index, equal: { roomId } })
}

/** The minutes of a room, each with the number of people at its end. */
export async function minutesOf(readStore: Documents, roomId: RoomId) {
  const minutes: (RoomMinuteDocument & { readonly present: number })[] = []
  let present = 0
  const range = { index: 'byRoom', equal: { roomId } }
  for await (const { document } of listAll<RoomMinuteDocument>(readStore, roomMinutes, range)) {
    present += document.joins - document.leaves
    minutes.push({ ...document, present })
  }
  return minutes
}

export async function summaryCsv(
  readStore: Documents,
  summary: RoomSummaryDocument | null,
  now: number,
): Promise<string> {
  const heading = csvLine([
    ...['roomId', 'title', 'topic', 'openedBy', 'openedAt', 'closedAt', 'duration', 'present', 'people'],
    ...['peak', 'peakAt', 'joins', 'presence', 'peopleOnStage', 'turnsOnStage', 'handsRaised', 'comments'],
    ...['commentsRemoved', 'reactions', 'polls', 'votes'],
  ])
  if (!summary) return heading
  const { roomId, title, topic, openedBy, openedAt, closedAt, present, peak, peakAt, joins } = summary
  const { turnsOnStage, handsRaised, comments, commentsRemoved, reactions, polls, votes } = summary
  const line = csvLine([
    ...[roomId, title, topic, openedBy, moment(openedAt), moment(closedAt), durationOf(summary, now)],
    ...[present, await peopleInRoom(readStore, roomId, 'byRoom'), peak, moment(peakAt), joins],
    ...[
      presenceOf(summary, now) / 1_000,
      await peopleInRoom(readStore, roomId, 'onStage'),
      turnsOnStage,
      handsRaised,
    ],
    ...[comments, commentsRemoved, reactions, polls, votes],
  ])
  return heading + line
}

export async function minutesCsv(readStore: Documents, roomId: RoomId): Promise<string> {
  const lines = (await minutesOf(readStore, roomId)).map(
    ({ minute, present, joins, leaves, reactions, comments }) =>
      csvLine([moment(minute), present, joins, leaves, reactions, comments]),
  )
  return [csvLine(['minute', 'present', 'joins', 'leaves', 'reactions', 'comments']), ...lines].join('')
}

export async function attendanceCsv(readStore: Documents, roomId: RoomId, until: number): Promise<string> {
  const found: AttendanceDocument[] = []
  const range = { index: 'byRoom', equal: { roomId } }
  for await (const { document } of listAll<AttendanceDocument>(readStore, attendance, range))
    found.push(document)
  const profiles = await readStore.loadMany<PersonDocument>(
    people,
    found.map(({ userId }) => userId),
  )
  const lines = found.map((person, index) => {
    const { presence, onStage, unmuted } = attendanceTimes(person, until)
    const { userId, firstJoinedAt, lastLeftAt, visits, turnsOnStage, spoken } = person
    return csvLine([
      ...[userId, profiles[index]?.document.name ?? null, moment(firstJoinedAt), moment(lastLeftAt), visits],
      ...[presence, turnsOnStage, onStage, unmuted, spoken / 1_000],
    ])
  })
  const heading = csvLine([
    ...['person', 'name', 'firstJoinedAt', 'lastLeftAt', 'visits'],
    ...['presence', 'turnsOnStage', 'onStage', 'unmuted', 'spoken'],
  ])
  return [heading, ...lines].join('')
}

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
