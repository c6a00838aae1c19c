// What can be done with a room, in the order of the schema.

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

/** A mutation of a room: its name is the command's, and its stream is the room's. */
function inRoom<T extends RoomCommand['type'], I extends RoomInput>(
  type: T,
  translate: (input: I, ask: CommandInput) => Data<T> | Promise<Data<T>>,
) {
  const name = type.charAt(0).toLowerCase() + type.slice(1)
  return async (_root: unknown, { input }: { input: I }, context: ApiContext): Promise<RoomPayloadParent> => {
    let roomId = input.roomId ? parseId<RoomId>(input.roomId) : null
    const payload = await send(context, name, input, async (_input, ask) => {
      roomId = ask.newId<RoomId>('roomId', input.roomId)
      return { decider: roomDecider, id: roomId, type, data: await translate(input, ask) }
    })
    return { ...payload, roomId }
  }
}

const nothing = () => ({})
const person = ({ personId }: RoomInput & { readonly personId: string }, ask: CommandInput) => ({
  person: ask.id<UserId>('personId', personId),
})
/** Null: the viewer's own. */
const whose = (
  { personId }: RoomInput & { readonly personId?: string | null | undefined },
  ask: CommandInput,
) => ({
  person: personId == null ? null : ask.id<UserId>('personId', personId),
})
const people = ({ personIds }: RoomInput & { readonly personIds: readonly string[] }, ask: CommandInput) => ({
  people: ask.ids<UserId>('personIds', personIds),
})
const asAdmin = ({ viewer }: CommandInput) => viewer.scopes.has('ADMIN')
const settings = (
  input: Pick<schema.ScheduleRoomInput, 'topic' | 'visibility' | 'capacity' | 'handPolicy' | 'invited'>,
  ask: CommandInput,
) => ({
  topic: input.topic ?? null,
  visibility: input.visibility ?? 'open',
  capacity: input.capacity ?? null,
  handPolicy: input.handPolicy ?? 'open',
  invited: ask.ids<UserId>('invited', input.invited),
})

export const roomMutations = {
  scheduleRoom: inRoom('ScheduleRoom', (input: schema.ScheduleRoomInput, ask) => ({
    title: input.title,
    startsAt: input.startsAt,
    ...settings(input, ask),
  })),
  rescheduleRoom: inRoom('RescheduleRoom', ({ startsAt }: schema.RescheduleRoomInput) => ({ startsAt })),
  cancelRoom: inRoom('CancelRoom', nothing),
  markInterest: inRoom('MarkInterest', nothing),
  withdrawInterest: inRoom('WithdrawInterest', nothing),
  openRoom: inRoom('OpenRoom', (input: schema.OpenRoomInput, ask) => ({
    title: input.title ?? null,
    ...settings(input, ask),
  })),
  closeRoom: inRoom('CloseRoom', (_input: schema.CloseRoomInput, ask) => ({ asAdmin: asAdmin(ask) })),
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
  removeParticipant: inRoom('RemoveParticipant', (input: schema.RemoveParticipantInput, ask) => ({
    ...person(input, ask),
    asAdmin: asAdmin(ask),
    reason: input.reason ?? null,
  })),
  banPerson: inRoom('BanPerson', (input: schema.BanPersonInput, ask) => ({
    ...person(input, ask),
    asAdmin: asAdmin(ask),
    reason: input.reason ?? null,
  })),
  liftBan: inRoom('LiftBan', (input: schema.LiftBanInput, ask) => ({
    ...person(input, ask),
    asAdmin: asAdmin(ask),
  })),

  raiseHand: inRoom('RaiseHand', nothing),
  lowerHand: inRoom('LowerHand', whose),
  setHandPolicy: inRoom('SetHandPolicy', ({ handPolicy }: schema.SetHandPolicyInput) => ({ handPolicy })),
  inviteToStage: inRoom('InviteToStage', person),
  acceptStageInvitation: inRoom('AcceptStageInvitation', nothing),
  declineStageInvitation: inRoom('DeclineStageInvitation', nothing),
  withdrawStageInvitation: inRoom('WithdrawStageInvitation', person),
  bringOnStage: inRoom('BringOnStage', async (input: schema.BringOnStageInput, ask) => {
    if (input.personId != null) return { person: ask.id<UserId>('personId', input.personId) }
    const roomId = ask.id<RoomId>('roomId', input.roomId)
    const { state } = await ask.context.services.gate.state(roomDecider, roomId)
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
