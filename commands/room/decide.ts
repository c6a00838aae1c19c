// The decider of a room: routes each command to the file of its theme.

import type { Decider } from '../decider.ts'
import type { LiveCommand, RoomCommand, RoomRejection } from './commands.ts'
import * as entry from './entry.ts'
import type { RoomEvent } from './events.ts'
import { evolve, initial, type Live, type RoomState } from './fold.ts'
import * as hands from './hands.ts'
import * as lifecycle from './lifecycle.ts'
import * as moderation from './moderation.ts'
import * as settings from './settings.ts'
import * as stage from './stage.ts'
import { type Decided, wrongPhase } from './standing.ts'

export type { RoomCommand, RoomCommandOf, RoomRejection } from './commands.ts'
export type { RoomState } from './fold.ts'

export const roomDecider: Decider<RoomCommand, RoomEvent, RoomState, RoomRejection, entry.RoomContext> = {
  category: 'Room',
  initial,
  evolve,
  needs: entry.roomNeeds,
  decide,
}

function decide(command: RoomCommand, state: RoomState, context: entry.RoomContext): Decided {
  switch (command.type) {
    case 'ScheduleRoom':
      return lifecycle.scheduleRoom(command, state, context)
    case 'RescheduleRoom':
      return lifecycle.rescheduleRoom(command, state)
    case 'CancelRoom':
      return lifecycle.cancelRoom(command, state)
    case 'OpenRoom':
      return lifecycle.openRoom(command, state, context)
    case 'CloseRoom':
      return lifecycle.closeRoom(command, state)
    case 'CloseAbandonedRoom':
      return lifecycle.closeAbandonedRoom(state)
    case 'RemindInterested':
      return lifecycle.remindInterested(command, state)
    case 'RenameRoom':
      return settings.renameRoom(command, state)
    case 'SetVisibility':
      return settings.setVisibility(command, state)
    case 'SetCapacity':
      return settings.setCapacity(command, state)
    case 'InvitePeople':
      return settings.invitePeople(command, state)
    case 'UninvitePeople':
      return settings.uninvitePeople(command, state)
    case 'MarkInterest':
      return entry.markInterest(command, state, context)
    case 'WithdrawInterest':
      return entry.withdrawInterest(command, state)
    case 'MarkVanished':
      return entry.markVanished(command, state)
    case 'RaiseHand':
      return hands.raiseHand(command, state, context)
    case 'LowerHand':
      return hands.lowerHand(command, state)
    case 'SetHandPolicy':
      return hands.setHandPolicy(command, state)
    case 'BanPerson':
      return moderation.banPerson(command, state)
    case 'LiftBan':
      return moderation.liftBan(command, state)
    default:
      return state.phase === 'live' ? decideLive(command, state, context) : wrongPhase(state)
  }
}

function decideLive(command: LiveCommand, state: Live, context: entry.RoomContext): Decided {
  switch (command.type) {
    case 'StartRecording':
      return settings.startRecording(command, state)
    case 'StopRecording':
      return settings.stopRecording(command, state)
    case 'JoinRoom':
      return entry.joinRoom(command, state, context)
    case 'LeaveRoom':
      return entry.leaveRoom(command, state)
    case 'InviteToStage':
      return stage.inviteToStage(command, state)
    case 'AcceptStageInvitation':
      return stage.acceptStageInvitation(command, state)
    case 'DeclineStageInvitation':
      return stage.declineStageInvitation(command, state)
    case 'WithdrawStageInvitation':
      return stage.withdrawStageInvitation(command, state)
    case 'BringOnStage':
      return stage.bringOnStage(command, state)
    case 'StepDown':
      return stage.stepDown(command, state)
    case 'MoveToAudience':
      return stage.moveToAudience(command, state)
    case 'Mute':
      return stage.mute(command, state)
    case 'MuteEveryone':
      return stage.muteEveryone(command, state)
    case 'Unmute':
      return stage.unmute(command, state)
    case 'AllowToUnmute':
      return stage.allowToUnmute(command, state)
    case 'AppointModerator':
      return moderation.appointModerator(command, state)
    case 'DismissModerator':
      return moderation.dismissModerator(command, state)
    case 'HandOverHost':
      return moderation.handOverHost(command, state)
    case 'SilenceInChat':
      return moderation.silenceInChat(command, state)
    case 'LiftSilence':
      return moderation.liftSilence(command, state)
    case 'RemoveParticipant':
      return moderation.removeParticipant(command, state)
  }
}
