// A room is announced, opened and closed.

import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import {
  ada,
  banned,
  bea,
  by,
  bySystem,
  cancelled,
  closed,
  cy,
  dan,
  given,
  host,
  joined,
  known,
  left,
  now,
  offStage,
  onStage,
  opened,
  scheduled,
  settings,
  tomorrow,
  unknown,
} from '../support/room-spec.ts'

const wanted = { ...settings, invited: [] as readonly UserId[] }
const schedule = (changes: Partial<typeof wanted & { startsAt: number }> = {}) =>
  by(ada, 'ScheduleRoom', { ...wanted, startsAt: tomorrow, ...changes })
const open = (changes: Partial<Omit<typeof wanted, 'title'> & { title: string | null }> = {}) =>
  by(ada, 'OpenRoom', { ...wanted, ...changes })
const year = 366 * 24 * 60 * 60 * 1000
const people = (many: number) => Array.from({ length: many }, (_, index) => `person ${index}` as UserId)

describe('ScheduleRoom', () => {
  it('announces a room, with its title trimmed and each guest named once', () => {
    given([], [known()])
      .when(schedule({ title: '  An evening ', invited: [bea, cy, bea] }))
      .then({
        type: 'RoomScheduled',
        data: { ...settings, host: ada, startsAt: tomorrow, invited: [bea, cy] },
      })
  })

  it('yields nothing where the same person announced the same already', () => {
    given(scheduled({}, [bea, cy]), [known()])
      .when(schedule({ invited: [cy, bea] }))
      .thenNothing()
  })

  it('yields nothing when it is repeated after the start', () => {
    given(scheduled(), [known()])
      .when({ ...schedule(), at: tomorrow + 1 })
      .thenNothing()
  })

  for (const [what, change] of Object.entries({
    title: { title: 'Another' },
    topic: { topic: null },
    visibility: { visibility: 'invited' },
    capacity: { capacity: 5 },
    'hand policy': { handPolicy: 'closed' },
    start: { startsAt: tomorrow + 1 },
    guests: { invited: [bea] },
  } as const)) {
    it(`is rejected where the room exists with another ${what}`, () => {
      given(scheduled(), [known()]).when(schedule(change)).thenRejected('ROOM_EXISTS')
    })
  }

  it('is rejected where somebody else announced the same', () => {
    given(scheduled(), [known()])
      .when({ ...schedule(), by: bea } as ReturnType<typeof schedule>)
      .thenRejected('ROOM_EXISTS')
  })

  it('is rejected of somebody who is not registered', () => {
    given([], [unknown]).when(schedule()).thenRejected('NOT_REGISTERED')
  })

  it('is rejected where the start is not ahead', () => {
    given([], [known()])
      .when(schedule({ startsAt: now }))
      .thenRejected('STARTS_IN_THE_PAST')
  })

  it('takes a start up to a year ahead', () => {
    const startsAt = now + year
    given([], [known()])
      .when(schedule({ startsAt }))
      .then({ type: 'RoomScheduled', data: { ...settings, host: ada, startsAt, invited: [] } })
    given([], [known()])
      .when(schedule({ startsAt: startsAt + 1 }))
      .thenRejected('INVALID_INPUT', { field: 'startsAt', max: startsAt })
  })

  it('is rejected where the start is no moment', () => {
    for (const startsAt of [Number.NaN, Number.POSITIVE_INFINITY, tomorrow + 0.5]) {
      given([], [known()])
        .when(schedule({ startsAt }))
        .thenRejected('INVALID_INPUT', { field: 'startsAt', reason: 'is no moment' })
    }
  })

  const title = { field: 'title', min: 1, max: 120 }
  const topic = { field: 'topic', reason: 'is not 1 to 40 of a-z, 0-9 and -, or begins with -' }
  const capacity = { field: 'capacity', min: 2, max: 100_000 }
  for (const [what, change, details] of [
    ['an empty title', { title: '' }, title],
    ['a title of blanks', { title: ' \t ' }, title],
    ['a title that cannot be seen', { title: '\u200b\u2060' }, title],
    ['a title of 121 characters', { title: 'a'.repeat(121) }, title],
    ['a title of two lines', { title: 'one\ntwo' }, { field: 'title', reason: 'holds U+000A' }],
    ['a title with a control character', { title: 'a\u0007b' }, { field: 'title', reason: 'holds U+0007' }],
    ['a title with half a surrogate pair', { title: 'a\ud800b' }, { field: 'title', reason: 'holds U+D800' }],
    ['an empty topic', { topic: '' }, topic],
    ['a topic in upper case', { topic: 'Jazz' }, topic],
    ['a topic that begins with a dash', { topic: '-jazz' }, topic],
    ['a topic of 41 characters', { topic: 'j'.repeat(41) }, topic],
    ['a topic of two words', { topic: 'free jazz' }, topic],
    ['a topic that ends with a line', { topic: 'jazz\n' }, topic],
    ['a room for one', { capacity: 1 }, capacity],
    ['a room for too many', { capacity: 100_001 }, capacity],
    ['a room for half a person', { capacity: 2.5 }, capacity],
    ['501 guests', { invited: people(501) }, { field: 'invited', max: 500 }],
  ] as const) {
    it(`is rejected with ${what}`, () => {
      given([], [known()]).when(schedule(change)).thenRejected('INVALID_INPUT', details)
    })
  }

  it('takes a title of 120 characters however many units they have, a topic of 40, and 500 guests', () => {
    const most = { title: '🎷'.repeat(120), topic: 'j'.repeat(40), capacity: 100_000 }
    const invited = people(500)
    given([], [known()])
      .when(schedule({ ...most, invited }))
      .then({ type: 'RoomScheduled', data: { ...settings, ...most, host: ada, startsAt: tomorrow, invited } })
  })
})

