// Random evenings in a room: people who do sensible and senseless things in any order.

import fc from 'fast-check'
import { Set as PersistentSet } from 'immutable'
import { SYSTEM } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import { type RoomCommand, type RoomState, roomDecider } from '../../commands/room/decide.ts'
import type { PersonView } from '../../commands/room/entry.ts'
import type { RoomEvent } from '../../commands/room/events.ts'

export const arbitraryPeople = [
  'ada',
  'bea',
  'cy',
  'dan',
  'eve',
  'fay',
  'gus',
] as unknown as readonly UserId[]
const stranger = 'zoe' as UserId

/** Who is registered, whom they follow and whom they block. */
export type World = ReadonlyMap<UserId, PersonView>

const some = fc.subarray([...arbitraryPeople], { maxLength: 2 }).map(chosen => PersistentSet(chosen))

export const arbitraryWorld: fc.Arbitrary<World> = fc
  .array(fc.tuple(some, some), { minLength: arbitraryPeople.length, maxLength: arbitraryPeople.length })
  .map(
    relations =>
      new Map(
        arbitraryPeople.map((person, index) => {
          const [following, blocked] = relations[index]!
          return [person, { isRegistered: true, following, blocked: blocked.delete(person) }]
        }),
      ),
  )

const person = fc.constantFrom(...arbitraryPeople)
const visibility = fc.constantFrom('open' as const, 'open' as const, 'followers' as const, 'invited' as const)
const handPolicy = fc.constantFrom(
  'open' as const,
  'open' as const,
  'invitation-only' as const,
  'closed' as const,
)
const capacity = fc.constantFrom(null, null, 2, 4, 1)
const invited = fc.subarray([...arbitraryPeople], { maxLength: 3 })
const reason = fc.constantFrom(null, 'noise', 'x'.repeat(201))
const asAdmin = fc.nat(9).map(n => n === 0)
const nothing = fc.constant({})

const settings = {
  title: fc.constantFrom('Evening', ' Morning ', ''),
  topic: fc.constantFrom(null, 'jazz', 'No Topic'),
  visibility,
  capacity,
  handPolicy,
  invited,
}

/** How often each is asked for, and with what. */
const wishes: { [Type in RoomCommand['type']]: readonly [weight: number, data: fc.Arbitrary<object>] } = {
  ScheduleRoom: [2, fc.record({ ...settings, startsAt: fc.constantFrom(500, 100_000) })],
  RescheduleRoom: [2, fc.record({ startsAt: fc.constantFrom(500, 200_000) })],
  CancelRoom: [0.3, nothing],
  MarkInterest: [4, nothing],
  WithdrawInterest: [2, nothing],
  OpenRoom: [1, fc.record(settings)],
  CloseRoom: [0.1, fc.record({ asAdmin })],
  RenameRoom: [1, fc.record({ title: settings.title, topic: settings.topic })],
  SetVisibility: [0.7, fc.record({ visibility })],
  SetCapacity: [0.5, fc.record({ capacity })],
  SetHandPolicy: [2, fc.record({ handPolicy })],
  InvitePeople: [2, fc.record({ people: invited })],
  UninvitePeople: [2, fc.record({ people: invited })],
  RaiseHand: [10, nothing],
  LowerHand: [3, fc.record({ person: fc.option(person) })],
  BanPerson: [1, fc.record({ person, asAdmin, reason })],
  LiftBan: [4, fc.record({ person, asAdmin })],
  MarkVanished: [3, fc.record({ participant: person })],
  CloseAbandonedRoom: [0.5, nothing],
  RemindInterested: [1, fc.record({ startsAt: fc.constantFrom(90_000, 100_000, 200_000) })],
  StartRecording: [2, nothing],
  StopRecording: [2, nothing],
  JoinRoom: [30, nothing],
  LeaveRoom: [2, nothing],
  RemoveParticipant: [1.5, fc.record({ person, asAdmin, reason })],
  InviteToStage: [8, fc.record({ person })],
  AcceptStageInvitation: [20, nothing],
  DeclineStageInvitation: [2, nothing],
  WithdrawStageInvitation: [2, fc.record({ person })],
  BringOnStage: [
    14,
    fc.record({ person: fc.oneof({ weight: 9, arbitrary: person }, fc.constant('nobody')) }),
  ],
  StepDown: [2, nothing],
  MoveToAudience: [2, fc.record({ person })],
  Mute: [4, fc.record({ person: fc.option(person) })],
  MuteEveryone: [2, nothing],
  Unmute: [6, nothing],
  AllowToUnmute: [6, fc.record({ person })],
  AppointModerator: [5, fc.record({ person })],
  DismissModerator: [1.5, fc.record({ person })],
  HandOverHost: [1.5, fc.record({ person })],
  SilenceInChat: [3, fc.record({ person })],
  LiftSilence: [4, fc.record({ person })],
}

