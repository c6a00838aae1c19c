import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Somebody, speakTo } from '../support/api.ts'
import { connectRaw } from '../support/raw-socket.ts'
import { startServer } from '../support/server.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

const open =
  'mutation($input: OpenRoomInput!) { openRoom(input: $input) { position caughtUp rejection { code } roomId } }'

test('a room is opened, followed and filled over the real server', async t => {
  const server = await startServer(t)
  const ada = await server.signIn('Ada')
  const bob = await server.signIn('Bob')
  const { data } = await server.query(open, { input: { title: 'Evening talk' } }, ada.token)
  const { roomId, caughtUp, rejection } = data.openRoom
  assert.deepStrictEqual({ caughtUp, rejection }, { caughtUp: true, rejection: null })

  const heard: Json[] = []
  const client = server.client(bob.token)
  client.subscribe(
    { query: `subscription { roomEvents(roomId: "${roomId}") { position complete events { __typename } } }` },
    { next: message => heard.push(message), error: error => heard.push(error), complete: () => {} },
  )
  await until(() => (heard.length > 0 ? null : 'the subscription has not said where it begins'))
  const joined = await server.query(
    `mutation { joinRoom(input: { roomId: "${roomId}" }) { rejection { code } } }`,
    {},
    bob.token,
  )
  assert.deepStrictEqual(joined.data.joinRoom, { rejection: null })
  const kinds = () =>
    heard.flatMap(
      message => message.data?.roomEvents.events.map((event: Json) => event.__typename) ?? [message],
    )
  await until(() => (kinds().includes('ParticipantJoined') ? null : `heard ${JSON.stringify(heard)}`))
  assert.deepStrictEqual(kinds(), ['ParticipantJoined'])
  const read = await server.query(
    `{ room(id: "${roomId}") { title listenerCount sound { available } } }`,
    {},
    bob.token,
  )
  assert.deepStrictEqual(read.data.room, {
    title: 'Evening talk',
    listenerCount: 1,
    sound: { available: false },
  })
})

test('what was done is there again after a restart, tokens too', async t => {
  const first = await startServer(t)
  const ada = await first.signIn('Ada')
  const { data } = await first.query(open, { input: { title: 'Evening talk' } }, ada.token)
  await first.stop()
  const second = await startServer(t, { DATA_DIR: first.dataDir })
  const read = await second.query(
    `{ me { person { name } } room(id: "${data.openRoom.roomId}") { title } }`,
    {},
    ada.token,
  )
  assert.deepStrictEqual(read, { data: { me: { person: { name: 'Ada' } }, room: { title: 'Evening talk' } } })
})

test('signing out everywhere ends the sockets and the tokens, and new tokens are good at once', async t => {
  const server = await startServer(t)
  const ada = await server.signIn('Ada')
  const bob = await server.signIn('Bob')
  const mine = await connectRaw(server.url, { token: ada.token })
  const other = await connectRaw(server.url, { token: bob.token })
  const out = await server.query(
    'mutation { signOutEverywhere(input: {}) { rejection { code } } }',
    {},
    ada.token,
  )
  assert.deepStrictEqual(out.data.signOutEverywhere, { rejection: null })
  assert.deepStrictEqual(await mine.closing(), { code: 4403, reason: 'Token revoked' })
  assert.strictEqual(other.closed(), null)
  const refused = await server.query('{ me { scopes } }', {}, ada.token)
  assert.deepStrictEqual(refused.errors, [
    { message: 'The token was revoked', extensions: { code: 'UNAUTHENTICATED' } },
  ])
  const again = await server.signIn('Ada')
  assert.deepStrictEqual(await server.query('{ me { scopes } }', {}, again.token), {
    data: { me: { scopes: [] } },
  })
})

