// Invitations to the stage, coming on and off it, and muting.

import { accept, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import type { RoomCommandOf } from './commands.ts'
import type { RoomEvent } from './events.ts'
import type { Live } from './fold.ts'
import {
  type Decided,
  mayModerate,
  type Refusal,
  unlessInRoom,
  unlessModerator,
  unlessOutranks,
  unlessTargetInRoom,
} from './standing.ts'
import { comeOnStage, promoteToHost } from './succession.ts'

/** A host comes on stage even if it is full. */
const MAX_ON_STAGE = 50

export function inviteToStage({ data, by }: RoomCommandOf<'InviteToStage'>, room: Live): Decided {
  const refusal = unlessModerator(room, by) ?? unlessTargetInRoom(room, data.person)
  if (refusal) return refusal
  const participant = data.person
  if (room.speakers.has(participant) || room.stageInvitations.has(participant)) return accept()
  return accept({ type: 'InvitedToStage', data: { participant } })
}

export function acceptStageInvitation({ by }: RoomCommandOf<'AcceptStageInvitation'>, room: Live): Decided {
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  if (room.speakers.has(by)) return accept()
  if (!room.stageInvitations.has(by)) return reject('NOT_INVITED')
  const full = unlessStageHasCapacity(room)
  if (full) return full
  if (room.host !== null) return accept(...comeOnStage(room, by, 'invitation'))
  // The moderators who could invite are gone, and nobody else in the room may be host.
  return accept<RoomEvent>(...promoteToHost(room, by, 'invitation'), {
    type: 'HostChanged',
    data: { from: null, to: by, reason: 'succeeded' },
  })
}

export function declineStageInvitation({ by }: RoomCommandOf<'DeclineStageInvitation'>, room: Live): Decided {
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  if (!room.stageInvitations.has(by)) return accept()
  return accept({ type: 'StageInvitationDeclined', data: { participant: by } })
}

export function withdrawStageInvitation(
  { data, by }: RoomCommandOf<'WithdrawStageInvitation'>,
  room: Live,
): Decided {
  const refusal = unlessModerator(room, by)
  if (refusal) return refusal
  if (!room.stageInvitations.has(data.person)) return accept()
  return accept({
    type: 'StageInvitationWithdrawn',
    data: { participant: data.person, reason: 'moderator' },
  })
}

export function bringOnStage({ data, by }: RoomCommandOf<'BringOnStage'>, room: Live): Decided {
  const refusal = unlessModerator(room, by)
  if (refusal) return refusal
  const { person } = data
  if (person === 'nobody') return reject('NO_HAND')
  const gone = unlessTargetInRoom(room, person)
  if (gone) return gone
  if (room.speakers.has(person)) return accept()
  if (!room.hands.has(person)) return reject('NO_HAND')
  return unlessStageHasCapacity(room) ?? accept(...comeOnStage(room, person, 'hand'))
}

export function stepDown({ by }: RoomCommandOf<'StepDown'>, room: Live): Decided {
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  if (room.host === by) return reject('HOST_CANNOT')
  if (!room.speakers.has(by)) return accept()
  return accept({ type: 'WentOffStage', data: { participant: by, reason: 'own' } })
}

export function moveToAudience({ data, by }: RoomCommandOf<'MoveToAudience'>, room: Live): Decided {
  const refusal = unlessModerator(room, by) ?? unlessOutranks(room, by, data.person)
  if (refusal) return refusal
  if (!room.speakers.has(data.person)) return accept()
  return accept({ type: 'WentOffStage', data: { participant: data.person, reason: 'moderator' } })
}

export function mute({ data, by }: RoomCommandOf<'Mute'>, room: Live): Decided {
  if (data.person !== null && data.person !== by) return muteAnother(room, by, data.person)
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  const muted = room.speakers.get(by)
  if (!muted) return reject('NOT_ON_STAGE')
  return muted === 'none' ? accept({ type: 'SpeakerMuted', data: { participant: by, by: 'self' } }) : accept()
}

function muteAnother(room: Live, by: UserId, participant: UserId): Decided {
  const refusal =
    unlessModerator(room, by) ??
    unlessTargetInRoom(room, participant) ??
    unlessOutranks(room, by, participant)
  if (refusal) return refusal
  const muted = room.speakers.get(participant)
  if (!muted) return reject('TARGET_NOT_ON_STAGE')
  return muted === 'moderator'
    ? accept()
    : accept({ type: 'SpeakerMuted', data: { participant, by: 'moderator' } })
}

export function muteEveryone({ by }: RoomCommandOf<'MuteEveryone'>, room: Live): Decided {
  const refusal = unlessModerator(room, by)
  if (refusal) return refusal
  const speakers = room.speakers.filter(
    (muted, person) => muted !== 'moderator' && !mayModerate(room, person),
  )
  return accept(
    ...speakers
      .keySeq()
      .map((participant): RoomEvent => ({ type: 'SpeakerMuted', data: { participant, by: 'moderator' } })),
  )
}

export function unmute({ by }: RoomCommandOf<'Unmute'>, room: Live): Decided {
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  switch (room.speakers.get(by)) {
    case undefined:
      return reject('NOT_ON_STAGE')
    case 'none':
      return accept()
    case 'moderator':
      return reject('MUTED_BY_MODERATOR')
    case 'self':
      return accept({ type: 'SpeakerUnmuted', data: { participant: by } })
  }
}

export function allowToUnmute({ data, by }: RoomCommandOf<'AllowToUnmute'>, room: Live): Decided {
  const participant = data.person
  const refusal =
    unlessModerator(room, by) ??
    unlessTargetInRoom(room, participant) ??
    unlessOutranks(room, by, participant)
  if (refusal) return refusal
  const muted = room.speakers.get(participant)
  if (!muted) return reject('TARGET_NOT_ON_STAGE')
  return muted === 'moderator' ? accept({ type: 'UnmuteAllowed', data: { participant } }) : accept()
}

function unlessStageHasCapacity(room: Live): Refusal | null {
  return room.speakers.size < MAX_ON_STAGE ? null : reject('STAGE_FULL', { limit: MAX_ON_STAGE })
}
