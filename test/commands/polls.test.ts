import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Actor } from '../../commands/event.ts'
import type { CommandId, PollId, UserId } from '../../commands/ids.ts'
import { LIMITS, type PollsCommand, pollsDecider } from '../../commands/polls/decide.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import {
  ANA,
  BEN,
  CLOSED,
  CLOSED_DOORS,
  LIVE,
  MODERATOR,
  OUTSIDER,
  SILENT,
  STATE_HOST,
  statesWithout,
} from '../support/room-states.ts'
import { specification } from '../support/spec.ts'

const NOW = 1_700_000_000_000
const DAY = 24 * 60 * 60 * 1000
const TWICE = 'is there twice'
const LUNCH = 'lunch' as PollId
const commandId = 'a command' as CommandId
const given = specification(pollsDecider)

type Poll = Extract<PollsEvent, { type: 'PollOpened' }>['data']
const lunch: Poll = {
  pollId: LUNCH,
  question: 'What for lunch?',
  options: ['Soup', 'Salad', 'Cake'],
  closesAt: NOW + 60_000,
  secret: false,
}
const endless: Poll = { ...lunch, closesAt: null }

function open(poll: Poll, by: UserId = MODERATOR, at = NOW): PollsCommand {
  return { type: 'OpenPoll', data: poll, at, by, commandId }
}
function vote(option: number, by: UserId = ANA, at = NOW): PollsCommand {
  return { type: 'Vote', data: { pollId: LUNCH, option }, at, by, commandId }
}
function close(by: Actor, at = NOW): PollsCommand {
  return { type: 'ClosePoll', data: { pollId: LUNCH }, at, by, commandId }
}

const opened = (poll: Poll = lunch): PollsEvent => ({ type: 'PollOpened', data: poll })
function voted(option: number, voter = ANA): PollsEvent {
  return { type: 'Voted', data: { pollId: LUNCH, voter, option } }
}
function changed(from: number, to: number, voter = ANA): PollsEvent {
  return { type: 'VoteChanged', data: { pollId: LUNCH, voter, from, to } }
}
function closed(reason: 'moderator' | 'time' | 'room-closed', pollId = LUNCH): PollsEvent {
  return { type: 'PollClosed', data: { pollId, reason } }
}

