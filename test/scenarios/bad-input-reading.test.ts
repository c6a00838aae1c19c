// What people try to read who are not allowed to, by every way that there is.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { PublicApi, Somebody } from '../support/api.ts'
import { type FullRoom, type FullRoomServer, startFullRoomServer } from '../support/full-room-server.ts'
import { connectRaw } from '../support/raw-socket.ts'
import type { Json } from '../support/transport.ts'

const START = '00000000000000000000'

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

/** Everything that a person is shown of a room, by whatever way. */
async function shown(person: Somebody, { roomId, pollId }: FullRoom): Promise<Json> {
  const data = await api.ask(
    person,
    `query($roomId: ID!, $pollId: ID!) {
      room(id: $roomId) { title participants { nodes { role } } comments { nodes { text } } polls { nodes { question } } hands { nodes { role } } }
      comments(roomId: $roomId) { nodes { text } }
      pinned: comments(roomId: $roomId, pinned: true) { nodes { text } }
      participants(roomId: $roomId) { nodes { person { id } } }
      hands(roomId: $roomId) { nodes { person { id } } }
      polls(roomId: $roomId) { nodes { question } }
      poll(id: $pollId) { question }
      rooms { nodes { id } }
    }`,
    { roomId, pollId },
  )
  return { ...data, rooms: data.rooms.nodes.filter(({ id }: Json) => id === roomId) }
}

const NOTHING = { nodes: [] }
const NO_CONTENT = {
  comments: NOTHING,
  pinned: NOTHING,
  participants: NOTHING,
  hands: NOTHING,
  polls: NOTHING,
  poll: null,
}

for (const visibility of ['INVITED', 'FOLLOWERS'])
  test(`of a room for ${visibility.toLowerCase()} that is guessed by its id, nothing is shown`, async () => {
    const full = await setup.fullRoom(visibility)
    assert.deepStrictEqual(await shown(outside, full), { ...NO_CONTENT, room: null, rooms: [] })
    const { roomId } = full
    const codes = [
      await api.error(outside, `{ timeline(roomId: "${roomId}") { nodes { position } } }`),
      await api.error(outside, `{ roomAt(roomId: "${roomId}", position: "99999999999999999999") { title } }`),
      await followed(outside, roomId),
    ]
    assert.deepStrictEqual(codes, ['NO_SUCH_ROOM', 'NO_SUCH_ROOM', 'NO_SUCH_ROOM'])
  })

test('of a room from which they are banned, a person sees that it is there, and nothing in it', async () => {
  const full = await setup.fullRoom('OPEN')
  const { room, rooms, ...content } = await shown(banned, full)
  const { title, ...inIt } = room
  assert.strictEqual(title, 'Tea')
  assert.deepStrictEqual(rooms, [{ id: full.roomId }])
  const { pinned: _, poll: __, ...lists } = NO_CONTENT
  assert.deepStrictEqual(inIt, lists)
  assert.deepStrictEqual(content, NO_CONTENT)
  assert.strictEqual(await followed(banned, full.roomId), 'NO_SUCH_ROOM')
})

/** The code with which a subscription is refused, or the events of its first message. */
async function followed({ token }: Somebody, roomId: string): Promise<Json> {
  const raw = await connectRaw(setup.server.url, { authorization: `Bearer ${token}` })
  const query = `subscription { roomEvents(roomId: "${roomId}", after: "${START}") { events { __typename } } }`
  raw.send({ id: '1', type: 'subscribe', payload: { query } })
  const message = await raw.hear('answer', ({ id }) => id === '1')
  raw.socket.terminate()
  const errors = message.type === 'error' ? message.payload : message.payload.errors
  return errors?.[0].extensions.code ?? message.payload.data.roomEvents.events
}

