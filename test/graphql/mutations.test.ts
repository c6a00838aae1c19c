import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type GraphQLInterfaceType, type GraphQLObjectType, getNamedType } from 'graphql'
import { parseStream, type StreamName, SYSTEM } from '../../commands/event.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import { visibleEvents } from '../../src/graphql/policy.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { BEFORE_ALL, type Harness, schema, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'
import { rest } from '../support/small-room.ts'

const TOMORROW = '2026-05-18T19:30:00.000Z'

/** What a mutation wrote: the events that stand after a position, as `Category type`. */
async function written(api: Harness, streams: readonly StreamName[], after: string): Promise<string[]> {
  const events = await api.eventLog.readAfter(streams, after as never, 100)
  return events.map(event => `${parseStream(event.stream).category} ${event.type}`)
}

/** Each mutation in a story in which it is accepted, and what it writes. */
async function story(t: TestContext) {
  const api = await startGraphql(t)
  const done = new Map<string, string[]>()
  const step = async (
    person: Viewer,
    mutation: string,
    input: object,
    expected: string[],
    selection = '',
  ): Promise<Data> => {
    const before = await api.eventLog.head()
    const payload = await api.act(person, mutation, { ...input }, selection)
    assert.equal(payload.caughtUp, true, mutation)
    const ids = [...people, rooms, later].flatMap(id => (id ? [id] : []))
    const streams = ids.flatMap((id): StreamName[] => [
      `User-${id}`,
      `Room-${id}`,
      `Chat-${id}`,
      `Polls-${id}`,
      `Reactions-${id}`,
    ])
    assert.deepStrictEqual(await written(api, streams, before), expected, mutation)
    if (expected.length > 0) assert.equal(payload.position, await api.eventLog.head(), mutation)
    done.set(mutation, expected)
    return payload
  }
  const [ada, bea, cy] = [viewer(), viewer(), viewer()]
  const people = [ada.userId, bea.userId, cy.userId]
  const [rooms, later] = [randomUUID(), randomUUID()]
  return { api, step, ada, bea, cy, roomId: rooms, laterId: later, done }
}

type Story = Awaited<ReturnType<typeof story>>

async function meetPeople({ step, ada, bea, cy }: Story) {
  await step(ada, 'register', { name: 'Ada', bio: 'host' }, ['User Registered'])
  await step(bea, 'register', { name: 'Bea' }, ['User Registered'])
  await step(cy, 'register', { name: 'Cy' }, ['User Registered'])
  await step(ada, 'changeProfile', { bio: 'the host' }, ['User ProfileChanged'])
  await step(bea, 'follow', { personId: ada.userId }, ['User Followed'])
  await step(bea, 'unfollow', { personId: ada.userId }, ['User Unfollowed'])
  await step(bea, 'block', { personId: cy.userId }, ['User Blocked'])
  await step(bea, 'unblock', { personId: cy.userId }, ['User Unblocked'])
}

async function planARoom({ api, step, ada, bea, laterId }: Story) {
  const settings = { title: 'Later', visibility: 'FOLLOWERS', capacity: 10, handPolicy: 'INVITATION_ONLY' }
  const plan = { roomId: laterId, startsAt: TOMORROW, topic: 'tea', invited: [bea.userId], ...settings }
  await step(ada, 'scheduleRoom', plan, ['Room RoomScheduled'])
  await step(ada, 'rescheduleRoom', { roomId: laterId, startsAt: '2026-05-19T19:30:00Z' }, [
    'Room RoomRescheduled',
  ])
  await step(bea, 'markInterest', { roomId: laterId }, ['Room InterestMarked'])
  await remind(api, laterId, '2026-05-19T19:30:00Z')
  await step(bea, 'withdrawInterest', { roomId: laterId }, ['Room InterestWithdrawn'])
  await step(ada, 'setHandPolicy', { roomId: laterId, handPolicy: 'OPEN' }, ['Room HandPolicySet'])
  await step(bea, 'raiseHand', { roomId: laterId }, ['Room HandRaisedAhead'])
  await step(bea, 'lowerHand', { roomId: laterId }, ['Room HandLoweredAhead'])
  await step(ada, 'cancelRoom', { roomId: laterId }, ['Room RoomCancelled'])
}

async function openARoom({ step, ada, bea, cy, roomId }: Story) {
  const inRoom = { roomId }
  const opening = ['Room RoomOpened', 'Room ParticipantJoined', 'Room CameOnStage']
  await step(ada, 'openRoom', { roomId, title: 'Tea' }, opening)
  await step(ada, 'renameRoom', { roomId, title: 'Coffee', topic: 'coffee' }, ['Room RoomRenamed'])
  await step(ada, 'setVisibility', { roomId, visibility: 'INVITED' }, ['Room VisibilitySet'])
  await step(ada, 'setCapacity', { roomId, capacity: 50 }, ['Room CapacitySet'])
  await step(ada, 'setCapacity', inRoom, ['Room CapacitySet'])
  const guests = { roomId, personIds: [bea.userId, cy.userId] }
  await step(ada, 'invitePeople', guests, ['Room PeopleInvited'])
  await step(bea, 'joinRoom', inRoom, ['Room ParticipantJoined'])
  await step(cy, 'joinRoom', inRoom, ['Room ParticipantJoined'])
  await step(ada, 'uninvitePeople', guests, ['Room PeopleUninvited'])
  await step(ada, 'setVisibility', { roomId, visibility: 'OPEN' }, ['Room VisibilitySet'])
  await step(ada, 'startRecording', inRoom, ['Room RecordingWanted'])
  await step(ada, 'stopRecording', inRoom, ['Room RecordingUnwanted'])
}

async function changeTheStage({ step, ada, bea, cy, roomId }: Story) {
  const inRoom = { roomId }
  const toBea = { roomId, personId: bea.userId }
  const toCy = { roomId, personId: cy.userId }
  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(bea, 'lowerHand', inRoom, ['Room HandLowered'])
  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(ada, 'lowerHand', toBea, ['Room HandLowered'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(bea, 'declineStageInvitation', inRoom, ['Room StageInvitationDeclined'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(ada, 'withdrawStageInvitation', toBea, ['Room StageInvitationWithdrawn'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(bea, 'acceptStageInvitation', inRoom, ['Room StageInvitationWithdrawn', 'Room CameOnStage'])
  await step(bea, 'stepDown', inRoom, ['Room WentOffStage'])
  await step(cy, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  const next = 'room { hands { nodes { person { id } } } }'
  const upNext = ['Room HandLowered', 'Room CameOnStage']
  const { room } = await step(ada, 'bringOnStage', inRoom, upNext, next)
  assert.deepStrictEqual(room, { hands: { nodes: [{ person: { id: bea.userId } }] } }, 'Cy was first')
  await step(ada, 'bringOnStage', toBea, upNext)
  await step(ada, 'moveToAudience', toBea, ['Room WentOffStage'])
  await step(cy, 'mute', inRoom, ['Room SpeakerMuted'])
  await step(cy, 'unmute', inRoom, ['Room SpeakerUnmuted'])
  await step(ada, 'mute', toCy, ['Room SpeakerMuted'])
  await step(ada, 'allowToUnmute', toCy, ['Room UnmuteAllowed'])
  await step(cy, 'unmute', inRoom, ['Room SpeakerUnmuted'])
  await step(ada, 'muteEveryone', inRoom, ['Room SpeakerMuted'])
  await step(ada, 'setHandPolicy', { roomId, handPolicy: 'CLOSED' }, ['Room HandPolicySet'])
}

async function chatAndVote({ step, ada, bea, roomId }: Story) {
  const posted = await step(
    bea,
    'postComment',
    { roomId, text: 'hello' },
    ['Chat CommentPosted'],
    'commentId',
  )
  const comment = { roomId, commentId: posted.commentId }
  await step(ada, 'pinComment', comment, ['Chat CommentPinned'])
  await step(ada, 'unpinComment', comment, ['Chat CommentUnpinned'])
  await step(bea, 'removeComment', comment, ['Chat CommentRemoved'])
  await step(bea, 'react', { roomId, emoji: '👏' }, ['Reactions Reacted'])
  const question = { roomId, question: 'More?', options: ['yes', 'no'], closesAt: TOMORROW }
  const asked = await step(ada, 'openPoll', question, ['Polls PollOpened'], 'pollId')
  const poll = { roomId, pollId: asked.pollId }
  await step(bea, 'vote', { ...poll, option: 0 }, ['Polls Voted'])
  await step(bea, 'vote', { ...poll, option: 1 }, ['Polls VoteChanged'])
  await step(ada, 'closePoll', poll, ['Polls PollClosed'])
}

async function moderateAndClose({ api, step, ada, bea, cy, roomId }: Story) {
  const inRoom = { roomId }
  const toBea = { roomId, personId: bea.userId }
  const toCy = { roomId, personId: cy.userId }
  await step(ada, 'silenceInChat', toCy, ['Room ParticipantSilenced'])
  await step(ada, 'liftSilence', toCy, ['Room SilenceLifted'])
  await step(ada, 'appointModerator', toBea, ['Room ModeratorAppointed'])
  await step(ada, 'dismissModerator', toBea, ['Room ModeratorDismissed'])
  await step(ada, 'removeParticipant', { ...toCy, reason: 'noise' }, [
    'Room WentOffStage',
    'Room ParticipantRemoved',
  ])
  await step(ada, 'banPerson', toCy, ['Room PersonBanned'])
  await step(ada, 'liftBan', toCy, ['Room BanLifted'])
  await soundOf(api, roomId, ada)
  await step(ada, 'handOverHost', toBea, ['Room CameOnStage', 'Room ModeratorAppointed', 'Room HostChanged'])
  await step(ada, 'leaveRoom', inRoom, ['Room WentOffStage', 'Room ParticipantLeft'])
  await step(bea, 'closeRoom', inRoom, ['Room RoomClosed'])
  await step(bea, 'signOutEverywhere', {}, ['User TokensRevoked'])
}

test('each mutation reaches its decider and writes its event', async t => {
  const told = await story(t)
  await meetPeople(told)
  await planARoom(told)
  await openARoom(told)
  await changeTheStage(told)
  await chatAndVote(told)
  await moderateAndClose(told)

  const { api, ada, bea, roomId, laterId, done } = told
  const mutations = Object.keys(schema.getMutationType()!.getFields())
  assert.deepStrictEqual(
    mutations.filter(name => name !== 'signInForDevelopment' && !ofSound.includes(name) && !done.has(name)),
    [],
    'every mutation is in the story',
  )

  const shown = new Map<string, Data>()
  for (const room of [roomId, laterId]) {
    const events = await rest(
      await api.follow(viewer('AUDITOR'), everyField(), { roomId: room, after: BEFORE_ALL }),
    )
    for (const event of events) shown.set(event.__typename, event)
  }
  assert.deepStrictEqual([...shown.keys()].sort(), [...visibleEvents].sort(), 'every event was shown, whole')
  const { HostChanged, PollOpened, RoomScheduled } = Object.fromEntries(shown)
  const { at, id, position, ...change } = HostChanged
  assert.deepStrictEqual(change, {
    __typename: 'HostChanged',
    actor: { id: ada.userId },
    HostChanged_from: { id: ada.userId },
    HostChanged_to: { id: bea.userId },
    HostChanged_reason: 'HANDED_OVER',
  })
  assert.equal(PollOpened.PollOpened_closesAt, TOMORROW)
  assert.deepStrictEqual(
    [
      RoomScheduled.RoomScheduled_handPolicy,
      RoomScheduled.RoomScheduled_startsAt,
      RoomScheduled.RoomScheduled_host,
    ],
    ['INVITATION_ONLY', TOMORROW, { id: ada.userId }],
  )
})

/** They write nothing by themselves: test/sound tries them. */
const ofSound: readonly string[] = ['connectSound', 'answerSound', 'trickle', 'restartIce', 'disconnectSound']

/** What the system does by itself before a room starts. */
async function remind({ services }: Harness, roomId: string, startsAt: string) {
  const data = { startsAt: Date.parse(startsAt) }
  const command = { type: 'RemindInterested', data, at: 9, by: SYSTEM, commandId: randomUUID() }
  const outcome = await services.gate.submit(roomDecider, roomId, command as never, 'test')
  assert.equal(outcome.accepted, true)
}

/** What the system tells of a room's sound. */
async function soundOf({ services }: Harness, roomId: string, { userId: participant }: Viewer) {
  const placed = { gateway: 'one', epoch: 1 }
  const spread = { gateway: 'two', epoch: 1 }
  const segment = { segmentId: randomUUID(), path: '/a.wav', sampleRate: 48_000, startedAt: 5 }
  const commands: [type: string, data: object][] = [
    ['PlaceSound', { ...placed, reason: 'begun' }],
    ['SpreadAudience', spread],
    ['GatherAudience', spread],
    ['ConnectSpeaker', { participant, epoch: 1 }],
    ['TellTurn', { participant, startedAt: 5, endedAt: 9 }],
    ['StartSegment', { ...placed, ...segment }],
    ['EndSegment', { segmentId: segment.segmentId, endedAt: 9, bytes: 44, outcome: 'complete' }],
    ['LoseSound', { epoch: 1 }],
    ['PlaceSound', { gateway: 'one', epoch: 2, reason: 'healed' }],
    ['EndSound', { epoch: 2 }],
  ]
  for (const [type, data] of commands) {
    const command = { type, data, at: 9, by: SYSTEM, commandId: randomUUID() }
    const outcome = await services.gate.submit(soundDecider, roomId, command as never, 'test')
    assert.equal(outcome.accepted, true, type)
    if (outcome.accepted) await services.reached(outcome.position)
  }
}

/** Asks for every field of every event; own fields under the name of their event, because one name may have many types. */
function everyField(): string {
  const common = Object.keys((schema.getType('RoomEvent') as GraphQLInterfaceType).getFields())
  const fragments = visibleEvents.map(name => {
    const fields = Object.values((schema.getType(name) as GraphQLObjectType).getFields())
    const own = fields.filter(field => !common.includes(field.name))
    const asked = own.map(({ name: field, type }) => {
      const inner = getNamedType(type).name === 'Person' ? '{ id }' : ''
      return `${name}_${field}: ${field} ${inner}`
    })
    return asked.length > 0 ? `... on ${name} { ${asked.join(' ')} }` : ''
  })
  return `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
    events { __typename id position at actor { id } ${fragments.join(' ')} } } }`
}
