// Twelve rooms, one of each kind, and one person of each role, who is the same in all of them.

import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { chatDecider } from '../../commands/chat/decide.ts'
import type { AnyDecider } from '../../commands/decider.ts'
import { parseStream, type StreamName, streamName } from '../../commands/event.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import { reactionsDecider } from '../../commands/reactions/decide.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { userDecider } from '../../commands/user/decide.ts'
import type { CommandGate } from '../../src/gate/command-gate.ts'
import type { Services } from '../../src/graphql/context.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { audioRoleOf } from '../../src/sound-control/diff.ts'
import { type Harness, someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Things } from './inputs.ts'

/** In the order in which the table names them. */
export const VIEWER_ROLES = [
  ...['anonymous', 'unregistered', 'stranger', 'invited', 'follower', 'listener', 'speaker', 'moderator'],
  ...['host', 'creator', 'banned', 'blocked', 'ANALYST', 'AUDITOR', 'ADMIN'],
] as const
export type ViewerRole = (typeof VIEWER_ROLES)[number]

export const VISIBILITIES = ['open', 'followers', 'invited'] as const
export const PHASES = ['scheduled', 'live', 'closed', 'cancelled'] as const
export type RoomKind = `${(typeof VISIBILITIES)[number]} ${(typeof PHASES)[number]}`

export type MatrixWorld = {
  readonly api: Harness
  readonly people: Readonly<Record<ViewerRole, Viewer | null>>
  readonly rooms: ReadonlyMap<RoomKind, Things>
  /** The inspections that were recorded since this was called before. */
  takeInspections(): readonly string[]
}

type Cast = Readonly<
  Record<Exclude<ViewerRole, 'anonymous' | 'unregistered'> | 'target' | 'outsider', Viewer>
>

/**
 * In a live or closed room the creator has handed over to the host and left. Before, nobody is in the room: the host has scheduled
 * it, and the creator is a stranger. After they have joined, the listener, the speaker and the banned person are uninvited,
 * so that only having been inside distinguishes them. The blocked person is not invited.
 */
export async function createWorld(t: TestContext): Promise<MatrixWorld> {
  const api = await startGraphql(t)
  const inspections: string[] = []
  const cast = await castOf(api)
  const rooms = new Map<RoomKind, Things>()
  for (const visibility of VISIBILITIES)
    for (const phase of PHASES) {
      const isAhead = phase === 'scheduled' || phase === 'cancelled'
      rooms.set(`${visibility} ${phase}`, await (isAhead ? announce : open)(api, cast, visibility, phase))
    }
  await api.act(cast.host, 'block', { personId: cast.blocked.userId })
  const changed: Partial<Services> = {
    gate: decideOnly(api.services.gate),
    recordInspection: async (_viewer, _room, how) => void inspections.push(how),
    sound: soundOf(api.services.gate),
  }
  Object.assign(api.services, changed)
  const { target: _, outsider: __, ...people } = cast
  return {
    api,
    people: { ...people, anonymous: null, unregistered: viewer() },
    rooms,
    takeInspections: () => inspections.splice(0),
  }
}

async function castOf(api: Harness): Promise<Cast> {
  const cast = {
    stranger: await someone(api, 'Stranger'),
    invited: await someone(api, 'Invited'),
    follower: await someone(api, 'Follower'),
    listener: await someone(api, 'Listener'),
    speaker: await someone(api, 'Speaker'),
    moderator: await someone(api, 'Moderator'),
    host: await someone(api, 'Host'),
    creator: await someone(api, 'Creator'),
    banned: await someone(api, 'Banned'),
    blocked: await someone(api, 'Blocked'),
    ANALYST: await someone(api, 'Analyst', 'ANALYST'),
    AUDITOR: await someone(api, 'Auditor', 'AUDITOR'),
    ADMIN: await someone(api, 'Admin', 'ADMIN'),
    target: await someone(api, 'Target'),
    outsider: await someone(api, 'Outsider'),
  }
  const { host, creator } = cast
  for (const person of [cast.follower, cast.banned])
    for (const { userId } of [host, creator]) await api.act(person, 'follow', { personId: userId })
  return cast
}

const ids = (...people: readonly Viewer[]) => people.map(({ userId }) => userId)
const settingsOf = (visibility: string, invited: readonly string[]) => ({
  title: 'Tea',
  visibility: visibility.toUpperCase(),
  invited,
})

async function announce(api: Harness, cast: Cast, visibility: string, phase: string): Promise<Things> {
  const { host, invited, moderator, banned, target, outsider } = cast
  const settings = settingsOf(visibility, ids(invited, moderator, banned, target))
  const startsAt = '2026-07-01T10:00:00.000Z'
  const { roomId } = await api.act(host, 'scheduleRoom', { ...settings, startsAt }, 'roomId')
  await api.act(host, 'banPerson', { roomId, personId: banned.userId })
  await api.act(host, 'uninvitePeople', { roomId, personIds: ids(banned) })
  await api.act(host, 'rescheduleRoom', { roomId, startsAt: '2026-07-02T10:00:00.000Z' })
  for (const mutation of ['markInterest', 'withdrawInterest', 'raiseHand', 'lowerHand'])
    await api.act(invited, mutation, { roomId })
  const { position } = await api.act(invited, 'markInterest', { roomId })
  if (phase === 'cancelled') await api.act(host, 'cancelRoom', { roomId })
  const [commentId, pollId] = [randomUUID(), randomUUID()]
  return { roomId, commentId, pollId, target: target.userId, outsider: outsider.userId, position }
}

