// A room, folded from its stream. Collections are persistent: an old state stays as it was, and a room of thousands
// costs no more than a small one.

import { List, OrderedMap, Set as PersistentSet } from 'immutable'
import type { UserId } from '../ids.ts'
import { RerootingMap } from '../persistent-map.ts'
import type { RoomEvent, RoomSettings } from './events.ts'

/** What a room holds from its announcement on. */
type Announced = {
  readonly settings: RoomSettings
  /** Who announced or opened it; may always enter. */
  readonly creator: UserId
  /** Let in by name. */
  readonly invited: PersistentSet<UserId>
  readonly banned: PersistentSet<UserId>
  /** Hands that were raised before the opening, of people who have not come yet, with their `order`. */
  readonly early: RerootingMap<UserId, number>
  /** The `order` of the next hand, raised ahead or in the room. */
  readonly nextOrder: number
}

export type Scheduled = Announced & {
  readonly phase: 'scheduled'
  /** Milliseconds since 1970. */
  readonly startsAt: number
  readonly interested: PersistentSet<UserId>
  /** The last start of which those were reminded. */
  readonly remindedOf: number | null
}

/** `self`: may unmute; `moderator`: may not until allowed. */
export type Mute = 'none' | 'self' | 'moderator'

export type Live = Announced & {
  readonly phase: 'live'
  /** Null: nobody who is in the room may hold the role. */
  readonly host: UserId | null
  /**
   * Hosts who vanished and may take the role back, the strongest right first: whoever hosts in the place of another
   * may vanish too. None of them is in the room.
   */
  readonly returning: List<UserId>
  /** Everybody in the room, with the place of their coming: the smaller, the longer they stand in it. */
  readonly participants: RerootingMap<UserId, number>
  readonly nextPlace: number
  /** Everybody on stage, the longest-standing first. */
  readonly speakers: OrderedMap<UserId, Mute>
  /**
   * Raised hands with their `order`. Not kept sorted: an early hand enters the queue anywhere, and only who asks for
   * the next hand has to look.
   */
  readonly hands: RerootingMap<UserId, number>
  readonly stageInvitations: PersistentSet<UserId>
  /** In the room or not; the host need not be one. */
  readonly moderators: PersistentSet<UserId>
  /** In the room or not. */
  readonly silenced: PersistentSet<UserId>
  readonly recordingWanted: boolean
}

export type RoomState =
  | { readonly phase: 'none' }
  | Scheduled
  | { readonly phase: 'cancelled' }
  | Live
  | { readonly phase: 'closed' }

export const initial: RoomState = { phase: 'none' }

export function evolve(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'RoomScheduled':
      return scheduled(event.data)
    case 'RoomRescheduled':
      return whileScheduled(state, () => ({ startsAt: event.data.startsAt }))
    case 'RoomCancelled':
      return { phase: 'cancelled' }
    case 'InterestMarked':
      return whileScheduled(state, s => ({ interested: s.interested.add(event.data.person) }))
    case 'InterestWithdrawn':
      return whileScheduled(state, s => ({ interested: s.interested.delete(event.data.person) }))
    case 'InterestedReminded':
      return whileScheduled(state, () => ({ remindedOf: event.data.startsAt }))
    case 'HandRaisedAhead': {
      const { person, order } = event.data
      return announced(state, s => ({
        early: s.early.set(person, order),
        nextOrder: after(s.nextOrder, order),
      }))
    }
    case 'HandLoweredAhead':
      return announced(state, s => ({ early: s.early.delete(event.data.person) }))
    case 'RoomOpened':
      return opened(state, event.data)
    case 'RoomRenamed':
    case 'VisibilitySet':
    case 'CapacitySet':
    case 'HandPolicySet':
      return announced(state, s => ({ settings: { ...s.settings, ...event.data } }))
    case 'PeopleInvited':
      return announced(state, s => ({ invited: s.invited.union(event.data.people) }))
    case 'PeopleUninvited':
      return announced(state, s => ({ invited: s.invited.subtract(event.data.people) }))
    case 'PersonBanned':
      return banned(state, event.data.person)
    case 'BanLifted':
      return announced(state, s => ({ banned: s.banned.delete(event.data.person) }))
    case 'ParticipantJoined':
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
    case 'HandRaised':
    case 'HandLowered':
      return state.phase === 'live' ? crowded(state, event) : state
    case 'InvitedToStage':
      return live(state, s => ({ stageInvitations: s.stageInvitations.add(event.data.participant) }))
    case 'StageInvitationDeclined':
    case 'StageInvitationWithdrawn':
      return live(state, s => ({ stageInvitations: s.stageInvitations.delete(event.data.participant) }))
    case 'CameOnStage':
      return live(state, s => ({ speakers: s.speakers.set(event.data.participant, 'none') }))
    case 'WentOffStage':
      return live(state, s => ({ speakers: s.speakers.delete(event.data.participant) }))
    case 'SpeakerMuted':
      return live(state, s => muted(s, event.data.participant, event.data.by))
    case 'SpeakerUnmuted':
      return live(state, s => muted(s, event.data.participant, 'none'))
    case 'UnmuteAllowed':
      return live(state, s => muted(s, event.data.participant, 'self'))
    case 'ModeratorAppointed':
      return live(state, s => ({ moderators: s.moderators.add(event.data.participant) }))
    case 'ModeratorDismissed':
      return live(state, s => ({ moderators: s.moderators.delete(event.data.participant) }))
    case 'HostChanged':
      return live(state, s => ({ host: event.data.to, returning: returning(s, event.data) }))
    case 'ParticipantSilenced':
      return live(state, s => ({ silenced: s.silenced.add(event.data.participant) }))
    case 'SilenceLifted':
      return live(state, s => ({ silenced: s.silenced.delete(event.data.participant) }))
    case 'RecordingWanted':
      return live(state, () => ({ recordingWanted: true }))
    case 'RecordingUnwanted':
      return live(state, () => ({ recordingWanted: false }))
    case 'RoomClosed':
      return { phase: 'closed' }
    default:
      event satisfies never
      return state
  }
}

