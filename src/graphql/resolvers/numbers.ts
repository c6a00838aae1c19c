// The numbers, for analysts, auditors, and for whose room it is.

import { activity } from '../../../projections/activity.ts'
import { type AttendanceDocument, attendance } from '../../../projections/attendance.ts'
import { dayOf } from '../../../projections/day.ts'
import { retention } from '../../../projections/retention.ts'
import { type RoomMinuteDocument, roomMinutes } from '../../../projections/room-minutes.ts'
import { type RoomSummaryDocument, roomSummary } from '../../../projections/room-summary.ts'
import { attendanceTimes, csvOf } from '../../history/numbers.ts'
import { everything } from '../../processing/everything.ts'
import { caughtUp, viewerOf } from '../access.ts'
import type { Context } from '../context.ts'
import { refusal } from '../faults.ts'
import { inspect } from '../inspection.ts'
import { MANY, mapped, page } from '../pages.ts'
import type { AttendanceParent } from '../parents.ts'
import { mayCount } from '../policy.ts'
import type { AttendanceResolvers, QueryResolvers, RoomSummaryResolvers } from '../schema.generated.ts'

type Numbers = 'roomSummary' | 'attendance' | 'attendanceCsv' | 'activity'
type AtLeast = { readonly atLeast?: Parameters<typeof caughtUp>[1] }

const DAY = 86_400_000
const MOST_DAYS = 92

async function counted(context: Context, id: string, { atLeast }: AtLeast) {
  await caughtUp(context, atLeast)
  const { roomId } = await inspect(context, id, 'numbers', mayCount)
  const { readStore, now } = context.services
  const summary = (await readStore.load<RoomSummaryDocument>(roomSummary, roomId))?.document ?? null
  return { roomId, readStore, summary, until: summary?.closedAt ?? now() }
}

export const numberQueries: Pick<QueryResolvers, Numbers> = {
  async roomSummary(_root, { roomId, ...args }, context) {
    viewerOf(context)
    return (await counted(context, roomId, args)).summary
  },

  async attendance(_root, { roomId: id, ...args }, context) {
    viewerOf(context)
    const { roomId, readStore, until } = await counted(context, id, args)
    const range = { index: 'byRoom', equal: { roomId } }
    const found = await page<AttendanceDocument>(readStore, attendance, range, args, MANY)
    return mapped(found, ({ document }): AttendanceParent => ({ attendance: document, until }))
  },

  async attendanceCsv(_root, { roomId: id, ...args }, context) {
    viewerOf(context)
    const { roomId, readStore, until } = await counted(context, id, args)
    return csvOf(readStore, roomId, until)
  },

  async activity(_root, { from, to }, context) {
    const { scopes } = viewerOf(context)
    if (!scopes.has('ANALYST')) throw refusal('NOT_ALLOWED', 'Only analysts see the activity of all.')
    return Promise.all(daysBetween(from, to).map(day => activityOf(context, day)))
  },
}

async function activityOf({ services: { readStore, now } }: Context, day: string) {
  const people = await readStore.count(activity, { index: 'byDay', equal: { day } })
  const newPeople = await readStore.count(retention, { index: 'byFirstDay', equal: { firstDay: day } })
  const topics = new Map<string | null, { rooms: number; joins: number; presence: number }>()
  const total = { rooms: 0, presence: 0 }
  const opened = { index: 'byDay', equal: { openedOn: day } }
  for await (const { document } of everything<RoomSummaryDocument>(readStore, roomSummary, opened)) {
    const presence = presenceOf(document, now())
    const sum = topics.get(document.topic) ?? { rooms: 0, joins: 0, presence: 0 }
    topics.set(document.topic, {
      rooms: sum.rooms + 1,
      joins: sum.joins + document.joins,
      presence: sum.presence + presence,
    })
    total.rooms += 1
    total.presence += presence
  }
  const byTopic = [...topics].map(([topic, sum]) => ({ topic, ...sum }))
  byTopic.sort((a, b) => b.joins - a.joins || ((a.topic ?? '') < (b.topic ?? '') ? -1 : 1))
  return { day, people, newPeople, returningPeople: people - newPeople, ...total, topics: byTopic }
}

/** In seconds. */
function presenceOf({ presence, present, changedAt }: RoomSummaryDocument, now: number): number {
  return (presence + present * Math.max(0, now - changedAt)) / 1_000
}

function daysBetween(from: string, to: string): string[] {
  const [first, last] = [from, to].map(day => Date.parse(`${day}T00:00:00.000Z`)) as [number, number]
  const days = Math.round((last - first) / DAY) + 1
  if (!(days >= 1 && days <= MOST_DAYS) || dayOf(first) !== from || dayOf(last) !== to)
    throw refusal(
      'BAD_FILTER',
      `Days are such as 2026-05-17, the first not after the last, at most ${MOST_DAYS}.`,
    )
  return Array.from({ length: days }, (_, i) => dayOf(first + i * DAY))
}

export const RoomSummary: RoomSummaryResolvers = {
  openedBy: ({ openedBy }) => ({ id: openedBy }),
  duration: ({ openedAt, closedAt }, _args, { services }) =>
    ((closedAt ?? services.now()) - openedAt) / 1_000,
  people: ({ roomId }, _args, { services }) =>
    services.readStore.count(attendance, { index: 'byRoom', equal: { roomId } }),
  peopleOnStage: ({ roomId }, _args, { services }) =>
    services.readStore.count(attendance, { index: 'onStage', equal: { roomId } }),
  peak: ({ peak, peakAt }) => ({ people: peak, at: peakAt }),
  presence: (summary, _args, { services }) => presenceOf(summary, services.now()),
  reactionsByEmoji: ({ reactionsByEmoji }) =>
    Object.entries(reactionsByEmoji)
      .map(([emoji, count]) => ({ emoji, count }))
      .sort((a, b) => b.count - a.count || (a.emoji < b.emoji ? -1 : 1)),
  async minutes({ roomId }, _args, { services: { readStore } }) {
    const minutes = []
    let present = 0
    const range = { index: 'byRoom', equal: { roomId } }
    for await (const { document } of everything<RoomMinuteDocument>(readStore, roomMinutes, range)) {
      present += document.joins - document.leaves
      minutes.push({ ...document, present })
    }
    return minutes
  },
}

export const Attendance: AttendanceResolvers = {
  person: ({ attendance }) => ({ id: attendance.userId }),
  firstJoinedAt: ({ attendance }) => attendance.firstJoinedAt,
  lastLeftAt: ({ attendance }) => attendance.lastLeftAt,
  visits: ({ attendance }) => attendance.visits,
  turnsOnStage: ({ attendance }) => attendance.turnsOnStage,
  presence: ({ attendance, until }) => attendanceTimes(attendance, until).presence,
  onStage: ({ attendance, until }) => attendanceTimes(attendance, until).onStage,
  spoken: ({ attendance }) => attendance.spoken / 1_000,
  unmuted: ({ attendance, until }) => attendanceTimes(attendance, until).unmuted,
}
