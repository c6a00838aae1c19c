// The words in which the tests of a room's decider are written.

import { Set as PersistentSet } from 'immutable'
import { SYSTEM } from '../../commands/event.ts'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { type RoomCommand, type RoomCommandOf, roomDecider } from '../../commands/room/decide.ts'
import type { PersonView } from '../../commands/room/entry.ts'
import type { HandPolicy, RoomEvent, RoomSettings } from '../../commands/room/events.ts'
import { specification } from './spec.ts'

export const given = specification(roomDecider)

export const ada = 'ada' as UserId
export const bea = 'bea' as UserId
export const cy = 'cy' as UserId
export const dan = 'dan' as UserId
export const eve = 'eve' as UserId

/** Milliseconds since 1970. */
export const now = 1_000_000
export const tomorrow = now + 24 * 60 * 60 * 1000

type PersonCommand = Exclude<RoomCommand, { by: typeof SYSTEM }>

/** `by(ada, 'JoinRoom', {})`: a command of a person, now. */
export function by<Type extends PersonCommand['type']>(
  person: UserId,
  type: Type,
  data: RoomCommandOf<Type>['data'],
): RoomCommand {
  return { type, data, by: person, at: now, commandId: 'command' as CommandId } as RoomCommand
}

export function bySystem<Type extends Exclude<RoomCommand['type'], PersonCommand['type']>>(
  type: Type,
  data: RoomCommandOf<Type>['data'],
): RoomCommand {
  return { type, data, by: SYSTEM, at: now, commandId: 'command' as CommandId } as RoomCommand
}

export const settings: RoomSettings = {
  title: 'An evening',
  topic: 'jazz',
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
}

/** Announced by ada. */
export function scheduled(
  changes: Partial<RoomSettings> = {},
  invited: readonly UserId[] = [],
): readonly RoomEvent[] {
  return [
    { type: 'RoomScheduled', data: { ...settings, ...changes, host: ada, startsAt: tomorrow, invited } },
  ]
}

export const cancelled: readonly RoomEvent[] = [...scheduled(), { type: 'RoomCancelled', data: {} }]

/** Opened by ada, who is in it and on stage. */
export function opened(
  changes: Partial<RoomSettings> = {},
  invited: readonly UserId[] = [],
): readonly RoomEvent[] {
  return [
    { type: 'RoomOpened', data: { ...settings, ...changes, host: ada, invited } },
    { type: 'ParticipantJoined', data: { participant: ada } },
    { type: 'CameOnStage', data: { participant: ada, via: 'opening' } },
  ]
}

export const closed: readonly RoomEvent[] = [...opened(), { type: 'RoomClosed', data: { reason: 'host' } }]

export const joined = (participant: UserId): RoomEvent => ({
  type: 'ParticipantJoined',
  data: { participant },
})

export const left = (participant: UserId, reason: 'left' | 'vanished' = 'left'): RoomEvent => ({
  type: 'ParticipantLeft',
  data: { participant, reason },
})

export const appointed = (participant: UserId): RoomEvent => ({
  type: 'ModeratorAppointed',
  data: { participant },
})

export const onStage = (
  participant: UserId,
  via: Extract<RoomEvent, { type: 'CameOnStage' }>['data']['via'] = 'hand',
): RoomEvent => ({ type: 'CameOnStage', data: { participant, via } })

export const offStage = (participant: UserId, reason: 'own' | 'moderator' | 'left' = 'left'): RoomEvent => ({
  type: 'WentOffStage',
  data: { participant, reason },
})

export const raised = (participant: UserId, order: number): RoomEvent => ({
  type: 'HandRaised',
  data: { participant, order },
})

export const lowered = (
  participant: UserId,
  reason: Extract<RoomEvent, { type: 'HandLowered' }>['data']['reason'],
): RoomEvent => ({ type: 'HandLowered', data: { participant, reason } })

export const raisedAhead = (person: UserId, order: number): RoomEvent => ({
  type: 'HandRaisedAhead',
  data: { person, order },
})

export const loweredAhead = (person: UserId): RoomEvent => ({ type: 'HandLoweredAhead', data: { person } })

export const asked = (participant: UserId): RoomEvent => ({ type: 'InvitedToStage', data: { participant } })

export const withdrawn = (participant: UserId, reason: 'moderator' | 'left' | 'on-stage'): RoomEvent => ({
  type: 'StageInvitationWithdrawn',
  data: { participant, reason },
})

export const muted = (participant: UserId, by: 'self' | 'moderator'): RoomEvent => ({
  type: 'SpeakerMuted',
  data: { participant, by },
})

export const silenced = (participant: UserId): RoomEvent => ({
  type: 'ParticipantSilenced',
  data: { participant },
})

export const banned = (person: UserId, reason: string | null = null): RoomEvent => ({
  type: 'PersonBanned',
  data: { person, reason },
})

export const policy = (handPolicy: HandPolicy): RoomEvent => ({ type: 'HandPolicySet', data: { handPolicy } })

export const host = (
  from: UserId | null,
  to: UserId | null,
  reason: Extract<RoomEvent, { type: 'HostChanged' }>['data']['reason'],
): RoomEvent => ({ type: 'HostChanged', data: { from, to, reason } })

/** A registered person, as the room sees them. */
export function known({
  follows = [],
  blocks = [],
}: {
  follows?: readonly UserId[]
  blocks?: readonly UserId[]
} = {}): PersonView {
  return { isRegistered: true, following: PersistentSet(follows), blocked: PersistentSet(blocks) }
}

export const unknown: PersonView = {
  isRegistered: false,
  following: PersistentSet(),
  blocked: PersistentSet(),
}

/** Somebody who is registered, in a room whose host has nothing against them. */
export const welcome = [known(), known()]
