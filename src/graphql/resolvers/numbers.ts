// Statistics, for analysts, auditors and the person a room belongs to.

import { type AttendanceDocument, attendance } from '../../../projections/attendance.ts'
import { type RoomSummaryDocument, roomSummary } from '../../../projections/room-summary.ts'
import {
  attendanceCsv,
  attendanceTimes,
  durationOf,
  minutesCsv,
  minutesOf,
  peopleInRoom,
  presenceOf,
  summaryCsv,
} from '../../exports/analytics-csv.ts'
import {
  activityCsv,
  activityOf,
  cohortsOf,
  daysBetween,
  MAX_DAYS,
  retentionCsv,
  topicsCsv,
} from '../../exports/daily-analytics.ts'
import type { ApiContext } from '../context.ts'
import { viewerOf } from '../context.ts'
import { apiError } from '../faults.ts'
import { inspect } from '../inspection.ts'
import { MANY, mapped, page } from '../pages.ts'
import type { AttendanceParent } from '../parents.ts'
import { mayCount, mayCountAll } from '../policy.ts'
import { caughtUp } from '../positions.ts'
import type { AttendanceResolvers, QueryResolvers, RoomSummaryResolvers } from '../schema.generated.ts'

type Numbers =
  | 'roomSummary'
  | 'roomSummaryCsv'
  | 'roomMinutesCsv'
  | 'attendance'
  | 'attendanceCsv'
  | 'activity'
  | 'activityCsv'
  | 'retention'
  | 'retentionCsv'

type Fresh = { readonly atLeast?: Parameters<typeof caughtUp>[1] }
type OfRoom = Fresh & { readonly roomId: string }
type Days = Fresh & { readonly from: string; readonly to: string }

async function counted(context: ApiContext, { roomId: id, atLeast }: OfRoom) {
  viewerOf(context)
  await caughtUp(context, atLeast)
  const { roomId } = await inspect(context, id, 'numbers', mayCount)
  const { readStore, time } = context.services
  const summary = (await readStore.load<RoomSummaryDocument>(roomSummary, roomId))?.document ?? null
  return { roomId, readStore, summary, now: time.now(), until: summary?.closedAt ?? time.now() }
}

async function ofAll(context: ApiContext, { from, to, atLeast }: Days) {
  if (!mayCountAll(viewerOf(context)))
    throw apiError(
      'NOT_ALLOWED',
      'Only analysts can read statistics of all rooms. Use a token with the scope ANALYST.',
    )
  const days = daysBetween(from, to)
  if (!days)
    throw apiError(
      'BAD_FILTER',
      `\`from\` and \`to\` must be days such as 2026-05-17, in order, and span at most ${MAX_DAYS} days.`,
    )
  await caughtUp(context, atLeast)
  const { readStore, time } = context.services
  return {
    activity: () => Promise.all(days.map(day => activityOf(readStore, day, time.now()))),
    cohorts: () => cohortsOf(readStore, days, time.now()),
  }
}

export const numberQueries: Pick<QueryResolvers, Numbers> = {
  roomSummary: async (_root, args, context) => (await counted(context, args)).summary,

  async roomSummaryCsv(_root, args, context) {
    const { readStore, summary, now } = await counted(context, args)
    return summaryCsv(readStore, summary, now)
  },

  async roomMinutesCsv(_root, args, context) {
    const { readStore, roomId } = await counted(context, args)
    return minutesCsv(readStore, roomId)
  },

  async attendance(_root, args, context) {
    const { roomId, readStore, until } = await counted(context, args)
    const range = { index: 'byRoom', equal: { roomId } }
    const found = await page<AttendanceDocument>(readStore, attendance, range, args, MANY)
    return mapped(found, ({ document }): AttendanceParent => ({ attendance: document, until }))
  },

  async attendanceCsv(_root, args, context) {
    const { roomId, readStore, until } = await counted(context, args)
    return attendanceCsv(readStore, roomId, until)
  },

  activity: async (_root, days, context) => (await ofAll(context, days)).activity(),

  async activityCsv(_root, { byTopic, ...days }, context) {
    const activity = await (await ofAll(context, days)).activity()
    return byTopic ? topicsCsv(activity) : activityCsv(activity)
  },

  retention: async (_root, days, context) => (await ofAll(context, days)).cohorts(),

  async retentionCsv(_root, days, context) {
    return retentionCsv(await (await ofAll(context, days)).cohorts())
  },
}

export const RoomSummary: RoomSummaryResolvers = {
  openedBy: ({ openedBy }) => ({ id: openedBy }),
  duration: (summary, _args, { services }) => durationOf(summary, services.time.now()),
  people: ({ roomId }, _args, { services }) => peopleInRoom(services.readStore, roomId, 'byRoom'),
  peopleOnStage: ({ roomId }, _args, { services }) => peopleInRoom(services.readStore, roomId, 'onStage'),
  peak: ({ peak, peakAt }) => ({ people: peak, at: peakAt }),
  presence: (summary, _args, { services }) => presenceOf(summary, services.time.now()) / 1_000,
  reactionsByEmoji: ({ reactionsByEmoji }) =>
    Object.entries(reactionsByEmoji)
      .map(([emoji, count]) => ({ emoji, count }))
      .sort((a, b) => b.count - a.count || (a.emoji < b.emoji ? -1 : 1)),
  minutes: ({ roomId }, _args, { services }) => minutesOf(services.readStore, roomId),
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
