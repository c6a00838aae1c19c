// What follows when somebody goes, and who is the host then.

import type { UserId } from '../ids.ts'
import type { RoomEvent } from './events.ts'
import type { Live } from './fold.ts'

type Of<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>

/** All that ends with a person's being in the room, then their going, then, where they were the host, who is host now. */
export function leaveEvents(
  room: Live,
  going: Of<'ParticipantLeft'> | Of<'ParticipantRemoved'>,
): readonly RoomEvent[] {
  const { participant } = going.data
  const events: RoomEvent[] = withdrawRequests(room, participant, 'left')
  if (room.speakers.has(participant)) {
    events.push({ type: 'WentOffStage', data: { participant, reason: 'left' } })
  }
  events.push(going)
  if (room.host === participant) {
    const reason = going.type === 'ParticipantRemoved' ? 'removed' : going.data.reason
    const heir = successorOf(room)
    if (heir) events.push(...promoteToHost(room, heir, 'host'))
    events.push({ type: 'HostChanged', data: { from: participant, to: heir, reason } })
  }
  return events
}

/** A person comes on stage: what they asked for, and were asked for, has ended. */
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
 * What makes a person fit to be the host, before they are: a host stands on stage, can be heard and may write, whatever
 * befell them before.
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
 * Moderators come first, the one who has been in the room longest; then the speaker who has been on stage longest; then
 * whoever made the room, where they only listen.
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