describe('OpenPoll', () => {
  it('asks a question, by the host or a moderator', () => {
    given([], [LIVE]).when(open(lunch)).then(opened())
    given([], [LIVE])
      .when(open({ ...endless, secret: true }, STATE_HOST))
      .then(opened({ ...endless, secret: true }))
  })

  it('trims the question and the options', () => {
    given([], [LIVE])
      .when(open({ ...lunch, question: ' What for lunch? ', options: [' Soup', 'Salad ', '\nCake\n'] }))
      .then(opened())
  })

  it('takes 2 to 10 options', () => {
    const ten = '0123456789'.split('')
    for (const options of [ten, ten.slice(0, 2)])
      given([], [LIVE])
        .when(open({ ...lunch, options }))
        .then(opened({ ...lunch, options }))
    for (const options of [[...ten, 'x'], ['0'], []])
      given([], [LIVE])
        .when(open({ ...lunch, options }))
        .thenRejected('INVALID_INPUT', { field: 'options', min: 2, max: 10 })
  })

  it('refuses two options that are the same once they are trimmed and in one form', () => {
    for (const options of [
      ['Soup', 'Soup'],
      ['Soup', 'Salad', ' Soup '],
      ['Caf\u00e9', 'Cafe\u0301'],
    ])
      given([], [LIVE])
        .when(open({ ...lunch, options }))
        .thenRejected('INVALID_INPUT', { field: `options[${options.length - 1}]`, reason: TWICE })
  })

  it('refuses an option that is empty or too long', () => {
    for (const option of ['', ' ', '\u200b', 'x'.repeat(81)])
      given([], [LIVE])
        .when(open({ ...lunch, options: ['Soup', option] }))
        .thenRejected('INVALID_INPUT', { field: 'options[1]', min: 1, max: 80 })
  })

  it('refuses a question that is empty or too long', () => {
    for (const question of ['', ' ', 'x'.repeat(201)])
      given([], [LIVE])
        .when(open({ ...lunch, question }))
        .thenRejected('INVALID_INPUT', { field: 'question', min: 1, max: 200 })
  })

  it('may close by itself within 24 hours, not before now', () => {
    for (const closesAt of [NOW + 1, NOW + DAY])
      given([], [LIVE])
        .when(open({ ...lunch, closesAt }))
        .then(opened({ ...lunch, closesAt }))
    for (const closesAt of [NOW, NOW - 1, NOW + DAY + 1, Number.NaN])
      given([], [LIVE])
        .when(open({ ...lunch, closesAt }))
        .thenRejected('INVALID_INPUT', { field: 'closesAt', min: NOW + 1, max: NOW + DAY })
  })

  it('is nothing where the same poll is open already, also after its time', () => {
    given([opened(), voted(0)], [LIVE])
      .when(open(lunch))
      .thenNothing()
    given([opened()], [LIVE])
      .when(open(lunch, STATE_HOST, NOW + DAY))
      .thenNothing()
  })

  it('refuses an id that was taken by another poll, or by one that is closed', () => {
    for (const other of [
      { ...lunch, question: 'And then?' },
      { ...lunch, options: ['Soup', 'Salad'] },
      { ...lunch, options: [...lunch.options, 'Pie'] },
      { ...lunch, options: ['Salad', 'Soup', 'Cake'] },
      { ...lunch, closesAt: null },
      { ...lunch, secret: true },
    ])
      given([opened()], [LIVE]).when(open(other)).thenRejected('POLL_EXISTS')
    given([opened(), closed('moderator')], [LIVE])
      .when(open(lunch))
      .thenRejected('POLL_EXISTS')
  })

  it('keeps five open at most; those that are closed or over do not count', () => {
    const five = ['1', '2', '3', '4', '5'].map(id => opened({ ...lunch, pollId: id as PollId }))
    given(five, [LIVE]).when(open(endless)).thenRejected('TOO_MANY_POLLS', { limit: LIMITS.open })
    given([...five, closed('moderator', '3' as PollId)], [LIVE])
      .when(open(endless))
      .then(opened(endless))
    given(five, [LIVE])
      .when(open(endless, STATE_HOST, NOW + 60_000))
      .then(opened(endless))
  })

  it('is refused to others', () => {
    given([], [LIVE]).when(open(lunch, ANA)).thenRejected('NOT_A_MODERATOR')
    given([], [statesWithout(MODERATOR)])
      .when(open(lunch))
      .thenRejected('NOT_IN_ROOM')
  })
})

