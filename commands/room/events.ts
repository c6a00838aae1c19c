// The facts of a room. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { UserId } from '../ids.ts'

/** Who may find and enter a room: everybody; followers of its host; only people who were let in by name. */
export type Visibility = 'open' | 'followers' | 'invited'

/**
 * How a listener gets on stage. `open`: by a raised hand or by invitation. `invitation-only`: by invitation alone, the
 * queue of hands is empty. `closed`: no new hands, those in the queue stay and may be brought up.
 */
export type HandPolicy = 'open' | 'invitation-only' | 'closed'

/** What a room is set to when it is scheduled or opened. */
export type RoomSettings = {
  readonly title: string
  /** A lower-case word to find the room by, or null. */
  readonly topic: string | null
  readonly visibility: Visibility
  /** The most people at one time, the host included; null: no limit of the room's own. */
  readonly capacity: number | null
  readonly handPolicy: HandPolicy
}

type Participant = { participant: UserId }

export type RoomEvent =
  /** A room was announced for a time to come. Nobody is in it yet. */
  | DomainEvent<
      'RoomScheduled',
      RoomSettings & { host: UserId; startsAt: number; invited: readonly UserId[] }
    >
  /** The announced time changed. Interest and early hands stay. */
  | DomainEvent<'RoomRescheduled', { startsAt: number }>
  /** An announced room will not take place. Final. */
  | DomainEvent<'RoomCancelled', Record<never, never>>
  /** A person wants to be reminded of an announced room. */
  | DomainEvent<'InterestMarked', { person: UserId }>
  | DomainEvent<'InterestWithdrawn', { person: UserId }>
  /** Everybody who wanted to be was reminded, a while before the start that was announced. */
  | DomainEvent<'InterestedReminded', { startsAt: number }>
  /** A person raised a hand before the room opened. It joins the queue, at the place of `order`, when they join. */
  | DomainEvent<'HandRaisedAhead', { person: UserId; order: number }>
  | DomainEvent<'HandLoweredAhead', { person: UserId }>
  /** The room is live. Holds all settings, whether or not it was scheduled. The host's joining follows by itself. */
  | DomainEvent<'RoomOpened', RoomSettings & { host: UserId; invited: readonly UserId[] }>
  | DomainEvent<'RoomRenamed', { title: string; topic: string | null }>
  /** Who may enter from now on. Nobody who is in is put out. */
  | DomainEvent<'VisibilitySet', { visibility: Visibility }>
  /** How many may be in at one time from now on. Nobody who is in is put out. */
  | DomainEvent<'CapacitySet', { capacity: number | null }>
  /** People were let in by name (it matters where the room is not open). */
  | DomainEvent<'PeopleInvited', { people: readonly UserId[] }>
  | DomainEvent<'PeopleUninvited', { people: readonly UserId[] }>
  /** A person is in the room, as a listener; one event however many devices they use. */
  | DomainEvent<'ParticipantJoined', Participant>
  /** A person is no longer in the room. A hand, an invitation and a place on stage have ended by events before this one. */
  | DomainEvent<'ParticipantLeft', Participant & { reason: 'left' | 'vanished' }>
  /** A person was put out; they may join again unless they were banned. Hand, invitation and stage ended before this one. */
  | DomainEvent<'ParticipantRemoved', Participant & { reason: string | null }>
  /** A person may not join this room any more, on any device. Says nothing of whether they were in it. */
  | DomainEvent<'PersonBanned', { person: UserId; reason: string | null }>
  | DomainEvent<'BanLifted', { person: UserId }>
  /** A listener asked to speak. The queue is ordered by `order`, smallest first; numbers are never reused in a room. */
  | DomainEvent<'HandRaised', Participant & { order: number }>
  | DomainEvent<'HandLowered', Participant & { reason: 'own' | 'moderator' | 'left' | 'on-stage' | 'policy' }>
  | DomainEvent<'HandPolicySet', { handPolicy: HandPolicy }>
  /** A listener was asked to come on stage; nothing happens until they accept. */
  | DomainEvent<'InvitedToStage', Participant>
  | DomainEvent<'StageInvitationDeclined', Participant>
  | DomainEvent<'StageInvitationWithdrawn', Participant & { reason: 'moderator' | 'left' | 'on-stage' }>
  /** A participant may speak from now on. Their hand and invitation ended before this one. They come on stage unmuted. `host`: they become the host. */
  | DomainEvent<'CameOnStage', Participant & { via: 'opening' | 'invitation' | 'hand' | 'return' | 'host' }>
  /** A participant is a listener again; they stay in the room unless a departure follows. */
  | DomainEvent<'WentOffStage', Participant & { reason: 'own' | 'moderator' | 'left' }>
  /** A speaker cannot be heard. Muted by a moderator, they cannot unmute until allowed. */
  | DomainEvent<'SpeakerMuted', Participant & { by: 'self' | 'moderator' }>
  | DomainEvent<'SpeakerUnmuted', Participant>
  /** A speaker who was muted by a moderator may unmute themselves; they stay muted until they do. */
  | DomainEvent<'UnmuteAllowed', Participant>
  /** A person moderates this room; it outlives leaving and rejoining. */
  | DomainEvent<'ModeratorAppointed', Participant>
  | DomainEvent<'ModeratorDismissed', Participant>
  /** The host's role passed on; `to` null: nobody who is in may hold it, and the room closes after a grace. */
  | DomainEvent<
      'HostChanged',
      {
        from: UserId | null
        to: UserId | null
        reason: 'handed-over' | 'left' | 'vanished' | 'removed' | 'returned' | 'succeeded'
      }
    >
  /** A person may not write in the room's chat; it outlives leaving and rejoining. */
  | DomainEvent<'ParticipantSilenced', Participant>
  | DomainEvent<'SilenceLifted', Participant>
  /** The room wants its sound recorded from now on, where a gateway can. */
  | DomainEvent<'RecordingWanted', Record<never, never>>
  | DomainEvent<'RecordingUnwanted', Record<never, never>>
  /** The room is over for everybody who is in it. Final. */
  | DomainEvent<'RoomClosed', { reason: 'host' | 'abandoned' | 'admin' }>