describe('RescheduleRoom', () => {
  const reschedule = (startsAt: number) => by(ada, 'RescheduleRoom', { startsAt })

  it('moves the start', () => {
    given(scheduled())
      .when(reschedule(tomorrow + 5))
      .then({ type: 'RoomRescheduled', data: { startsAt: tomorrow + 5 } })
  })

  it('yields nothing where the start is so already, even when it has passed', () => {
    given(scheduled()).when(reschedule(tomorrow)).thenNothing()
    given(scheduled())
      .when({ ...reschedule(tomorrow), at: tomorrow + 1 })
      .thenNothing()
  })

  it('is rejected where the start is not ahead, or too far ahead', () => {
    given(scheduled()).when(reschedule(now)).thenRejected('STARTS_IN_THE_PAST')
    given(scheduled())
      .when(reschedule(now + year + 1))
      .thenRejected('INVALID_INPUT', { field: 'startsAt', max: now + year })
  })
})

describe('CancelRoom', () => {
  it('ends an announcement', () => {
    given(scheduled())
      .when(by(ada, 'CancelRoom', {}))
      .then({ type: 'RoomCancelled', data: {} })
  })
})

describe('OpenRoom', () => {
  it('opens a room at once, with its host on stage', () => {
    given([], [known()])
      .when(open({ title: ' An evening', invited: [bea, bea] }))
      .then(...opened({}, [bea]))
  })

  it('opens a scheduled room as it was announced and changed, however early', () => {
    const history = [
      ...scheduled({ visibility: 'invited' }, [bea, cy]),
      { type: 'RoomRenamed', data: { title: 'A night', topic: null } },
      { type: 'PeopleUninvited', data: { people: [cy] } },
      { type: 'CapacitySet', data: { capacity: 9 } },
    ] as const
    given(history, [known()])
      .when(open({ title: null, topic: 'ignored' }))
      .then(...opened({ visibility: 'invited', title: 'A night', topic: null, capacity: 9 }, [bea]))
  })

  it('yields nothing where the same person is host of it already', () => {
    given(opened(), [known()]).when(open()).thenNothing()
  })

  it('is rejected where the room is somebody else’s', () => {
    const byBea = by(bea, 'OpenRoom', wanted)
    given(scheduled(), [known()]).when(byBea).thenRejected('ROOM_EXISTS')
    given(opened(), [known()]).when(byBea).thenRejected('ROOM_EXISTS')
  })

  it('is rejected of somebody whom an admin banned from it', () => {
    given([...scheduled(), banned(ada)], [known()])
      .when(open())
      .thenRejected('BANNED')
  })

  it('is rejected of somebody who is not registered', () => {
    given([], [unknown]).when(open()).thenRejected('NOT_REGISTERED')
  })

  it('is rejected where a room that was not scheduled has no title', () => {
    given([], [known()])
      .when(open({ title: null }))
      .thenRejected('INVALID_INPUT', { field: 'title', min: 1, max: 120 })
  })
})

describe('CloseRoom', () => {
  const close = (person: UserId, asAdmin: boolean) => by(person, 'CloseRoom', { asAdmin })
  const ended = (reason: 'host' | 'admin') => ({ type: 'RoomClosed', data: { reason } }) as const

  it('ends the room for everybody', () => {
    given([...opened(), joined(bea)])
      .when(close(ada, false))
      .then(ended('host'))
  })

  it('is open to an admin who is not even in the room', () => {
    given(opened()).when(close(dan, true)).then(ended('admin'))
  })

  it('is the host’s own doing where the host happens to be an admin', () => {
    given(opened()).when(close(ada, true)).then(ended('host'))
  })

  it('of an admin, cancels a room that is only announced, and leaves one that has ended', () => {
    given(scheduled()).when(close(dan, true)).then({ type: 'RoomCancelled', data: {} })
    given(cancelled).when(close(dan, true)).thenNothing()
    given(closed).when(close(dan, true)).thenNothing()
  })
})

describe('CloseAbandonedRoom', () => {
  const close = bySystem('CloseAbandonedRoom', {})
  const abandoned = [
    ...opened(),
    joined(bea),
    offStage(ada),
    left(ada, 'vanished'),
    host(ada, null, 'vanished'),
  ]

  it('ends a room that nobody hosts', () => {
    given(abandoned)
      .when(close)
      .then({ type: 'RoomClosed', data: { reason: 'abandoned' } })
  })

  it('yields nothing where somebody hosts it, or does again', () => {
    given(opened()).when(close).thenNothing()
    const again = [...abandoned, joined(ada), onStage(ada, 'return'), host(null, ada, 'returned')]
    given(again).when(close).thenNothing()
  })
})
