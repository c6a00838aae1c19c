// Who is on stage is heard as moderators allow.

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
  eve,
  given,
  joined,
  muted,
  offStage,
  onStage,
  opened,
} from '../support/room-spec.ts'

/** ada hosts, bea moderates, cy speaks, dan listens; eve is not there. */
const room = [...opened(), joined(bea), appointed(bea), joined(cy), onStage(cy), joined(dan)]
const modsOnStage = [...room, onStage(bea), joined(eve), appointed(eve), onStage(eve)]

describe('Mute', () => {
  const mute = (person: UserId, whom: UserId | null) => by(person, 'Mute', { person: whom })

  it('silences oneself, named or not', () => {
    given(room).when(mute(cy, null)).then(muted(cy, 'self'))
    given(room).when(mute(cy, cy)).then(muted(cy, 'self'))
    given(room).when(mute(ada, null)).then(muted(ada, 'self'))
  })

  it('of a moderator, silences a speaker, also one who is muted by themselves', () => {
    given(room).when(mute(bea, cy)).then(muted(cy, 'moderator'))
    given([...room, muted(cy, 'self')])
      .when(mute(bea, cy))
      .then(muted(cy, 'moderator'))
  })

  it('yields nothing where it is so already', () => {
    given([...room, muted(cy, 'self')])
      .when(mute(cy, null))
      .thenNothing()
    given([...room, muted(cy, 'moderator')])
      .when(mute(cy, null))
      .thenNothing()
    given([...room, muted(cy, 'moderator')])
      .when(mute(bea, cy))
      .thenNothing()
  })

  it('is rejected of oneself out of the room or off the stage', () => {
    given(room).when(mute(eve, null)).thenRejected('NOT_IN_ROOM')
    given(room).when(mute(dan, null)).thenRejected('NOT_ON_STAGE')
  })

  it('is rejected about somebody out of the room or off the stage', () => {
    given(room).when(mute(bea, eve)).thenRejected('TARGET_NOT_IN_ROOM')
    given(room).when(mute(bea, dan)).thenRejected('TARGET_NOT_ON_STAGE')
  })

  it('is rejected about the host and another moderator', () => {
    given(modsOnStage).when(mute(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(modsOnStage).when(mute(bea, eve)).thenRejected('TARGET_OUTRANKS_YOU')
    given(modsOnStage).when(mute(ada, eve)).then(muted(eve, 'moderator'))
  })
})

describe('MuteEveryone', () => {
  const hush = by(bea, 'MuteEveryone', {})

  it('silences every speaker but moderators and the host', () => {
    const speakers: RoomEvent[] = [onStage(dan), joined('fay' as UserId), onStage('fay' as UserId)]
    given([...modsOnStage, ...speakers, muted(dan, 'self'), muted('fay' as UserId, 'moderator')])
      .when(hush)
      .then(muted(cy, 'moderator'), muted(dan, 'moderator'))
  })

  it('yields nothing where there is nobody to silence', () => {
    given([...room, muted(cy, 'moderator')])
      .when(hush)
      .thenNothing()
  })
})

describe('Unmute', () => {
  const unmute = (person: UserId) => by(person, 'Unmute', {})

  it('ends one’s own mute', () => {
    given([...room, muted(cy, 'self')])
      .when(unmute(cy))
      .then({ type: 'SpeakerUnmuted', data: { participant: cy } })
  })

  it('yields nothing where one can be heard, also after coming on stage again', () => {
    given(room).when(unmute(cy)).thenNothing()
    given([...room, muted(cy, 'moderator'), offStage(cy, 'own'), onStage(cy)])
      .when(unmute(cy))
      .thenNothing()
  })

  it('is rejected until a moderator allows it', () => {
    const history = [...room, muted(cy, 'moderator')]
    given(history).when(unmute(cy)).thenRejected('MUTED_BY_MODERATOR')
    given([...history, { type: 'UnmuteAllowed', data: { participant: cy } }])
      .when(unmute(cy))
      .then({ type: 'SpeakerUnmuted', data: { participant: cy } })
  })

  it('is rejected off the stage', () => {
    given(room).when(unmute(dan)).thenRejected('NOT_ON_STAGE')
  })
})

describe('AllowToUnmute', () => {
  const allow = (person: UserId, whom: UserId) => by(person, 'AllowToUnmute', { person: whom })

  it('lets a speaker unmute themselves, and does not do it for them', () => {
    given([...room, muted(cy, 'moderator')])
      .when(allow(bea, cy))
      .then({ type: 'UnmuteAllowed', data: { participant: cy } })
  })

  it('yields nothing where they may', () => {
    given(room).when(allow(bea, cy)).thenNothing()
    given([...room, muted(cy, 'self')])
      .when(allow(bea, cy))
      .thenNothing()
  })

  it('is rejected about somebody out of the room or off the stage', () => {
    given(room).when(allow(bea, eve)).thenRejected('TARGET_NOT_IN_ROOM')
    given(room).when(allow(bea, dan)).thenRejected('TARGET_NOT_ON_STAGE')
  })

  it('is the host’s alone where the host muted a moderator', () => {
    const history = [...modsOnStage, muted(bea, 'moderator')]
    given(history).when(allow(bea, bea)).thenRejected('YOURSELF')
    given(history).when(allow(eve, bea)).thenRejected('TARGET_OUTRANKS_YOU')
    given(history)
      .when(allow(ada, bea))
      .then({ type: 'UnmuteAllowed', data: { participant: bea } })
  })
})