test('a secret vote is shown by no query, event, timeline or time machine, to voters, hosts and auditors', async () => {
  const auditor = await setup.server.signIn('Aud', ['AUDITOR'])
  const full = await setup.fullRoom('OPEN')
  const { roomId, pollId } = full
  const { position } = await api.act(inside, 'vote', { roomId, pollId, option: 1 })
  const tally = '{ voteCount options { votes } }'
  for (const person of [inside, host, auditor]) {
    const hidden = { voteCount: 1, options: [{ votes: null }, { votes: null }] }
    const data = await api.ask(
      person,
      `{ poll(id: "${pollId}") ${tally} polls(roomId: "${roomId}") { nodes ${tally} } }`,
    )
    assert.deepStrictEqual(data, { poll: hidden, polls: { nodes: [hidden] } })
    if (person === inside) continue
    const past = await api.ask(
      person,
      `{ roomAt(roomId: "${roomId}", position: "${position}") { polls { nodes ${tally} } }
         timeline(roomId: "${roomId}", types: ["Voted"]) { nodes { event { actor { id } ... on Voted { option } } } } }`,
    )
    assert.deepStrictEqual(past.roomAt, { polls: { nodes: [hidden] } })
    const [{ event }] = past.timeline.nodes
    assert.strictEqual(event.option, null)
    if (person === host) assert.strictEqual(event.actor, null)
  }
  await api.act(host, 'closePoll', { roomId, pollId })
  const { poll } = await api.ask(outside, `{ poll(id: "${pollId}") ${tally} }`)
  assert.deepStrictEqual(poll, { voteCount: 1, options: [{ votes: 0 }, { votes: 1 }] })
})

test('a subscription ends at the ban, on every device, and does not begin again', async () => {
  const { roomId } = await setup.fullRoom('OPEN')
  const guest = await setup.server.signIn('Gus')
  await api.act(guest, 'joinRoom', { roomId })
  const devices = await Promise.all([0, 1].map(() => connectRaw(setup.server.url, { token: guest.token })))
  const query = `subscription { roomEvents(roomId: "${roomId}") { events { __typename } } }`
  for (const device of devices) {
    device.send({ id: '1', type: 'subscribe', payload: { query } })
    await device.hear('beginning', ({ type }) => type === 'next')
  }
  await api.act(host, 'banPerson', { roomId, personId: guest.id })
  for (const device of devices) await device.hear('end', ({ type }) => type === 'complete')
  await api.act(host, 'postComment', { roomId, text: 'Now that they are gone' })
  assert.strictEqual(await followed(guest, roomId), 'NO_SUCH_ROOM')
  for (const device of devices) {
    assert.ok(!JSON.stringify(device.heard).includes('CommentPosted'))
    device.socket.terminate()
  }
})

test('what one person did by a commandId, another who sends it can neither repeat nor read', async () => {
  const { roomId } = await setup.fullRoom('INVITED')
  const commandId = randomUUID()
  const first = await api.act(inside, 'postComment', { roomId, commandId, text: 'mine' }, 'commentId')
  assert.strictEqual(
    await api.refusal(outside, 'postComment', { roomId, commandId, text: 'mine' }),
    'NO_SUCH_ROOM',
  )
  const own = await api.act(
    host,
    'postComment',
    { roomId, commandId, text: 'also' },
    'commentId comment { text }',
  )
  assert.notStrictEqual(own.commentId, first.commentId)
  assert.deepStrictEqual(own.comment, { text: 'also' })
})

test('comments and polls of one room are out of reach by the id of another', async () => {
  const [theirs, mine] = [
    await setup.fullRoom('INVITED'),
    await api.act(outside, 'openRoom', { title: 'My own' }, 'roomId'),
  ]
  const { roomId } = mine
  const { commentId, pollId } = theirs
  const codes: string[] = []
  for (const mutation of ['pinComment', 'unpinComment', 'removeComment'])
    codes.push(await api.refusal(outside, mutation, { roomId, commentId }))
  codes.push(await api.refusal(outside, 'vote', { roomId, pollId, option: 0 }))
  codes.push(await api.refusal(outside, 'closePoll', { roomId, pollId }))
  assert.deepStrictEqual(codes, [...Array(3).fill('NO_SUCH_COMMENT'), ...Array(2).fill('NO_SUCH_POLL')])
  assert.strictEqual(
    await api.refusal(outside, 'banPerson', { roomId: theirs.roomId, personId: host.id }),
    'NO_SUCH_ROOM',
  )
})
