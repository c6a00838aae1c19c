// Summarises what a person missed in a room since they were last there, from its events.

import type { ChatEvent } from '../../commands/chat/events.ts'
import { isAfter, type Position, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import type { CommentId, PollId, RoomId, UserId } from '../../commands/ids.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import type { ReactionsEvent } from '../../commands/reactions/events.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Time } from '../support/time.ts'
import { positionAfter } from './time-index.ts'

/** Times are milliseconds since 1970. */
export type MissedSummary = {
  /** False if only the latest 5,000 events are summarised, because there were more. */
  readonly complete: boolean
  /** Everybody who came on stage, once per stay. `wentAt` is null while they are still there. */
  readonly turns: readonly {
    readonly person: UserId
    readonly cameAt: number
    readonly wentAt: number | null
  }[]
  /** Comments that were pinned and still are, in the order of pinning. */
  readonly pinned: readonly CommentId[]
  /** Polls that were opened or closed. */
  readonly polls: readonly PollId[]
  /**
   * The most people at one time, and when that was first reached. Null if nobody came or went. If there were never more
   * than at the start, the time is that of the last event before the summary.
   */
  readonly peak: { readonly people: number; readonly at: number } | null
  readonly joined: number
  readonly left: number
  readonly comments: number
  readonly reactions: number
}

const PAGE_SIZE = 500
const MAX_EVENTS_READ = 5_000

/** `present` is the number of people in the room after its event at `upTo`, or when it closed. */
export async function readMissed(
  log: Pick<EventLog, 'readBefore'>,
  time: Pick<Time, 'nextTurn'>,
  roomId: RoomId,
  after: Position,
  upTo: Position,
  present: number,
): Promise<MissedSummary> {
  const pages: (readonly Recorded[])[] = []
  let before = positionAfter(upTo)
  let begin: Recorded | undefined
  let complete = false
  for (let read = 0; read < MAX_EVENTS_READ && !complete; read += PAGE_SIZE) {
    const page = await log.readBefore(streamsOfRoom(roomId), before, PAGE_SIZE)
    const fresh = page.filter(event => isAfter(event.position, after))
    pages.unshift(fresh)
    begin = page[page.length - fresh.length - 1]
    complete = fresh.length < PAGE_SIZE
    before = page[0]?.position ?? before
    await time.nextTurn()
  }
  const events = pages.flat() as Recorded<AnyEvent>[]
  return { complete, ...summarise(events, (begin ?? events[0])?.at ?? 0, present) }
}

type AnyEvent = RoomEvent | ChatEvent | ReactionsEvent | PollsEvent

const CHANGE_IN_PEOPLE: Readonly<Record<string, 1 | -1>> = {
  ParticipantJoined: 1,
  ParticipantLeft: -1,
  ParticipantRemoved: -1,
}

function summarise(
  events: readonly Recorded<AnyEvent>[],
  begin: number,
  present: number,
): Omit<MissedSummary, 'complete'> {
  const turns: { person: UserId; cameAt: number; wentAt: number | null }[] = []
  const pinned = new Set<CommentId>()
  const polls = new Set<PollId>()
  const counts = { joined: 0, left: 0, comments: 0, reactions: 0 }
  let people = events.reduce((count, event) => count - (CHANGE_IN_PEOPLE[event.type] ?? 0), present)
  let peak = { people, at: begin }

  for (const event of events) {
    const step = CHANGE_IN_PEOPLE[event.type]
    if (step) {
      people += step
      counts[step > 0 ? 'joined' : 'left'] += 1
      if (people > peak.people) peak = { people, at: event.at }
    }
    switch (event.type) {
      case 'CameOnStage':
        turns.push({ person: event.data.participant, cameAt: event.at, wentAt: null })
        break
      case 'WentOffStage': {
        const turn = turns.findLast(one => one.person === event.data.participant && one.wentAt === null)
        if (turn) turn.wentAt = event.at
        break
      }
      case 'CommentPinned':
        pinned.add(event.data.commentId)
        break
      case 'CommentUnpinned':
        pinned.delete(event.data.commentId)
        break
      case 'CommentPosted':
        counts.comments += 1
        break
      case 'PollOpened':
      case 'PollClosed':
        polls.add(event.data.pollId)
        break
      case 'Reacted':
        counts.reactions += 1
        break
    }
  }
  return {
    turns,
    pinned: [...pinned],
    polls: [...polls],
    peak: counts.joined + counts.left > 0 ? peak : null,
    ...counts,
  }
}
