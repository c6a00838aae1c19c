// The decider of a room's polls: opens and closes them, and takes votes.

import {
  accept,
  type ByPerson,
  type Command,
  type Decider,
  type Decision,
  invalid,
  reject,
} from '../decider.ts'
import { SYSTEM, streamName } from '../event.ts'
import type { PollId } from '../ids.ts'
import { admit, admitModerator, type CannotTakePart, type RoomView } from '../room-view.ts'
import { parseLine } from '../text.ts'
import type { PollsEvent } from './events.ts'
import { evolve, initial, type OpenPoll, type State } from './fold.ts'

export type PollsCommand =
  /** 2 to 10 different options. `closesAt` is within the next 24 hours, in milliseconds since 1970, or null. */
  | ByPerson<
      'OpenPoll',
      {
        pollId: PollId
        question: string
        options: readonly string[]
        closesAt: number | null
        secret: boolean
      }
    >
  /** `option` counts from 0. A vote for another option changes the first. */
  | ByPerson<'Vote', { pollId: PollId; option: number }>
  /** By a moderator at any time, or by the system once `closesAt` has passed or the room is closed. */
  | Command<'ClosePoll', { pollId: PollId }>

export type PollsRejection =
  | CannotTakePart
  | 'INVALID_INPUT'
  | 'NOT_A_MODERATOR'
  | 'NO_SUCH_POLL'
  | 'POLL_EXISTS'
  | 'POLL_CLOSED'
  | 'NO_SUCH_OPTION'
  | 'TOO_MANY_POLLS'
  | 'NOT_ALLOWED'

/** `durationMs` is how far ahead a poll may close. `open` is how many polls a room may have at a time. */
export const LIMITS = {
  question: 200,
  option: 80,
  options: 10,
  durationMs: 24 * 60 * 60 * 1000,
  open: 5,
}

type Context = readonly [RoomView]

export const pollsDecider: Decider<PollsCommand, PollsEvent, State, PollsRejection, Context> = {
  category: 'Polls',
  initial,
  evolve,
  needs: (_command, _state, id) => [streamName('Room', id)],
  decide,
}

type Decided = Decision<PollsEvent, PollsRejection>
type Of<Type extends PollsCommand['type']> = Extract<PollsCommand, { type: Type }>

function decide(command: PollsCommand, state: State, [room]: Context): Decided {
  switch (command.type) {
    case 'OpenPoll':
      return open(command, state, room)
    case 'Vote':
      return vote(command, state, room)
    case 'ClosePoll':
      return close(command, state, room)
  }
}

function open({ by, at, data }: Of<'OpenPoll'>, state: State, room: RoomView): Decided {
  const refusal = admitModerator(room, by)
  if (refusal) return refusal

  const { pollId, closesAt, secret } = data
  const question = parseLine(data.question, { min: 1, max: LIMITS.question })
  if (typeof question !== 'string') return invalid('question', question)
  const options: string[] = []
  if (data.options.length < 2 || data.options.length > LIMITS.options)
    return invalid('options', { min: 2, max: LIMITS.options })
  for (const [i, text] of data.options.entries()) {
    const option = parseLine(text, { min: 1, max: LIMITS.option })
    if (typeof option !== 'string') return invalid(`options[${i}]`, option)
    if (options.includes(option)) return invalid(`options[${i}]`, { reason: 'is there twice' })
    options.push(option)
  }
  const poll = { question, options, closesAt, secret }

  if (state.closed.has(pollId)) return reject('POLL_EXISTS')
  const before = state.open.get(pollId)
  if (before) return isSamePoll(before, poll) ? accept() : reject('POLL_EXISTS')

  // Checked last, so that a repeated command is accepted however late it arrives.
  if (closesAt !== null && !(closesAt > at && closesAt <= at + LIMITS.durationMs))
    return invalid('closesAt', { min: at + 1, max: at + LIMITS.durationMs })
  if (state.open.count(other => !isOver(other, at)) >= LIMITS.open)
    return reject('TOO_MANY_POLLS', { limit: LIMITS.open })
  return accept({ type: 'PollOpened', data: { pollId, ...poll } })
}

function isSamePoll(one: Omit<OpenPoll, 'votes'>, other: Omit<OpenPoll, 'votes'>): boolean {
  return (
    one.question === other.question &&
    one.closesAt === other.closesAt &&
    one.secret === other.secret &&
    one.options.length === other.options.length &&
    one.options.every((option, index) => option === other.options[index])
  )
}

function vote({ by, at, data }: Of<'Vote'>, state: State, room: RoomView): Decided {
  const refusal = admit(room, by)
  if (refusal) return refusal

  const { pollId, option } = data
  if (state.closed.has(pollId)) return reject('POLL_CLOSED')
  const poll = state.open.get(pollId)
  if (!poll) return reject('NO_SUCH_POLL')
  const before = poll.votes.get(by)
  if (before === option) return accept()
  if (isOver(poll, at)) return reject('POLL_CLOSED')
  if (poll.options[option] === undefined) return reject('NO_SUCH_OPTION', { options: poll.options.length })
  return accept(
    before === undefined
      ? { type: 'Voted', data: { pollId, voter: by, option } }
      : { type: 'VoteChanged', data: { pollId, voter: by, from: before, to: option } },
  )
}

function close({ by, at, data }: Of<'ClosePoll'>, state: State, room: RoomView): Decided {
  const { pollId } = data
  if (by !== SYSTEM) {
    const refusal = admitModerator(room, by)
    if (refusal) return refusal
  }
  if (state.closed.has(pollId)) return accept()
  const poll = state.open.get(pollId)
  if (!poll) return reject('NO_SUCH_POLL')
  if (by !== SYSTEM) return accept({ type: 'PollClosed', data: { pollId, reason: 'moderator' } })
  if (isOver(poll, at)) return accept({ type: 'PollClosed', data: { pollId, reason: 'time' } })
  if (room.phase === 'closed') return accept({ type: 'PollClosed', data: { pollId, reason: 'room-closed' } })
  return reject('NOT_ALLOWED')
}

/** Whether `closesAt` has passed, although the poll may not be closed yet. */
function isOver(poll: OpenPoll, at: number): boolean {
  return poll.closesAt !== null && poll.closesAt <= at
}
