// Attendance as a table, and the times in it.

import type { RoomId } from '../../commands/ids.ts'
import { type AttendanceDocument, attendance } from '../../projections/attendance.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import { everything } from '../processing/everything.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { csvLine } from './csv.ts'

/** In seconds. `until`: when what has begun and not ended is over; milliseconds since 1970. */
export function attendanceTimes(person: AttendanceDocument, until: number) {
  const seconds = (time: number, since: number | null) =>
    (time + (since === null ? 0 : Math.max(0, until - since))) / 1_000
  return {
    presence: seconds(person.presence, person.presentSince),
    onStage: seconds(person.onStage, person.onStageSince),
    unmuted: seconds(person.unmuted, person.unmutedSince),
  }
}

const HEADING = [
  ...['person', 'name', 'firstJoinedAt', 'lastLeftAt', 'visits'],
  ...['presence', 'turnsOnStage', 'onStage', 'unmuted', 'spoken'],
]

export async function csvOf(
  readStore: Pick<ReadStore, 'list' | 'loadMany'>,
  roomId: RoomId,
  until: number,
): Promise<string> {
  const found: AttendanceDocument[] = []
  const range = { index: 'byRoom', equal: { roomId } }
  for await (const { document } of everything<AttendanceDocument>(readStore, attendance, range))
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
  return [csvLine(HEADING), ...lines].join('')
}

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
