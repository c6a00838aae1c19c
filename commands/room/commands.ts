// What can be asked of a room, and the reasons for which it is refused.
// A command's type is the mutation's name; persons and people are ids; times are milliseconds since 1970.

import type { ByPerson, Command } from '../decider.ts'
import type { SYSTEM } from '../event.ts'
import type { UserId } from '../ids.ts'
import type { HandPolicy, RoomSettings, Visibility } from './events.ts'

type BySystem<Type extends string, Data extends object> = Command<Type, Data> & { readonly by: typeof SYSTEM }
type NoData = Record<never, never>
type Person = { person: UserId }
/** `null`: oneself. */
type PersonOrSelf = { person: UserId | null }
/** An admin acts on anybody, from outside the room. */
type AsAdmin = { asAdmin: boolean }

/** What may be asked in more than one phase, or is answered differently in each. */
export type AnyPhaseCommand =
  | ByPerson<'ScheduleRoom', RoomSettings & { startsAt: number; invited: readonly UserId[] }>
  | ByPerson<'RescheduleRoom', { startsAt: number }>
  | ByPerson<'CancelRoom', NoData>
  | ByPerson<'MarkInterest', NoData>
  | ByPerson<'WithdrawInterest', NoData>
  /** Of a room that was scheduled the data is not looked at; any other needs a title. */
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
  /** The last device of a participant has been gone for longer than the grace. */
  | BySystem<'MarkVanished', { participant: UserId }>
  /** A room has been without a host for longer than the grace. */
  | BySystem<'CloseAbandonedRoom', NoData>
  /** A room is about to start; `startsAt` is what whoever asks for this knows of it. */
  | BySystem<'RemindInterested', { startsAt: number }>

/** What may be asked of a live room only. */
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
   * Whoever asks for the next in the queue names them first, by `nextHand` of the state that they see, so that two
   * moderators who press at once, or one who presses twice, bring up one. `nobody`: there was no hand to name.
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
  /** `details.field` names the input; the other details are the bounds that it broke. */
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