const bySystem = ['MarkVanished', 'CloseAbandonedRoom', 'RemindInterested']

/** A command before it is known who is the host: random people alone would seldom be allowed anything. */
export type RandomCommand = Pick<RoomCommand, 'type' | 'data'> & {
  readonly by: UserId | typeof SYSTEM | 'the host'
}

const wish: fc.Arbitrary<RandomCommand> = fc.oneof(
  ...Object.entries(wishes).map(([type, [weight, data]]) => ({
    weight: weight * 10,
    arbitrary: fc
      .record({
        data,
        by: bySystem.includes(type)
          ? fc.constant(SYSTEM)
          : fc.oneof(
              { weight: 30, arbitrary: person },
              { weight: 20, arbitrary: fc.constant('the host' as const) },
              fc.constant(stranger),
            ),
      })
      .map(({ data, by }) => ({ type, data, by }) as RandomCommand),
  })),
)

/** An evening that is likely to come to something: it begins with an announcement, or with some people in a room. */
export const evening: fc.Arbitrary<readonly RandomCommand[]> = fc
  .tuple(fc.integer({ min: -2, max: 6 }), fc.array(wish, { maxLength: 250, size: 'max' }))
  .map(([guests, wishes]) => [...beginning(guests), ...wishes])

function beginning(guests: number): readonly RandomCommand[] {
  const [host, ...others] = arbitraryPeople as [UserId, ...UserId[]]
  const wanted = {
    title: 'Evening',
    topic: null,
    visibility: 'open',
    capacity: null,
    handPolicy: 'open',
    invited: [],
  } as const
  if (guests < 0) return [{ by: host, type: 'ScheduleRoom', data: { ...wanted, startsAt: 90_000 } }]
  return [
    { by: host, type: 'OpenRoom', data: wanted },
    ...others.slice(0, guests).map((by): RandomCommand => ({ by, type: 'JoinRoom', data: {} })),
  ]
}

export function decide(command: RoomCommand, state: RoomState, world: World) {
  const context = (roomDecider.needs?.(command, state, 'room') ?? []).map(stream => {
    const view = world.get(stream.slice('User-'.length) as UserId)
    return (
      view ?? { isRegistered: false, following: PersistentSet<UserId>(), blocked: PersistentSet<UserId>() }
    )
  })
  return roomDecider.decide(command, state, context)
}

/** What came of one command. */
export type Step = {
  readonly command: RoomCommand
  readonly before: RoomState
  /** Empty where it was refused, too. */
  readonly events: readonly RoomEvent[]
  readonly after: RoomState
}

export function play(wishes: readonly RandomCommand[], world: World): readonly Step[] {
  let state = roomDecider.initial
  return wishes.map(wish => {
    const before = state
    const command = commandOf(wish, before)
    const decision = decide(command, before, world)
    const events = 'accepted' in decision ? decision.accepted : []
    state = events.reduce((s, event) => roomDecider.evolve(s, event), before)
    return { command, before, events, after: state }
  })
}

function commandOf(wish: RandomCommand, state: RoomState): RoomCommand {
  const host = (state.phase === 'live' && state.host) || arbitraryPeople[0]
  const by = wish.by === 'the host' ? host : wish.by
  return { ...wish, by, at: 1000, commandId: 'command' } as RoomCommand
}