describe('Vote', () => {
  it('is one vote of anybody in the room, silenced in the chat or not', () => {
    for (const voter of [STATE_HOST, ANA, SILENT])
      given([opened()], [LIVE]).when(vote(2, voter)).then(voted(2, voter))
  })

  it('for another option changes the vote', () => {
    given([opened(), voted(0)], [LIVE])
      .when(vote(2))
      .then(changed(0, 2))
    given([opened(), voted(0), changed(0, 2)], [LIVE])
      .when(vote(0))
      .then(changed(2, 0))
  })

  it('for the same option is nothing, also once the time is over', () => {
    given([opened(), voted(0)], [LIVE])
      .when(vote(0))
      .thenNothing()
    given([opened(), voted(0), changed(0, 2)], [LIVE])
      .when(vote(2, ANA, NOW + 60_000))
      .thenNothing()
  })

  it('does not touch the votes of others', () => {
    given([opened(), voted(0, BEN)], [LIVE])
      .when(vote(0))
      .then(voted(0))
  })

  it('is refused once the poll is closed', () => {
    given([opened(), voted(0), closed('moderator')], [LIVE])
      .when(vote(1))
      .thenRejected('POLL_CLOSED')
  })

  it('is refused from its time on, although nobody has closed it yet', () => {
    given([opened()], [LIVE])
      .when(vote(1, ANA, NOW + 59_999))
      .then(voted(1))
    given([opened()], [LIVE])
      .when(vote(1, ANA, NOW + 60_000))
      .thenRejected('POLL_CLOSED')
    given([opened(), voted(0)], [LIVE])
      .when(vote(1, ANA, NOW + DAY))
      .thenRejected('POLL_CLOSED')
  })

  it('is refused for an option that there is not', () => {
    for (const option of [3, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      given([opened()], [LIVE]).when(vote(option)).thenRejected('NO_SUCH_OPTION', { options: 3 })
  })

  it('is refused of a poll that there is not', () => {
    given([], [LIVE]).when(vote(0)).thenRejected('NO_SUCH_POLL')
  })

  it('is refused to somebody who has left', () => {
    given([opened()], [statesWithout(ANA)])
      .when(vote(0))
      .thenRejected('NOT_IN_ROOM')
  })
})

describe('ClosePoll', () => {
  it('ends the voting, by the host or a moderator', () => {
    for (const by of [STATE_HOST, MODERATOR])
      given([opened(endless), voted(0)], [LIVE])
        .when(close(by))
        .then(closed('moderator'))
  })

  it('ends it by the system when its time has come', () => {
    given([opened()], [LIVE])
      .when(close('system', NOW + 60_000))
      .then(closed('time'))
    given([opened()], [CLOSED])
      .when(close('system', NOW + 60_000))
      .then(closed('time'))
  })

  it('ends it by the system when the room is closed', () => {
    given([opened()], [CLOSED]).when(close('system')).then(closed('room-closed'))
    given([opened(endless)], [CLOSED])
      .when(close('system'))
      .then(closed('room-closed'))
  })

  it('is refused to the system before', () => {
    given([opened()], [LIVE])
      .when(close('system', NOW + 59_999))
      .thenRejected('NOT_ALLOWED')
    given([opened(endless)], [LIVE])
      .when(close('system', NOW + DAY))
      .thenRejected('NOT_ALLOWED')
  })

  it('is nothing where it is closed already', () => {
    given([opened(), closed('time')], [LIVE])
      .when(close(STATE_HOST))
      .thenNothing()
    given([opened(), closed('moderator')], [CLOSED])
      .when(close('system'))
      .thenNothing()
  })

  it('is refused to others', () => {
    given([opened()], [LIVE]).when(close(ANA)).thenRejected('NOT_A_MODERATOR')
    given([opened()], [statesWithout(MODERATOR)])
      .when(close(MODERATOR))
      .thenRejected('NOT_IN_ROOM')
  })

  it('is refused of a poll that there is not', () => {
    given([], [LIVE]).when(close(STATE_HOST)).thenRejected('NO_SUCH_POLL')
    given([], [CLOSED]).when(close('system')).thenRejected('NO_SUCH_POLL')
  })
})

describe('polls', () => {
  for (const [where, room, code] of CLOSED_DOORS)
    it(`are refused in ${where}`, () => {
      for (const command of [open(lunch, OUTSIDER), vote(0, OUTSIDER), close(OUTSIDER)])
        given([], [room]).when(command).thenRejected(code)
    })

  it('are judged against their room', () => {
    assert.deepStrictEqual(pollsDecider.needs?.(vote(0), given([]).state(), '12-34'), ['Room-12-34'])
  })

  it('ignore a vote that was recorded for no open poll', () => {
    for (const history of [[], [opened(), closed('time')]]) {
      const { state } = given(history)
      assert.deepStrictEqual(given([...history, voted(0), changed(0, 1)]).state().open, state().open)
    }
  })
})
