// A room as it was at any place of its timeline: the same projections, folded as far as that.

import { type Position, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { nextTurn } from '../support/clock.ts'
import { firstLater, justBefore } from './moments.ts'
import { handlersOf, Past } from './past.ts'

export type TimeMachineOptions = {
  readonly eventLog: Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'head'>
  /** What is folded: projections of a room's own events. */
  readonly projections: readonly Projection[]
  /** After how many events of a room its state is kept, which is the most that is folded for an answer. Default 500. */
  readonly every?: number
  /** How many states are kept of all rooms together; those of the room that was asked for longest ago go first. Default 500. */
  readonly most?: number
}

export interface TimeMachine {
  /**
   * The room after the last event that stands at a position or before it. The first time that a place is asked for, all
   * events before it are folded, a page at a time; from then on at most `every` of them.
   */
  at(roomId: RoomId, position: Position): Promise<Past>
  /** The position of the last event of the room that was decided at a moment (milliseconds since 1970) or before. */
  positionAt(roomId: RoomId, moment: number): Promise<Position>
}

/** What is kept of a room. */
type Track = {
  /** In order; the first is the beginning. Never changed. */
  readonly kept: Past[]
  /** How far it was folded so far. */
  readonly newest: Past
  /** One at a time folds on. */
  turn: Promise<unknown>
}

export function createTimeMachine(options: TimeMachineOptions): TimeMachine {
  const { eventLog, projections, every = 500, most = 500 } = options
  const handlers = handlersOf(projections)
  const tracks = new Map<RoomId, Track>()
  let kept = 0

  const trackOf = (roomId: RoomId): Track => {
    const known = tracks.get(roomId)
    // Taken out and put in again: the first of the map is the one that was not used for the longest time.
    tracks.delete(roomId)
    const track = known ?? beginning()
    tracks.set(roomId, track)
    return track
  }

  const beginning = (): Track => {
    const past = Past.beginning(projections, handlers)
    kept += 1
    return { kept: [past], newest: past.copy(), turn: Promise.resolve() }
  }

  const keep = (roomId: RoomId, track: Track) => {
    // Another room may have needed the place meanwhile.
    if (tracks.get(roomId) !== track) return
    track.kept.push(track.newest.copy())
    kept += 1
    for (const [other, oldest] of tracks) {
      if (kept <= most || oldest === track) return
      tracks.delete(other)
      kept -= oldest.kept.length
    }
  }

  /** Folds the events of the room up to a position. Everything else has its turn between two pages. */
  const fold = async (past: Past, roomId: RoomId, upTo: Position, folded = () => {}) => {
    for (;;) {
      const page = await eventLog.readAfter(streamsOfRoom(roomId), past.position, every)
      for (const event of page) {
        if (event.position > upTo) return
        past.apply(event)
        folded()
      }
      if (page.length < every) return
      await nextTurn()
    }
  }

  const reach = async (roomId: RoomId, track: Track, position: Position): Promise<Past> => {
    const { newest } = track
    if (position < newest.position) {
      const past = track.kept.findLast(one => one.position <= position)!.copy()
      await fold(past, roomId, position)
      return past
    }
    await fold(newest, roomId, position, () => {
      if (newest.count % every === 0) keep(roomId, track)
    })
    return newest.copy()
  }

  return {
    at(roomId, position) {
      const track = trackOf(roomId)
      const reached = track.turn.then(() => reach(roomId, track, position))
      track.turn = reached.catch(() => {})
      return reached
    },

    async positionAt(roomId, moment) {
      const later = await firstLater(eventLog, streamsOfRoom(roomId), moment)
      return later === null ? eventLog.head() : justBefore(later)
    },
  }
}
