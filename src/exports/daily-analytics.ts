// Daily activity and retention over all rooms, for analysts.

import { activity } from '../../projections/activity.ts'
import { dayOf, mondayOf } from '../../projections/day.ts'
import { type RetentionDocument, retention } from '../../projections/retention.ts'
import { type RoomSummaryDocument, roomSummary } from '../../projections/room-summary.ts'
import { listAll } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { presenceOf } from './analytics-csv.ts'
import { csvLine } from './csv.ts'

type Documents = Pick<ReadStore, 'list' | 'count'>

const DAY = 86_400_000
const WEEK = 7 * DAY
export const MAX_DAYS = 92

const startOf = (day: string) => Date.parse(`${day}T00:00:00.000Z`)

/** The days from one to the other, both included, such as `2026-05-17`. Null if invalid, reversed or over `MAX_DAYS`. */
export function daysBetween(from: string, to: string): string[] | null {
  const [first, last] = [startOf(from), startOf(to)]
  const days = Math.round((last - first) / DAY) + 1
  if (!(days >= 1 && days <= MAX_DAYS) || dayOf(first) !== from || dayOf(last) !== to) return null
  return Array.from({ length: days }, (_, i) => dayOf(first + i * DAY))
}

export type ActivityDay = Awaited<ReturnType<typeof activityOf>>

/** The activity of one day (UTC). Times are in seconds. */
export async function activityOf(readStore: Documents, day: string, now: number) {
  const people = await readStore.count(activity, { index: 'byDay', equal: { day } })
  const newPeople = await readStore.count(retention, { index: 'byFirstDay', equal: { firstDay: day } })
  const topics = new Map<string | null, { rooms: number; joins: number; presence: number }>()
  const total = { rooms: 0, presence: 0 }
  const opened = { index: 'byDay', equal: { openedOn: day } }
  for await (const { document } of listAll<RoomSummaryDocument>(readStore, roomSummary, opened)) {
    const presence = presenceOf(document, now)
    const sum = topics.get(document.topic) ?? { rooms: 0, joins: 0, presence: 0 }
    topics.set(document.topic, {
      rooms: sum.rooms + 1,
      joins: sum.joins + document.joins,
      presence: sum.presence + presence,
    })
    total.rooms += 1
    total.presence += presence
  }
  // Summed in whole milliseconds, because sums of fractional seconds depend on the order.
  const byTopic = [...topics].map(([topic, sum]) => ({ topic, ...sum, presence: sum.presence / 1_000 }))
  byTopic.sort((a, b) => b.joins - a.joins || ((a.topic ?? '') < (b.topic ?? '') ? -1 : 1))
  const { rooms, presence } = total
  const returningPeople = people - newPeople
  return { day, people, newPeople, returningPeople, rooms, presence: presence / 1_000, topics: byTopic }
}

export function activityCsv(days: readonly ActivityDay[]): string {
  const lines = days.map(({ day, rooms, people, newPeople, returningPeople, presence }) =>
    csvLine([day, rooms, people, newPeople, returningPeople, presence]),
  )
  return [csvLine(['day', 'rooms', 'people', 'newPeople', 'returningPeople', 'presence']), ...lines].join('')
}

export function topicsCsv(days: readonly ActivityDay[]): string {
  const lines = days.flatMap(({ day, topics }) =>
    topics.map(({ topic, rooms, joins, presence }) => csvLine([day, topic, rooms, joins, presence])),
  )
  return [csvLine(['day', 'topic', 'rooms', 'joins', 'presence']), ...lines].join('')
}

/** People whose first week was the same. `weeks` says how many of them came back in each week until now. */
export type Cohort = {
  readonly cohort: string
  readonly people: number
  readonly weeks: readonly { readonly week: number; readonly people: number }[]
}

/** The cohorts of the weeks that contain one of these days. */
export async function cohortsOf(
  readStore: Documents,
  days: readonly string[],
  now: number,
): Promise<Cohort[]> {
  const mondays = [...new Set(days.map(day => mondayOf(startOf(day))))]
  return Promise.all(mondays.map(cohort => cohortOf(readStore, cohort, now)))
}

async function cohortOf(readStore: Documents, cohort: string, now: number): Promise<Cohort> {
  const members = { index: 'byCohort', equal: { cohort } }
  // A date long before the first room would otherwise yield thousands of empty weeks.
  if ((await readStore.count(retention, members)) === 0) return { cohort, people: 0, weeks: [] }
  const weeks = Array.from({ length: Math.max(0, weekOf(cohort, dayOf(now)) + 1) }, (_, week) => ({
    week,
    people: 0,
  }))
  let people = 0
  for await (const { document } of listAll<RetentionDocument>(readStore, retention, members)) {
    people += 1
    for (const week of new Set(document.days.map(day => weekOf(cohort, day)))) {
      const counted = weeks[week]
      if (counted) counted.people += 1
    }
  }
  return { cohort, people, weeks }
}

/** The week of a day, counted from the week of a Monday. */
const weekOf = (monday: string, day: string) => Math.floor((startOf(day) - startOf(monday)) / WEEK)

export function retentionCsv(cohorts: readonly Cohort[]): string {
  const lines = cohorts.flatMap(({ cohort, weeks }) =>
    weeks.map(({ week, people }) => csvLine([cohort, week, people])),
  )
  return [csvLine(['cohort', 'week', 'people']), ...lines].join('')
}
