// Folds a room's stream into its state. Collections are persistent, so that an old state stays intact and an event
// costs the same in a room of thousands as in a small one.

import { List, OrderedMap, Set as PersistentSet } from 'immutable'
import type { UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { RoomEvent, RoomSettings } from './events.ts'

/** What a room has in every phase in which something can happen. */
type Announced = {
  readonly settings: RoomSettings
  /** The person who scheduled or opened the room. They may always enter. */
  readonly creator: UserId
  /** People invited by name. Matters where the room is not open. */
  readonly invited: PersistentSet<UserId>
  readonly banned: PersistentSet<UserId>
  /** Hands raised before the room opened, with their `order`. An entry ends when its owner joins. */
  readonly earlyHands: RerootingMap<UserId, number>
  /** The `order` of the next hand, whether it is raised before the opening or in the room. */
  readonly nextHandOrder: number
}

export type Scheduled = Announced & {
  readonly phase: 'scheduled'
  /** Milliseconds since 1970. */
  readonly startsAt: number
  readonly interested: PersistentSet<UserId>
  /** Whether people were reminded of this announcement. One that moves the room, also to an earlier start, is another. */
  readonly isReminded: boolean
}

/** `self`: the speaker may unmute. `moderator`: the speaker may not unmute until a moderator allows it. */
export type Mute = 'none' | 'self' | 'moderator'

export type Live = Announced & {
  readonly phase: 'live'
  /** Null when nobody in the room may be the host. */
  readonly host: UserId | null
  /**
   * Hosts who vanished and may take the role back, the strongest claim first. There can be several, because a
   * substitute host may vanish too. None of them is in the room.
   */
  readonly returning: List<UserId>
  /** Everybody in the room, with a number that rises with each join: the smallest has been in the room longest. */
  readonly participants: RerootingMap<UserId, number>
  readonly nextJoinOrder: number
  /** Everybody on stage. The first has been on stage longest. */
  readonly speakers: OrderedMap<UserId, Mute>
  /**
   * Raised hands with their `order`. Not sorted, because an early hand may enter anywhere in the queue and only
   * `nextHand` needs the order.
   */
  readonly hands: RerootingMap<UserId, number>
  readonly stageInvitations: PersistentSet<UserId>
  /** Appointed moderators, in the room or not. The host may be one too. */
  readonly moderators: PersistentSet<UserId>
  /** People who may not write in the chat, in the room or not. */
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
      return scheduledRoom(event.data)
    case 'RoomRescheduled':
      return whileScheduled(state, () => ({ startsAt: event.data.startsAt, isReminded: false }))
    case 'RoomCancelled':
      return { phase: 'cancelled' }
    case 'InterestMarked':
      return whileScheduled(state, s => ({ interested: s.interested.add(event.data.person) }))
    case 'InterestWithdrawn':
      return whileScheduled(state, s => ({ interested: s.interested.delete(event.data.person) }))
    case 'InterestedReminded':
      return whileScheduled(state, s => (s.startsAt === event.data.startsAt ? { isReminded: true } : {}))
    case 'HandRaisedAhead': {
      const { person, order } = event.data
      return whileAnnounced(state, s => ({
        earlyHands: s.earlyHands.set(person, order),
        nextHandOrder: nextOrderAfter(s.nextHandOrder, order),
      }))
    }
    case 'HandLoweredAhead':
      return whileAnnounced(state, s => ({ earlyHands: s.earlyHands.delete(event.data.person) }))
    case 'RoomOpened':
      return openedRoom(state, event.data)
    case 'RoomRenamed':
    case 'VisibilitySet':
    case 'CapacitySet':
    case 'HandPolicySet':
      return whileAnnounced(state, s => ({ settings: { ...s.settings, ...event.data } }))
    case 'PeopleInvited':
      return whileAnnounced(state, s => ({ invited: s.invited.union(event.data.people) }))
    case 'PeopleUninvited':
      return whileAnnounced(state, s => ({ invited: s.invited.subtract(event.data.people) }))
    case 'PersonBanned':
      return withBan(state, event.data.person)
    case 'BanLifted':
      return whileAnnounced(state, s => ({ banned: s.banned.delete(event.data.person) }))
    case 'ParticipantJoined':
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
    case 'HandRaised':
    case 'HandLowered':
      return state.phase === 'live' ? evolveMembership(state, event) : state
    case 'InvitedToStage':
    case 'StageInvitationDeclined':
    case 'StageInvitationWithdrawn':
    case 'CameOnStage':
    case 'WentOffStage':
    case 'SpeakerMuted':
    case 'SpeakerUnmuted':
    case 'UnmuteAllowed':
      return whileLive(state, s => evolveStage(s, event))
    case 'ModeratorAppointed':
      return whileLive(state, s => ({ moderators: s.moderators.add(event.data.participant) }))
    case 'ModeratorDismissed':
      return whileLive(state, s => ({ moderators: s.moderators.delete(event.data.participant) }))
    case 'HostChanged':
      return whileLive(state, s => ({ host: event.data.to, returning: withReturning(s, event.data) }))
    case 'ParticipantSilenced':
      return whileLive(state, s => ({ silenced: s.silenced.add(event.data.participant) }))
    case 'SilenceLifted':
      return whileLive(state, s => ({ silenced: s.silenced.delete(event.data.participant) }))
    case 'RecordingWanted':
      return whileLive(state, () => ({ recordingWanted: true }))
    case 'RecordingUnwanted':
      return whileLive(state, () => ({ recordingWanted: false }))
    case 'RoomClosed':
      return { phase: 'closed' }
    default:
      event satisfies never
      return state
  }
}

