// Which commands a room takes in which phase, and from whom at all.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RoomCommand, RoomRejection } from '../../commands/room/decide.ts'
import {
  ada,
  bea,
  by,
  bySystem,
  cancelled,
  closed,
  cy,
  given,
  joined,
  opened,
  scheduled,
  settings,
  tomorrow,
  welcome,
} from '../support/room-spec.ts'

const wanted = { ...settings, invited: [] }
const cyOut = { person: cy, asAdmin: false, reason: null }

/** One of each, by the host. */
const commands: { [Type in RoomCommand['type']]: RoomCommand } = {
  ScheduleRoom: by(ada, 'ScheduleRoom', { ...wanted, startsAt: tomorrow + 1 }),
  RescheduleRoom: by(ada, 'RescheduleRoom', { startsAt: tomorrow + 1 }),
  CancelRoom: by(ada, 'CancelRoom', {}),
  MarkInterest: by(ada, 'MarkInterest', {}),
  WithdrawInterest: by(ada, 'WithdrawInterest', {}),
  OpenRoom: by(ada, 'OpenRoom', wanted),
  CloseRoom: by(ada, 'CloseRoom', { asAdmin: false }),
  RenameRoom: by(ada, 'RenameRoom', { title: 'Another', topic: null }),
  SetVisibility: by(ada, 'SetVisibility', { visibility: 'invited' }),
  SetCapacity: by(ada, 'SetCapacity', { capacity: 20 }),
  SetHandPolicy: by(ada, 'SetHandPolicy', { handPolicy: 'closed' }),
  InvitePeople: by(ada, 'InvitePeople', { people: [cy] }),
  UninvitePeople: by(ada, 'UninvitePeople', { people: [cy] }),
  RaiseHand: by(ada, 'RaiseHand', {}),
  LowerHand: by(ada, 'LowerHand', { person: null }),
  BanPerson: by(ada, 'BanPerson', cyOut),
  LiftBan: by(ada, 'LiftBan', { person: cy, asAdmin: false }),
  MarkVanished: bySystem('MarkVanished', { participant: ada }),
  CloseAbandonedRoom: bySystem('CloseAbandonedRoom', {}),
  RemindInterested: bySystem('RemindInterested', { startsAt: tomorrow }),
  StartRecording: by(ada, 'StartRecording', {}),
  StopRecording: by(ada, 'StopRecording', {}),
  JoinRoom: by(ada, 'JoinRoom', {}),
  LeaveRoom: by(ada, 'LeaveRoom', {}),
  RemoveParticipant: by(ada, 'RemoveParticipant', cyOut),
  InviteToStage: by(ada, 'InviteToStage', { person: cy }),
  AcceptStageInvitation: by(ada, 'AcceptStageInvitation', {}),
  DeclineStageInvitation: by(ada, 'DeclineStageInvitation', {}),
  WithdrawStageInvitation: by(ada, 'WithdrawStageInvitation', { person: cy }),
  BringOnStage: by(ada, 'BringOnStage', { person: cy }),
  StepDown: by(ada, 'StepDown', {}),
  MoveToAudience: by(ada, 'MoveToAudience', { person: cy }),
  Mute: by(ada, 'Mute', { person: cy }),
  MuteEveryone: by(ada, 'MuteEveryone', {}),
  Unmute: by(ada, 'Unmute', {}),
  AllowToUnmute: by(ada, 'AllowToUnmute', { person: cy }),
  AppointModerator: by(ada, 'AppointModerator', { person: cy }),
  DismissModerator: by(ada, 'DismissModerator', { person: cy }),
  HandOverHost: by(ada, 'HandOverHost', { person: cy }),
  SilenceInChat: by(ada, 'SilenceInChat', { person: cy }),
  LiftSilence: by(ada, 'LiftSilence', { person: cy }),
}

type Type = RoomCommand['type']
const ofSystem: readonly Type[] = ['MarkVanished', 'CloseAbandonedRoom', 'RemindInterested']
const beforeTheOpening: readonly Type[] = [
  'RenameRoom',
  'SetVisibility',
  'SetCapacity',
  'SetHandPolicy',
  'InvitePeople',
  'UninvitePeople',
  'RaiseHand',
  'LowerHand',
  'BanPerson',
  'LiftBan',
]
const ofAnnouncements: readonly Type[] = ['RescheduleRoom', 'CancelRoom', 'MarkInterest', 'WithdrawInterest']
const ofModerators: readonly Type[] = [
  'SetHandPolicy',
  'InvitePeople',
  'UninvitePeople',
  'BanPerson',
  'LiftBan',
  'RemoveParticipant',
  'InviteToStage',
  'WithdrawStageInvitation',
  'BringOnStage',
  'MoveToAudience',
  'Mute',
  'MuteEveryone',
  'AllowToUnmute',
  'SilenceInChat',
  'LiftSilence',
]
const ofHosts: readonly Type[] = [
  'RenameRoom',
  'SetVisibility',
  'SetCapacity',
  'StartRecording',
  'StopRecording',
  'AppointModerator',
  'DismissModerator',
  'HandOverHost',
]
const ofParticipants: readonly Type[] = [
  'RaiseHand',
  'AcceptStageInvitation',
  'DeclineStageInvitation',
  'StepDown',
  'Unmute',
]

