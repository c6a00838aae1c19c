// Mutations of a room, in the order of the schema.

import { parseId, type RoomId, type UserId } from '../../../commands/ids.ts'
import { type RoomCommand, type RoomCommandOf, roomDecider } from '../../../commands/room/decide.ts'
import { nextHand } from '../../../commands/room/hands.ts'
import { type CommandInput, send } from '../commands.ts'
import type { ApiContext } from '../context.ts'
import type { RoomPayloadParent } from '../parents.ts'
import type * as schema from '../schema.generated.ts'

type RoomInput = {
  readonly commandId?: string | null | undefined
  readonly roomId?: string | null | undefined
}
type Data<T extends RoomCommand['type']> = RoomCommandOf<T>['data']

/** A mutation that sends one command to the stream of a room. It has the name of the command. */
function inRoom<T extends RoomCommand['type'], I extends RoomInput>(
  type: T,
  translate: (input: I, reader: CommandInput) => Data<T> | Promise<Data<T>>,
) {
  const name = type.charAt(0).toLowerCase() + type.slice(1)
  return async (_root: unknown, { input }: { input: I }, context: ApiContext): Promise<RoomPayloadParent> => {
    let roomId = input.roomId ? parseId<RoomId>(input.roomId) : null
    const payload = await send(context, name, input, async (_input, reader) => {
      roomId = reader.newId<RoomId>('roomId', input.roomId)
      return { decider: roomDecider, id: roomId, type, data: await translate(input, reader) }
    })
    // A new id of a rejected command names no room.
    return { ...payload, roomId: payload.rejection && input.roomId == null ? null : roomId }
  }
}

const nothing = () => ({})
const person = ({ personId }: RoomInput & { readonly personId: string }, reader: CommandInput) => ({
  person: reader.id<UserId>('personId', personId),
})
/** Null means the viewer. */
const whose = (
  { personId }: RoomInput & { readonly personId?: string | null | undefined },
  reader: CommandInput,
) => ({
  person: personId == null ? null : reader.id<UserId>('personId', personId),
})
const people = (
  { personIds }: RoomInput & { readonly personIds: readonly string[] },
  reader: CommandInput,
) => ({
  people: reader.ids<UserId>('personIds', personIds),
})
const asAdmin = ({ viewer }: CommandInput) => viewer.scopes.has('ADMIN')
const settings = (
  input: Pick<schema.ScheduleRoomInput, 'topic' | 'visibility' | 'capacity' | 'handPolicy' | 'invited'>,
  reader: CommandInput,
) => ({
  topic: input.topic ?? null,
  visibility: input.visibility ?? 'open',
  capacity: input.capacity ?? null,
  handPolicy: input.handPolicy ?? 'open',
  invited: reader.ids<UserId>('invited', input.invited),
})

export const roomMutations = {
  scheduleRoom: inRoom('ScheduleRoom', (input: schema.ScheduleRoomInput, reader) => ({
    title: input.title,
    startsAt: input.startsAt,
    ...settings(input, reader),
  })),
  rescheduleRoom: inRoom('RescheduleRoom', ({ startsAt }: schema.RescheduleRoomInput) => ({ startsAt })),
  cancelRoom: inRoom('CancelRoom', nothing),
  markInterest: inRoom('MarkInterest', nothing),
  withdrawInterest: inRoom('WithdrawInterest', nothing),
  openRoom: inRoom('OpenRoom', (input: schema.OpenRoomInput, reader) => ({
    title: input.title ?? null,
    ...settings(input, reader),
  })),
  closeRoom: inRoom('CloseRoom', (_input: schema.CloseRoomInput, reader) => ({ asAdmin: asAdmin(reader) })),
  renameRoom: inRoom('RenameRoom', ({ title, topic }: schema.RenameRoomInput) => ({
    title,
    topic: topic ?? null,
  })),
  setVisibility: inRoom('SetVisibility', ({ visibility }: schema.SetVisibilityInput) => ({ visibility })),
  setCapacity: inRoom('SetCapacity', ({ capacity }: schema.SetCapacityInput) => ({
    capacity: capacity ?? null,
  })),
  invitePeople: inRoom('InvitePeople', people),
  uninvitePeople: inRoom('UninvitePeople', people),
  startRecording: inRoom('StartRecording', nothing),
  stopRecording: inRoom('StopRecording', nothing),

  joinRoom: inRoom('JoinRoom', nothing),
  leaveRoom: inRoom('LeaveRoom', nothing),
  removeParticipant: inRoom('RemoveParticipant', (input: schema.RemoveParticipantInput, reader) => ({
    ...person(input, reader),
    asAdmin: asAdmin(reader),
    reason: input.reason ?? null,
  })),
  banPerson: inRoom('BanPerson', (input: schema.BanPersonInput, reader) => ({
    ...person(input, reader),
    asAdmin: asAdmin(reader),
    reason: input.reason ?? null,
  })),
  liftBan: inRoom('LiftBan', (input: schema.LiftBanInput, reader) => ({
    ...person(input, reader),
    asAdmin: asAdmin(reader),
  })),

  raiseHand: inRoom('RaiseHand', nothing),
  lowerHand: inRoom('LowerHand', whose),
  setHandPolicy: inRoom('SetHandPolicy', ({ handPolicy }: schema.SetHandPolicyInput) => ({ handPolicy })),
  inviteToStage: inRoom('InviteToStage', person),
  acceptStageInvitation: inRoom('AcceptStageInvitation', nothing),
  declineStageInvitation: inRoom('DeclineStageInvitation', nothing),
  withdrawStageInvitation: inRoom('WithdrawStageInvitation', person),
  bringOnStage: inRoom('BringOnStage', async (input: schema.BringOnStageInput, reader) => {
    if (input.personId != null) return { person: reader.id<UserId>('personId', input.personId) }
    const roomId = reader.id<RoomId>('roomId', input.roomId)
    const { state } = await reader.context.services.gate.state(roomDecider, roomId)
    return { person: nextHand(state) ?? 'nobody' }
  }),
  stepDown: inRoom('StepDown', nothing),
  moveToAudience: inRoom('MoveToAudience', person),
  mute: inRoom('Mute', whose),
  muteEveryone: inRoom('MuteEveryone', nothing),
  unmute: inRoom('Unmute', nothing),
  allowToUnmute: inRoom('AllowToUnmute', person),

  appointModerator: inRoom('AppointModerator', person),
  dismissModerator: inRoom('DismissModerator', person),
  handOverHost: inRoom('HandOverHost', person),
  silenceInChat: inRoom('SilenceInChat', person),
  liftSilence: inRoom('LiftSilence', person),
} satisfies schema.MutationResolvers