async function open(api: Harness, cast: Cast, visibility: string, phase: string): Promise<Things> {
  const { creator, host, moderator, listener, speaker, invited, banned, target, outsider } = cast
  const guests = [host, moderator, listener, speaker, banned, target]
  const settings = settingsOf(visibility, ids(...guests, invited))
  const { roomId } = await api.act(creator, 'openRoom', settings, 'roomId')
  for (const guest of guests) await api.act(guest, 'joinRoom', { roomId })
  await api.act(creator, 'handOverHost', { roomId, personId: host.userId })
  await api.act(host, 'dismissModerator', { roomId, personId: creator.userId })
  await api.act(creator, 'leaveRoom', { roomId })
  await api.act(host, 'appointModerator', { roomId, personId: moderator.userId })
  for (const person of [speaker, target]) {
    await api.act(host, 'inviteToStage', { roomId, personId: person.userId })
    await api.act(person, 'acceptStageInvitation', { roomId })
  }
  await api.act(host, 'inviteToStage', { roomId, personId: listener.userId })
  const { commentId } = await api.act(listener, 'postComment', { roomId, text: 'Hello' }, 'commentId')
  const removed = await api.act(target, 'postComment', { roomId, text: 'Rude' }, 'commentId')
  await api.act(moderator, 'removeComment', { roomId, commentId: removed.commentId })
  await api.act(target, 'react', { roomId, emoji: '👏' })
  await moderate(api, cast, roomId, commentId)
  const poll = { roomId, question: 'Tea?', options: ['Yes', 'No'], secret: true }
  const { pollId } = await api.act(moderator, 'openPoll', poll, 'pollId')
  await api.act(target, 'vote', { roomId, pollId, option: 0 })
  await api.act(host, 'banPerson', { roomId, personId: banned.userId, reason: 'Rude' })
  const personIds = ids(listener, speaker, banned)
  const { position } = await api.act(host, 'uninvitePeople', { roomId, personIds })
  if (phase === 'closed') await api.act(host, 'closeRoom', { roomId })
  return { roomId, commentId, pollId, target: target.userId, outsider: outsider.userId, position }
}

/** What else can happen in a room. It leaves everything as it was, so that each event has an example and no effect. */
async function moderate(api: Harness, cast: Cast, roomId: string, commentId: string): Promise<void> {
  const { host, moderator, listener, target, outsider } = cast
  const personId = target.userId
  const acts: readonly (readonly [Viewer, string, object?])[] = [
    [host, 'renameRoom', { title: 'Tea', topic: 'tea' }],
    [host, 'setCapacity', { capacity: 100 }],
    [host, 'setHandPolicy', { handPolicy: 'CLOSED' }],
    [host, 'setHandPolicy', { handPolicy: 'OPEN' }],
    [listener, 'raiseHand'],
    [listener, 'lowerHand'],
    [listener, 'declineStageInvitation'],
    [host, 'inviteToStage', { personId: listener.userId }],
    [target, 'mute'],
    [target, 'unmute'],
    [moderator, 'mute', { personId }],
    [moderator, 'allowToUnmute', { personId }],
    [moderator, 'silenceInChat', { personId }],
    [moderator, 'liftSilence', { personId }],
    [host, 'startRecording'],
    [host, 'stopRecording'],
    [host, 'invitePeople', { personIds: [outsider.userId] }],
    [host, 'uninvitePeople', { personIds: [outsider.userId] }],
    [host, 'banPerson', { personId: outsider.userId }],
    [host, 'liftBan', { personId: outsider.userId }],
    [moderator, 'pinComment', { commentId }],
    [moderator, 'unpinComment', { commentId }],
  ]
  for (const [person, mutation, input] of acts) await api.act(person, mutation, { roomId, ...input })
  const poll = { roomId, question: 'Milk?', options: ['Yes', 'No'] }
  const { pollId } = await api.act(moderator, 'openPoll', poll, 'pollId')
  for (const option of [0, 1]) await api.act(target, 'vote', { roomId, pollId, option })
  await api.act(moderator, 'closePoll', { roomId, pollId })
}

// Services that change nothing -------------------------------------------------------------------------------------

const DECIDERS: Readonly<Record<string, AnyDecider>> = {
  Room: roomDecider,
  Chat: chatDecider,
  Reactions: reactionsDecider,
  Polls: pollsDecider,
  User: userDecider,
}

/** Decides by the real deciders on the real states and appends nothing, so that no operation changes what the next sees. */
function decideOnly(gate: CommandGate): CommandGate {
  const stateOf = (stream: StreamName) => {
    const { category, id } = parseStream(stream)
    return gate.state(DECIDERS[category]!, id)
  }
  return {
    ...gate,
    state: (decider, id) => gate.state(decider, id),
    async submit(decider, id, command) {
      const { state, position, version } = await stateOf(streamName(decider.category, id))
      const needed: readonly StreamName[] = decider.needs?.(command, state, id) ?? []
      const context = (await Promise.all(needed.map(stateOf))).map(other => other.state)
      const decision = decider.decide(command, state, context)
      if ('rejected' in decision) return { accepted: false, rejection: decision.rejected }
      return { accepted: true, position, version, events: decision.accepted } as never
    },
  }
}

/** Says what a sound control without a gateway says. */
const soundOf = (gate: CommandGate): Services['sound'] => ({
  isAvailable: true,
  async request(roomId, request) {
    if (request.ask !== 'connect') return { said: 'no', code: 'SOUND_RESET' }
    const { state } = await gate.state(roomDecider, roomId)
    if (state.phase === 'none') return { said: 'no', code: 'NO_SUCH_ROOM' }
    const isInside = audioRoleOf(state, request.person) !== null
    return { said: 'no', code: isInside ? 'NO_SOUND' : 'NOT_IN_ROOM' }
  },
  subscribe: async () => ({ close() {} }),
})
