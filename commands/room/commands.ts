// The commands of a room and its rejections.
// A command is named after its mutation. Persons are ids, and times are milliseconds since 1970.

import type { ByPerson, Command } from '../decider.ts'
import type { SYSTEM } from '../event.ts'
import type { UserId } from '../ids.ts'
import type { HandPolicy, RoomSettings, Visibility } from './events.ts'

type BySystem<Type extends string, Data extends object> = Command<Type, Data> & { readonly by: typeof SYSTEM }
type NoData = Record<never, never>
type Person = { person: UserId }
/** Null: the person who acts. */
type PersonOrSelf = { person: UserId | null }
/** With `asAdmin`, the person acts as an admin: on anybody, and from outside the room. */
type AsAdmin = { asAdmin: boolean }

/** Commands that apply to more than one phase, or whose rejection depends on the phase. */
export type AnyPhaseCommand =
  | ByPerson<'ScheduleRoom', RoomSettings & { startsAt: number; invited: readonly UserId[] }>
  | ByPerson<'RescheduleRoom', { startsAt: number }>
  | ByPerson<'CancelRoom', NoData>
  | ByPerson<'MarkInterest', NoData>
  | ByPerson<'WithdrawInterest', NoData>
  /** For a scheduled room the data is ignored. Any other room needs a title. */
  | ByPerson<'OpenRoom', Omit<RoomSettings, 'title'> & { title: string | null; invited: readonly UserId[] }>
  | ByPerson<'CloseRoom', AsAdmin>
  | ByPerson<'RenameRoom', { title: string; topic: string | null }>
  | ByPerson<'SetVisibility', { visibility: Visibility }>
  | ByPerson<'SetCapacity', { capacity: number | null }>
  | ByPerson<'SetHandPolicy', { handPolicy: HandPolicy }>
  | ByPerson<'InvitePeople', { people: readonly UserId[] }>
  | ByPerson<'UninvitePeople', { people: readonly UserId[] }>
  | ByPerson<'RaiseHand', NoData>
  | ByPerson<'LowerHand', PersonOrSelf>
  | ByPerson<'BanPerson', Person & AsAdmin & { reason: string | null }>
  | ByPerson<'LiftBan', Person & AsAdmin>
  /** The last device of a participant has been gone for longer than the grace period. `lastSeenAt`: when it was last seen. */
  | BySystem<'MarkVanished', { participant: UserId; lastSeenAt?: number }>
  /** A room has had no host for longer than the grace period. */
  | BySystem<'CloseAbandonedRoom', NoData>
  /** A room is about to start. `startsAt` is the start that the reactor knows. */
  | BySystem<'RemindInterested', { startsAt: number }>

/** Commands that need a live room. */
export type LiveCommand =
  | ByPerson<'StartRecording', NoData>
  | ByPerson<'StopRecording', NoData>
  | ByPerson<'JoinRoom', NoData>
  | ByPerson<'LeaveRoom', NoData>
  | ByPerson<'RemoveParticipant', Person & AsAdmin & { reason: string | null }>
  | ByPerson<'InviteToStage', Person>
  | ByPerson<'AcceptStageInvitation', NoData>
  | ByPerson<'DeclineStageInvitation', NoData>
  | ByPerson<'WithdrawStageInvitation', Person>
  /**
   * The API names the next person in the queue with `nextHand`. So two moderators who press at the same time, or one
   * who presses twice, bring up one person. `nobody`: no hand was raised.
   */
  | ByPerson<'BringOnStage', { person: UserId | 'nobody' }>
  | ByPerson<'StepDown', NoData>
  | ByPerson<'MoveToAudience', Person>
  | ByPerson<'Mute', PersonOrSelf>
  | ByPerson<'MuteEveryone', NoData>
  | ByPerson<'Unmute', NoData>
  | ByPerson<'AllowToUnmute', Person>
  | ByPerson<'AppointModerator', Person>
  | ByPerson<'DismissModerator', Person>
  | ByPerson<'HandOverHost', Person>
  | ByPerson<'SilenceInChat', Person>
  | ByPerson<'LiftSilence', Person>

export type RoomCommand = AnyPhaseCommand | LiveCommand

/** The command of one type: `RoomCommandOf<'JoinRoom'>`. */
export type RoomCommandOf<Type extends RoomCommand['type']> = Extract<RoomCommand, { type: Type }>

export type RoomRejection =
  /** `details.field` names the input. The other details are the bounds that it breaks, or the reason. */
  | 'INVALID_INPUT'
  | 'NOT_REGISTERED'
  | 'YOURSELF'
  | 'BLOCKED'
  | 'NO_SUCH_ROOM'
  | 'ROOM_EXISTS'
  | 'ROOM_NOT_LIVE'
  | 'ROOM_NOT_SCHEDULED'
  | 'ROOM_CLOSED'
  | 'ROOM_CANCELLED'
  | 'ROOM_FULL'
  | 'NOT_ALLOWED_IN'
  | 'BANNED'
  | 'STARTS_IN_THE_PAST'
  | 'NOT_THE_HOST'
  | 'NOT_A_MODERATOR'
  | 'NOT_IN_ROOM'
  | 'TARGET_NOT_IN_ROOM'
  | 'TARGET_OUTRANKS_YOU'
  | 'HANDS_CLOSED'
  | 'BY_INVITATION_ONLY'
  | 'ALREADY_ON_STAGE'
  | 'NOT_ON_STAGE'
  | 'TARGET_NOT_ON_STAGE'
  | 'NO_HAND'
  | 'NOT_INVITED'
  | 'STAGE_FULL'
  | 'MUTED_BY_MODERATOR'
  | 'HOST_CANNOT'
  | 'TOO_MANY_INVITED'
  | 'TOO_MANY_HANDS'
