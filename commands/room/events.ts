// The events of a room. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent } from '../event.ts'
import type { UserId } from '../ids.ts'

/** Who may find and enter a room: everybody, followers of its host, or only people invited by name. */
export type Visibility = 'open' | 'followers' | 'invited'

/**
 * How a listener gets on stage. `open`: by raising a hand or by invitation. `invitation-only`: only by invitation, and
 * the queue of hands is empty. `closed`: no new hands, but those in the queue stay and may be brought on stage.
 */
export type HandPolicy = 'open' | 'invitation-only' | 'closed'

/** The settings of a room when it is scheduled or opened. */
export type RoomSettings = {
  readonly title: string
  /** A lower-case word to find the room by. Null: none. */
  readonly topic: string | null
  readonly visibility: Visibility
  /** The most people in the room at a time, including the host. Null: the room sets no limit. */
  readonly capacity: number | null
  readonly handPolicy: HandPolicy
}

type Participant = { participant: UserId }

export type RoomEvent =
  /** A room was scheduled for a future time. Nobody is in it yet. */
  | DomainEvent<
      'RoomScheduled',
      RoomSettings & { host: UserId; startsAt: number; invited: readonly UserId[] }
    >
  /** The start changed. Interest and early hands stay. */
  | DomainEvent<'RoomRescheduled', { startsAt: number }>
  /** A scheduled room will not take place. Final. */
  | DomainEvent<'RoomCancelled', Record<never, never>>
  /** A person wants to be reminded of a scheduled room. */
  | DomainEvent<'InterestMarked', { person: UserId }>
  /** A person no longer wants to be reminded. */
  | DomainEvent<'InterestWithdrawn', { person: UserId }>
  /** Everybody with an interest was reminded, shortly before `startsAt`. */
  | DomainEvent<'InterestedReminded', { startsAt: number }>
  /** A person raised a hand before the room opened. It enters the queue, sorted by `order`, when they join. */
  | DomainEvent<'HandRaisedAhead', { person: UserId; order: number }>
  /** A hand that was raised before the room opened is down. */
  | DomainEvent<'HandLoweredAhead', { person: UserId }>
  /** The room is live. Has all settings, also of a room that was scheduled. The host's joining is a separate event. */
  | DomainEvent<'RoomOpened', RoomSettings & { host: UserId; invited: readonly UserId[] }>
  /** The title or the topic changed. */
  | DomainEvent<'RoomRenamed', { title: string; topic: string | null }>
  /** Who may enter changed. People in the room stay. */
  | DomainEvent<'VisibilitySet', { visibility: Visibility }>
  /** The limit of people in the room changed. People in the room stay. */
  | DomainEvent<'CapacitySet', { capacity: number | null }>
  /** People were invited to the room by name. Matters where the room is not open. */
  | DomainEvent<'PeopleInvited', { people: readonly UserId[] }>
  /** People are no longer invited by name. Those in the room stay. */
  | DomainEvent<'PeopleUninvited', { people: readonly UserId[] }>
  /** A person joined the room as a listener. One event, however many devices they use. */
  | DomainEvent<'ParticipantJoined', Participant>
  /**
   * A person is no longer in the room. Events before this one ended their hand, invitation and place on stage.
   * `lastSeenAt`: somebody who vanished was last seen then, in milliseconds since 1970. Their visit ended there.
   */
  | DomainEvent<'ParticipantLeft', Participant & { reason: 'left' | 'vanished'; lastSeenAt?: number }>
  /** A person was removed. They may join again unless banned. What `ParticipantLeft` says of earlier events holds here. */
  | DomainEvent<'ParticipantRemoved', Participant & { reason: string | null }>
  /** A person may no longer join this room, on any device. They need not have been in it. */
  | DomainEvent<'PersonBanned', { person: UserId; reason: string | null }>
  /** A banned person may join again. */
  | DomainEvent<'BanLifted', { person: UserId }>
  /** A listener asked to speak. The queue is sorted by `order`, smallest first. A room never uses a number twice. */
  | DomainEvent<'HandRaised', Participant & { order: number }>
  /** A hand is down. */
  | DomainEvent<'HandLowered', Participant & { reason: 'own' | 'moderator' | 'left' | 'on-stage' | 'policy' }>
  /** How a listener gets on stage changed. */
  | DomainEvent<'HandPolicySet', { handPolicy: HandPolicy }>
  /** A listener was invited to the stage. Nothing happens until they accept. */
  | DomainEvent<'InvitedToStage', Participant>
  /** The listener declined. */
  | DomainEvent<'StageInvitationDeclined', Participant>
  /** The invitation ended without an answer. */
  | DomainEvent<'StageInvitationWithdrawn', Participant & { reason: 'moderator' | 'left' | 'on-stage' }>
  /**
   * A participant is on stage, unmuted. Events before this one ended their hand and invitation. With `host` they become
   * the host.
   */
  | DomainEvent<'CameOnStage', Participant & { via: 'opening' | 'invitation' | 'hand' | 'return' | 'host' }>
  /**
   * A speaker is a listener again. They stay in the room unless `ParticipantLeft` or `ParticipantRemoved` follows.
   * `lastSeenAt` as in the `ParticipantLeft` that follows.
   */
  | DomainEvent<'WentOffStage', Participant & { reason: 'own' | 'moderator' | 'left'; lastSeenAt?: number }>
  /** A speaker cannot be heard. One muted by a moderator cannot unmute until allowed. */
  | DomainEvent<'SpeakerMuted', Participant & { by: 'self' | 'moderator' }>
  /** A speaker can be heard again. */
  | DomainEvent<'SpeakerUnmuted', Participant>
  /** A speaker whom a moderator muted may unmute. They stay muted until they do. */
  | DomainEvent<'UnmuteAllowed', Participant>
  /** A person moderates this room, even after leaving and rejoining. */
  | DomainEvent<'ModeratorAppointed', Participant>
  /** A person no longer moderates this room. */
  | DomainEvent<'ModeratorDismissed', Participant>
  /** Another person is host. With `to` null nobody in the room may be host, and it closes after a grace period. */
  | DomainEvent<
      'HostChanged',
      {
        from: UserId | null
        to: UserId | null
        reason: 'handed-over' | 'left' | 'vanished' | 'removed' | 'returned' | 'succeeded'
      }
    >
  /** A person may not write in the room's chat, even after leaving and rejoining. */
  | DomainEvent<'ParticipantSilenced', Participant>
  /** A silenced person may write again. */
  | DomainEvent<'SilenceLifted', Participant>
  /** The host wants the room recorded. Recording begins if the gateway can. */
  | DomainEvent<'RecordingWanted', Record<never, never>>
  /** The host no longer wants the room recorded. */
  | DomainEvent<'RecordingUnwanted', Record<never, never>>
  /** The room is over for everybody in it. Final. */
  | DomainEvent<'RoomClosed', { reason: 'host' | 'abandoned' | 'admin' }>
