// A room is renamed, made wider or narrower, and recorded.

import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import {
  ada,
  appointed,
  bea,
  by,
  cy,
  dan,
  given,
  joined,
  opened,
  scheduled,
  settings,
} from '../support/room-spec.ts'

const people = (many: number, name = 'person') =>
  Array.from({ length: many }, (_, index) => `${name} ${index}` as UserId)

for (const [phase, history] of Object.entries({ scheduled: scheduled(), live: opened() })) {
  describe(`in a ${phase} room`, () => {
    it('RenameRoom changes title and topic', () => {
      given(history)
        .when(by(ada, 'RenameRoom', { title: ' A night ', topic: 'blues' }))
        .then({ type: 'RoomRenamed', data: { title: 'A night', topic: 'blues' } })
    })

    it('RenameRoom yields nothing where the room is called so', () => {
      given(history)
        .when(by(ada, 'RenameRoom', { title: ' An evening ', topic: 'jazz' }))
        .thenNothing()
    })

    it('RenameRoom can change the topic alone, or take it away', () => {
      given(history)
        .when(by(ada, 'RenameRoom', { title: settings.title, topic: null }))
        .then({ type: 'RoomRenamed', data: { title: settings.title, topic: null } })
    })

    it('RenameRoom is rejected with a bad title or topic', () => {
      given(history)
        .when(by(ada, 'RenameRoom', { title: ' ', topic: null }))
        .thenRejected('INVALID_INPUT', { field: 'title', min: 1, max: 120 })
      given(history)
        .when(by(ada, 'RenameRoom', { title: 'A night', topic: 'no topic' }))
        .thenRejected('INVALID_INPUT', {
          field: 'topic',
          reason: 'is not 1 to 40 of a-z, 0-9 and -, or begins with -',
        })
    })

    it('SetVisibility says who may enter from now on', () => {
      given(history)
        .when(by(ada, 'SetVisibility', { visibility: 'followers' }))
        .then({ type: 'VisibilitySet', data: { visibility: 'followers' } })
    })

    it('SetVisibility yields nothing where it is so already', () => {
      given(history)
        .when(by(ada, 'SetVisibility', { visibility: 'open' }))
        .thenNothing()
    })

    it('SetCapacity limits the room, and takes the limit away', () => {
      given(history)
        .when(by(ada, 'SetCapacity', { capacity: 2 }))
        .then({ type: 'CapacitySet', data: { capacity: 2 } })
      given([...history, { type: 'CapacitySet', data: { capacity: 2 } }])
        .when(by(ada, 'SetCapacity', { capacity: null }))
        .then({ type: 'CapacitySet', data: { capacity: null } })
    })

    it('SetCapacity yields nothing where it is so already', () => {
      given(history)
        .when(by(ada, 'SetCapacity', { capacity: null }))
        .thenNothing()
    })

    it('SetCapacity is rejected out of its bounds', () => {
      for (const capacity of [1, 0, -2, 100_001, 2.5, Number.NaN]) {
        given(history)
          .when(by(ada, 'SetCapacity', { capacity }))
          .thenRejected('INVALID_INPUT', { field: 'capacity', min: 2, max: 100_000 })
      }
    })

    it('InvitePeople lets in by name those who were not yet, each once', () => {
      given([...history, { type: 'PeopleInvited', data: { people: [bea] } }])
        .when(by(ada, 'InvitePeople', { people: [cy, bea, dan, cy] }))
        .then({ type: 'PeopleInvited', data: { people: [cy, dan] } })
    })

    it('InvitePeople yields nothing where all are invited', () => {
      given([...history, { type: 'PeopleInvited', data: { people: [bea] } }])
        .when(by(ada, 'InvitePeople', { people: [bea] }))
        .thenNothing()
      given(history)
        .when(by(ada, 'InvitePeople', { people: [] }))
        .thenNothing()
    })

    it('InvitePeople is rejected with more than 500 at a time', () => {
      given(history)
        .when(by(ada, 'InvitePeople', { people: people(501) }))
        .thenRejected('INVALID_INPUT', { field: 'personIds', max: 500 })
    })

    it('InvitePeople is rejected where more than 5,000 would be invited in all', () => {
      const many: RoomEvent = { type: 'PeopleInvited', data: { people: people(4_999) } }
      given([...history, many])
        .when(by(ada, 'InvitePeople', { people: [bea, ...people(3)] }))
        .then({ type: 'PeopleInvited', data: { people: [bea] } })
      given([...history, many])
        .when(by(ada, 'InvitePeople', { people: [bea, cy] }))
        .thenRejected('TOO_MANY_INVITED', { limit: 5_000 })
    })

    it('UninvitePeople takes back the names of those who were invited', () => {
      given([...history, { type: 'PeopleInvited', data: { people: [bea, cy] } }])
        .when(by(ada, 'UninvitePeople', { people: [dan, bea, bea] }))
        .then({ type: 'PeopleUninvited', data: { people: [bea] } })
    })

    it('UninvitePeople yields nothing where none was invited', () => {
      given(history)
        .when(by(ada, 'UninvitePeople', { people: [bea] }))
        .thenNothing()
    })

    it('UninvitePeople is rejected with more than 500 at a time', () => {
      given(history)
        .when(by(ada, 'UninvitePeople', { people: people(501) }))
        .thenRejected('INVALID_INPUT', { field: 'personIds', max: 500 })
    })
  })
}

describe('in a live room', () => {
  it('a moderator may invite people and take that back', () => {
    const history = [...opened(), joined(bea), appointed(bea)]
    given(history)
      .when(by(bea, 'InvitePeople', { people: [cy] }))
      .then({ type: 'PeopleInvited', data: { people: [cy] } })
    given([...history, { type: 'PeopleInvited', data: { people: [cy] } }])
      .when(by(bea, 'UninvitePeople', { people: [cy] }))
      .then({ type: 'PeopleUninvited', data: { people: [cy] } })
  })

  const recording: readonly RoomEvent[] = [...opened(), { type: 'RecordingWanted', data: {} }]

  it('StartRecording wants the sound recorded', () => {
    given(opened())
      .when(by(ada, 'StartRecording', {}))
      .then({ type: 'RecordingWanted', data: {} })
  })

  it('StartRecording yields nothing where it is recorded', () => {
    given(recording)
      .when(by(ada, 'StartRecording', {}))
      .thenNothing()
  })

  it('StopRecording wants it no more', () => {
    given(recording)
      .when(by(ada, 'StopRecording', {}))
      .then({ type: 'RecordingUnwanted', data: {} })
  })

  it('StopRecording yields nothing where it is not recorded', () => {
    given(opened())
      .when(by(ada, 'StopRecording', {}))
      .thenNothing()
    given([...recording, { type: 'RecordingUnwanted', data: {} }])
      .when(by(ada, 'StopRecording', {}))
      .thenNothing()
  })
})