type MembershipEvent = Extract<
  RoomEvent,
  { type: 'ParticipantJoined' | 'ParticipantLeft' | 'ParticipantRemoved' | 'HandRaised' | 'HandLowered' }
>

/** The frequent events. Each makes one new state and no other object. */
function evolveMembership(room: Live, event: MembershipEvent): Live {
  const { participant } = event.data
  switch (event.type) {
    case 'ParticipantJoined': {
      const { participants, nextJoinOrder } = room
      return {
        ...room,
        participants: participants.set(participant, nextJoinOrder),
        nextJoinOrder: nextJoinOrder + 1,
      }
    }
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return { ...room, participants: room.participants.delete(participant) }
    case 'HandRaised': {
      const { order } = event.data
      return {
        ...room,
        earlyHands: room.earlyHands.delete(participant),
        hands: room.hands.set(participant, order),
        nextHandOrder: nextOrderAfter(room.nextHandOrder, order),
      }
    }
    case 'HandLowered':
      return { ...room, hands: room.hands.delete(participant) }
  }
}

type StageEvent = Extract<
  RoomEvent,
  {
    type:
      | 'InvitedToStage'
      | 'StageInvitationDeclined'
      | 'StageInvitationWithdrawn'
      | 'CameOnStage'
      | 'WentOffStage'
      | 'SpeakerMuted'
      | 'SpeakerUnmuted'
      | 'UnmuteAllowed'
  }
>

function evolveStage({ stageInvitations, speakers }: Live, event: StageEvent): Partial<Live> {
  const { participant } = event.data
  switch (event.type) {
    case 'InvitedToStage':
      return { stageInvitations: stageInvitations.add(participant) }
    case 'StageInvitationDeclined':
    case 'StageInvitationWithdrawn':
      return { stageInvitations: stageInvitations.delete(participant) }
    case 'CameOnStage':
      return { speakers: speakers.set(participant, 'none') }
    case 'WentOffStage':
      return { speakers: speakers.delete(participant) }
    case 'SpeakerMuted':
      return withMute(speakers, participant, event.data.by)
    case 'SpeakerUnmuted':
      return withMute(speakers, participant, 'none')
    case 'UnmuteAllowed':
      return withMute(speakers, participant, 'self')
  }
}

function withMute(speakers: Live['speakers'], speaker: UserId, mute: Mute): Partial<Live> {
  return speakers.has(speaker) ? { speakers: speakers.set(speaker, mute) } : {}
}

function scheduledRoom({ host, startsAt, invited, ...settings }: Of<'RoomScheduled'>): Scheduled {
  return {
    phase: 'scheduled',
    settings,
    creator: host,
    invited: PersistentSet(invited),
    banned: PersistentSet(),
    earlyHands: RerootingMap.empty(),
    nextHandOrder: 1,
    startsAt,
    interested: PersistentSet(),
    isReminded: false,
  }
}

function openedRoom(before: RoomState, { host, invited, ...settings }: Of<'RoomOpened'>): Live {
  const announcement = before.phase === 'scheduled' ? before : undefined
  return {
    phase: 'live',
    settings,
    creator: announcement?.creator ?? host,
    invited: PersistentSet(invited),
    banned: announcement?.banned ?? PersistentSet(),
    earlyHands: announcement?.earlyHands ?? RerootingMap.empty(),
    nextHandOrder: announcement?.nextHandOrder ?? 1,
    host,
    returning: List(),
    participants: RerootingMap.empty(),
    nextJoinOrder: 1,
    speakers: OrderedMap(),
    hands: RerootingMap.empty(),
    stageInvitations: PersistentSet(),
    moderators: PersistentSet(),
    silenced: PersistentSet(),
    recordingWanted: false,
  }
}

/** A ban ends the claim to return as host. Roles, hands and invitations end by events of their own. */
function withBan(state: RoomState, person: UserId): RoomState {
  const room = whileAnnounced(state, s => ({ banned: s.banned.add(person) }))
  if (room.phase !== 'live' || !room.returning.includes(person)) return room
  return { ...room, returning: room.returning.filter(host => host !== person) }
}

/** A host who vanishes may return. A host who returns ends the claims of those who hosted in their place. */
function withReturning({ returning }: Live, { from, to, reason }: Of<'HostChanged'>): List<UserId> {
  if (reason === 'vanished') return from && !returning.includes(from) ? returning.push(from) : returning
  const index = to ? returning.indexOf(to) : -1
  return index >= 0 ? returning.take(index) : returning
}

function whileScheduled(state: RoomState, change: (room: Scheduled) => Partial<Scheduled>): RoomState {
  return state.phase === 'scheduled' ? { ...state, ...change(state) } : state
}

function whileLive(state: RoomState, change: (room: Live) => Partial<Live>): RoomState {
  return state.phase === 'live' ? { ...state, ...change(state) } : state
}

function whileAnnounced(state: RoomState, change: (room: Announced) => Partial<Announced>): RoomState {
  return state.phase === 'scheduled' || state.phase === 'live' ? { ...state, ...change(state) } : state
}

function nextOrderAfter(next: number, order: number): number {
  return Math.max(next, order + 1)
}

type Of<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>['data']