type Crowding = 'ParticipantJoined' | 'ParticipantLeft' | 'ParticipantRemoved' | 'HandRaised' | 'HandLowered'

/** The frequent events, each with one new state and nothing else. */
function crowded(room: Live, event: Extract<RoomEvent, { type: Crowding }>): Live {
  const { participant } = event.data
  switch (event.type) {
    case 'ParticipantJoined': {
      const { participants, nextPlace } = room
      return { ...room, participants: participants.set(participant, nextPlace), nextPlace: nextPlace + 1 }
    }
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return { ...room, participants: room.participants.delete(participant) }
    case 'HandRaised': {
      const { order } = event.data
      return {
        ...room,
        early: room.early.delete(participant),
        hands: room.hands.set(participant, order),
        nextOrder: after(room.nextOrder, order),
      }
    }
    case 'HandLowered':
      return { ...room, hands: room.hands.delete(participant) }
  }
}

function scheduled({ host, startsAt, invited, ...settings }: Of<'RoomScheduled'>): Scheduled {
  return {
    phase: 'scheduled',
    settings,
    creator: host,
    invited: PersistentSet(invited),
    banned: PersistentSet(),
    early: RerootingMap.empty(),
    nextOrder: 1,
    startsAt,
    interested: PersistentSet(),
    remindedOf: null,
  }
}

function opened(before: RoomState, { host, invited, ...settings }: Of<'RoomOpened'>): Live {
  const announcement = before.phase === 'scheduled' ? before : undefined
  return {
    phase: 'live',
    settings,
    creator: announcement?.creator ?? host,
    invited: PersistentSet(invited),
    banned: announcement?.banned ?? PersistentSet(),
    early: announcement?.early ?? RerootingMap.empty(),
    nextOrder: announcement?.nextOrder ?? 1,
    host,
    returning: List(),
    participants: RerootingMap.empty(),
    nextPlace: 1,
    speakers: OrderedMap(),
    hands: RerootingMap.empty(),
    stageInvitations: PersistentSet(),
    moderators: PersistentSet(),
    silenced: PersistentSet(),
    recordingWanted: false,
  }
}

/** A ban ends the right to return; what else a person held ends by events of its own. */
function banned(state: RoomState, person: UserId): RoomState {
  const room = announced(state, s => ({ banned: s.banned.add(person) }))
  if (room.phase !== 'live' || !room.returning.includes(person)) return room
  return { ...room, returning: room.returning.filter(host => host !== person) }
}

/** Who vanishes as a host may return; who returns ends the rights of those who hosted in their place. */
function returning({ returning }: Live, { from, to, reason }: Of<'HostChanged'>): List<UserId> {
  if (reason === 'vanished') return from && !returning.includes(from) ? returning.push(from) : returning
  const place = to ? returning.indexOf(to) : -1
  return place >= 0 ? returning.take(place) : returning
}

function muted({ speakers }: Live, speaker: UserId, mute: Mute): Partial<Live> {
  return speakers.has(speaker) ? { speakers: speakers.set(speaker, mute) } : {}
}

function whileScheduled(state: RoomState, change: (room: Scheduled) => Partial<Scheduled>): RoomState {
  return state.phase === 'scheduled' ? { ...state, ...change(state) } : state
}

function live(state: RoomState, change: (room: Live) => Partial<Live>): RoomState {
  return state.phase === 'live' ? { ...state, ...change(state) } : state
}

function announced(state: RoomState, change: (room: Announced) => Partial<Announced>): RoomState {
  return state.phase === 'scheduled' || state.phase === 'live' ? { ...state, ...change(state) } : state
}

function after(next: number, order: number): number {
  return Math.max(next, order + 1)
}

type Of<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>['data']