test('a person who does something too often is told when to try again', async t => {
  const server = await startServer(t, { ALLOWANCE_SCALE: '1' })
  const ada = await server.signIn('Ada')
  const { data } = await server.query(open, { input: { title: 'Evening talk' } }, ada.token)
  const post = `mutation { postComment(input: { roomId: "${data.openRoom.roomId}", text: "hello" }) { rejection { code details } } }`
  const answers = await Promise.all(Array.from({ length: 7 }, () => server.query(post, {}, ada.token)))
  const rejections = answers
    .map(answer => answer.data.postComment.rejection)
    .filter(rejection => rejection !== null)
  assert.deepStrictEqual(
    rejections.map(({ code, details }) => [code, details.retryAfterMs > 0 && details.retryAfterMs <= 1000]),
    [
      ['RATE_LIMITED', true],
      ['RATE_LIMITED', false],
    ].map(() => ['RATE_LIMITED', true]),
  )
})

test('the numbers say what was done', async t => {
  const server = await startServer(t)
  const ada = await server.signIn('Ada')
  await server.query(open, { input: { title: 'Evening talk' } }, ada.token)
  await server.query(
    'mutation { joinRoom(input: { roomId: "00000000-0000-4000-8000-000000000000" }) { rejection { code } } }',
    {},
    ada.token,
  )
  await connectRaw(server.url)
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const value = (name: string) =>
    Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  assert.strictEqual(value('rostrum_commands_total{type="OpenRoom",outcome="accepted"}'), 1)
  assert.strictEqual(value('rostrum_commands_total{type="JoinRoom",outcome="rejected"}'), 1)
  assert.strictEqual(value('rostrum_rejections_total{type="JoinRoom",code="NO_SUCH_ROOM"}'), 1)
  assert.strictEqual(value('rostrum_projection_lag_events'), 0)
  assert.strictEqual(value('rostrum_projection_lag_seconds'), 0)
  assert.strictEqual(value('rostrum_sockets'), 1)
  assert.strictEqual(value('rostrum_parked_rooms'), 0)
  assert.ok(value('rostrum_append_events_count') >= 2)
  assert.ok(value('nodejs_eventloop_lag_seconds') >= 0)
})

test('whoever is blocked, or follows the host no more, is told nothing more of the room', async t => {
  const server = await startServer(t)
  const api = speakTo(server)
  const [ada, bob, cy] = [await server.signIn('Ada'), await server.signIn('Bob'), await server.signIn('Cy')]
  for (const person of [bob, cy]) await api.act(person, 'follow', { personId: ada.id })
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea', visibility: 'FOLLOWERS' }, 'roomId')
  await api.act(cy, 'joinRoom', { roomId })
  const query = `subscription { roomEvents(roomId: "${roomId}") { events { __typename } } }`
  const listen = async (person: Somebody) => {
    const heard = { types: [] as string[], messages: 0, ended: false }
    const next = ({ data }: Json) => {
      heard.messages++
      heard.types.push(...data.roomEvents.events.map((event: Json) => event.__typename))
    }
    server
      .client(person.token)
      .subscribe(
        { query },
        { next, error: assert.fail, complete: () => Object.assign(heard, { ended: true }) },
      )
    await until(() => (heard.messages > 0 ? null : 'the subscription has not said where it begins'))
    return heard
  }
  const ended = (heard: { ended: boolean }) => until(() => (heard.ended ? null : 'it goes on'))
  const inside = await listen(cy)
  const [first, second] = [await listen(bob), await listen(bob)]
  await api.act(bob, 'unfollow', { personId: ada.id })
  await Promise.all([ended(first), ended(second)])
  await api.act(bob, 'follow', { personId: ada.id })
  const again = await listen(bob)
  for (const person of [bob, cy]) await api.act(ada, 'block', { personId: person.id })
  await ended(again)
  await api.act(ada, 'postComment', { roomId, text: 'among us' })
  await until(() => (inside.types.includes('CommentPosted') ? null : 'who is in it is told on'))
  assert.deepStrictEqual([first.types, second.types, again.types], [[], [], []])
})
