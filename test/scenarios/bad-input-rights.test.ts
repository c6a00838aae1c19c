// What people try who are not allowed to: each mutation by each kind of outsider.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { buildSchema, type GraphQLInputObjectType, getNamedType } from 'graphql'
import type { PublicApi, Somebody } from '../support/api.ts'
import { type FullRoom, type FullRoomServer, startFullRoomServer } from '../support/full-room-server.ts'

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

let setup: FullRoomServer
let api: PublicApi
let host: Somebody
let inside: Somebody
let outside: Somebody
let banned: Somebody

before(async () => {
  setup = await startFullRoomServer()
  ;({ api, host, inside, outside, banned } = setup)
})
after(() => setup?.stop())

/** Every mutation that names a room, with an input that somebody else could have sent. */
function everyMutation({ roomId, commentId, pollId }: FullRoom) {
  const values: Record<string, unknown> = {
    roomId,
    commentId,
    pollId,
    personId: inside.id,
    personIds: [outside.id],
    title: 'Mine',
    text: 'x',
    emoji: '👏',
    option: 0,
    question: 'Q',
    options: ['a', 'b'],
    visibility: 'OPEN',
    handPolicy: 'OPEN',
    capacity: 2,
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const mutations = Object.values(schema.getMutationType()!.getFields()).flatMap(({ name, args }) => {
    const input = args[0] && (getNamedType(args[0].type) as GraphQLInputObjectType)
    const fields = input && 'getFields' in input ? Object.keys(input.getFields()) : []
    const given = fields.filter(field => field in values).map(field => [field, values[field]] as const)
    return fields.includes('roomId') ? [[name, Object.fromEntries(given)] as const] : []
  })
  assert.ok(mutations.length > 40)
  return mutations
}

async function whatHappens(
  person: Somebody | null,
  full: FullRoom,
  without: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const codes: [string, string][] = []
  for (const [name, input] of everyMutation(full))
    if (!without.includes(name)) codes.push([await api.refusal(person, name, input), name])
  const grouped = Map.groupBy(codes, ([code]) => code)
  return Object.fromEntries([...grouped].map(([code, each]) => [code, each.map(([, name]) => name)]))
}

const BY_EVERYBODY = ['declineStageInvitation', 'stepDown', 'postComment', 'react', 'vote']
const SCHEDULED_ONLY = ['rescheduleRoom', 'cancelRoom', 'markInterest', 'withdrawInterest']

test('somebody outside can do nothing in a room that is not for them, with any mutation', async () => {
  const full = await setup.fullRoom('INVITED')
  const ownIds = ['scheduleRoom', 'openRoom']
  assert.deepStrictEqual(await whatHappens(outside, full), {
    // Whoever chooses an id that is taken learns that it is taken, and nothing else.
    ROOM_EXISTS: ownIds,
    NO_SUCH_ROOM: Object.keys(Object.fromEntries(everyMutation(full))).filter(name => !ownIds.includes(name)),
  })
})

test('somebody who was banned can do no more, also in an open room', async () => {
  const full = await setup.fullRoom('OPEN')
  const { NOT_IN_ROOM, ...others } = await whatHappens(banned, full)
  assert.deepStrictEqual(others, {
    ROOM_EXISTS: ['scheduleRoom', 'openRoom'],
    ROOM_NOT_SCHEDULED: SCHEDULED_ONLY,
    NOT_THE_HOST: ['closeRoom'],
    BANNED: ['joinRoom'],
    done: ['leaveRoom'],
    NOT_YOUR_COMMENT: ['removeComment'],
    NO_SOUND: ['connectSound'],
  })
  assert.ok(NOT_IN_ROOM!.length > 30)
})

test('a listener moderates nothing and nobody, and owns nothing of others', async () => {
  const full = await setup.fullRoom('OPEN')
  await api.act(outside, 'joinRoom', { roomId: full.roomId })
  const { done, ...others } = await whatHappens(outside, full, ['leaveRoom', 'handOverHost'])
  assert.deepStrictEqual(done, ['joinRoom', 'raiseHand', ...BY_EVERYBODY])
  assert.deepStrictEqual(others, {
    ROOM_EXISTS: ['scheduleRoom', 'openRoom'],
    ROOM_NOT_SCHEDULED: SCHEDULED_ONLY,
    NOT_THE_HOST: [
      ...['closeRoom', 'renameRoom', 'setVisibility', 'setCapacity', 'startRecording', 'stopRecording'],
      ...['appointModerator', 'dismissModerator'],
    ],
    NOT_A_MODERATOR: [
      ...['invitePeople', 'uninvitePeople', 'removeParticipant', 'banPerson', 'liftBan', 'lowerHand'],
      ...['setHandPolicy', 'inviteToStage', 'withdrawStageInvitation', 'bringOnStage', 'moveToAudience'],
      ...['mute', 'muteEveryone', 'allowToUnmute', 'silenceInChat', 'liftSilence', 'pinComment'],
      ...['unpinComment', 'openPoll', 'closePoll'],
    ],
    NOT_INVITED: ['acceptStageInvitation'],
    // They may listen, where there is a gateway.
    NO_SOUND: ['connectSound'],
    NOT_ON_STAGE: ['unmute'],
    NOT_YOUR_COMMENT: ['removeComment'],
  })
})

test('without a token nothing can be done at all', async () => {
  const full = await setup.fullRoom('OPEN')
  const happened = await whatHappens(null, full)
  assert.deepStrictEqual(Object.keys(happened), ['UNAUTHENTICATED'])
})

test('a scheduled room for invited people takes no interest and no hands of others', async () => {
  const startsAt = new Date(Date.now() + 3_600_000).toISOString()
  const input = { title: 'Later', startsAt, visibility: 'INVITED', invited: [inside.id] }
  const { roomId } = await api.act(host, 'scheduleRoom', input, 'roomId')
  const codes: string[] = []
  for (const mutation of ['markInterest', 'raiseHand', 'openRoom', 'cancelRoom', 'joinRoom'])
    codes.push(await api.refusal(outside, mutation, { roomId }))
  codes.push(await api.refusal(outside, 'rescheduleRoom', { roomId, startsAt }))
  assert.deepStrictEqual(codes, [
    ...['NO_SUCH_ROOM', 'NO_SUCH_ROOM', 'ROOM_EXISTS', 'NO_SUCH_ROOM', 'NO_SUCH_ROOM', 'NO_SUCH_ROOM'],
  ])
})
