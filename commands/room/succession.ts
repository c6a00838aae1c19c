// What follows when somebody leaves, and who becomes host.

import type { UserId } from '../ids.ts'
import type { RoomEvent } from './events.ts'
import type { Live } from './fold.ts'

type Of<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>

/** Ends the person's hand, invitation and place on stage, then records that they left, then any change of host. */
export function leaveEvents(
  room: Live,
  going: Of<'ParticipantLeft'> | Of<'ParticipantRemoved'>,
): readonly RoomEvent[] {
  const { participant } = going.data
  const events: RoomEvent[] = withdrawRequests(room, participant, 'left')
  if (room.speakers.has(participant)) {
    const { lastSeenAt } = 'lastSeenAt' in going.data ? going.data : {}
    const seen = lastSeenAt === undefined ? {} : { lastSeenAt }
    events.push({ type: 'WentOffStage', data: { participant, reason: 'left', ...seen } })
  }
  events.push(going)
  if (room.host === participant) {
    const reason = going.type === 'ParticipantRemoved' ? 'removed' : going.data.reason
    const successor = successorOf(room)
    if (successor) events.push(...promoteToHost(room, successor, 'host'))
    events.push({ type: 'HostChanged', data: { from: participant, to: successor, reason } })
  }
  return events
}

/** Brings a person on stage, after their hand and their invitation have ended. */
export function comeOnStage(
  room: Live,
  participant: UserId,
  via: Of<'CameOnStage'>['data']['via'],
): readonly RoomEvent[] {
  return [
    ...withdrawRequests(room, participant, 'on-stage'),
    { type: 'CameOnStage', data: { participant, via } },
  ]
}

/**
 * Makes a person ready to be host: on stage, allowed to unmute and to write in the chat. The change of host itself is
 * for the caller to add.
 */
export function promoteToHost(
  room: Live,
  participant: UserId,
  via: Of<'CameOnStage'>['data']['via'],
): readonly RoomEvent[] {
  const events: RoomEvent[] = []
  if (!room.speakers.has(participant)) events.push(...comeOnStage(room, participant, via))
  if (room.speakers.get(participant) === 'moderator') {
    events.push({ type: 'UnmuteAllowed', data: { participant } })
  }
  if (room.silenced.has(participant)) events.push({ type: 'SilenceLifted', data: { participant } })
  return events
}

/**
 * The next host: the moderator who has been in the room longest, else the speaker who has been on stage longest, else
 * the creator if they are listening.
 */
function successorOf(room: Live): UserId | null {
  const candidates = room.moderators.filter(person => person !== room.host && room.participants.has(person))
  const moderator = candidates.minBy(person => room.participants.get(person) ?? 0)
  const speaker = room.speakers.keySeq().find(person => person !== room.host)
  const creator = room.creator !== room.host && room.participants.has(room.creator) ? room.creator : null
  return moderator ?? speaker ?? creator
}

function withdrawRequests(room: Live, participant: UserId, reason: 'left' | 'on-stage'): RoomEvent[] {
  const events: RoomEvent[] = []
  if (room.hands.has(participant)) events.push({ type: 'HandLowered', data: { participant, reason } })
  if (room.stageInvitations.has(participant)) {
    events.push({ type: 'StageInvitationWithdrawn', data: { participant, reason } })
  }
  return events
}