const all = Object.keys(commands) as Type[]
const allBut = (...types: readonly Type[]) => all.filter(type => !types.includes(type))

function eachIsRejected(
  types: readonly Type[],
  code: RoomRejection,
  history: Parameters<typeof given>[0],
  as: (command: RoomCommand) => RoomCommand = command => command,
): void {
  for (const type of types) {
    it(`rejects ${type} with ${code}`, () => {
      given(history, welcome).when(as(commands[type])).thenRejected(code)
    })
  }
}

function eachYieldsNothing(types: readonly Type[], history: Parameters<typeof given>[0]): void {
  for (const type of types) {
    it(`grants ${type}, with nothing to do`, () => {
      given(history, welcome).when(commands[type]).thenNothing()
    })
  }
}

const bySomebody =
  (person: typeof bea) =>
  (command: RoomCommand): RoomCommand =>
    ({ ...command, by: person }) as RoomCommand

describe('a room that does not exist', () => {
  eachIsRejected(allBut('ScheduleRoom', 'OpenRoom', ...ofSystem), 'NO_SUCH_ROOM', [])
  eachYieldsNothing(ofSystem, [])
})

describe('a scheduled room', () => {
  const elsewhere: readonly Type[] = ['ScheduleRoom', 'OpenRoom', ...ofAnnouncements, ...beforeTheOpening]
  eachIsRejected(allBut(...elsewhere, ...ofSystem), 'ROOM_NOT_LIVE', scheduled())
  eachIsRejected(['ScheduleRoom'], 'ROOM_EXISTS', scheduled())
  eachYieldsNothing(ofSystem, scheduled())
})

describe('a scheduled room, of those who did not announce it', () => {
  const ofCreator = beforeTheOpening.filter(type => type !== 'RaiseHand' && type !== 'LowerHand')
  eachIsRejected([...ofCreator, 'RescheduleRoom', 'CancelRoom'], 'NOT_THE_HOST', scheduled(), bySomebody(bea))
})

describe('a cancelled room', () => {
  eachIsRejected(allBut('ScheduleRoom', 'CancelRoom', ...ofSystem), 'ROOM_CANCELLED', cancelled)
  eachIsRejected(['ScheduleRoom'], 'ROOM_EXISTS', cancelled)
  eachYieldsNothing(['CancelRoom', ...ofSystem], cancelled)
})

describe('a live room', () => {
  eachIsRejected(ofAnnouncements, 'ROOM_NOT_SCHEDULED', opened())
  eachIsRejected(['ScheduleRoom'], 'ROOM_EXISTS', opened())
})

describe('a live room, of those who are not in it', () => {
  eachIsRejected([...ofModerators, ...ofHosts, ...ofParticipants], 'NOT_IN_ROOM', opened(), bySomebody(bea))
})

describe('a live room, of listeners', () => {
  const history = [...opened(), joined(bea)]
  eachIsRejected(ofModerators, 'NOT_A_MODERATOR', history, bySomebody(bea))
  eachIsRejected([...ofHosts, 'CloseRoom'], 'NOT_THE_HOST', history, bySomebody(bea))
})

describe('a live room, of moderators', () => {
  const history = [
    ...opened(),
    joined(bea),
    { type: 'ModeratorAppointed', data: { participant: bea } } as const,
  ]
  eachIsRejected([...ofHosts, 'CloseRoom'], 'NOT_THE_HOST', history, bySomebody(bea))
})

describe('a closed room', () => {
  eachIsRejected(allBut('ScheduleRoom', 'CloseRoom', ...ofSystem), 'ROOM_CLOSED', closed)
  eachIsRejected(['ScheduleRoom'], 'ROOM_EXISTS', closed)
  eachYieldsNothing(['CloseRoom', ...ofSystem], closed)
})

describe('every command', () => {
  it('is in the table above under its own name', () => {
    for (const type of all) assert.deepStrictEqual(commands[type].type, type)
  })
})
