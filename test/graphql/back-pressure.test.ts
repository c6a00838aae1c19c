// Clients that do not read: they cost the others nothing, and lose nothing themselves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, type RawSocket } from '../support/raw-socket.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const EVENTS = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
  position complete events { position ... on CommentPosted { text } } } }`

const textsOf = (raw: RawSocket): string[] =>
  raw.heard
    .filter(message => message.type === 'next')
    .flatMap(message => {
      assert.equal(message.payload.data.roomEvents.complete, true)
      return message.payload.data.roomEvents.events.map((event: { text: string }) => event.text)
    })

test('whoever stops reading is told the rest when they read again, and nobody waits for them', async t => {
  const server = await startServer(t, {
    MAX_MESSAGES_PER_SECOND: '100000',
    MAX_SUBSCRIPTIONS_PER_SOCKET: '1000',
    // On a busy machine it is stalled for longer than a client that is there may leave a ping unanswered.
    KEEP_ALIVE_MS: '120000',
  })
  const ada = await server.signIn('Ada')
  const opened = await server.query(
    'mutation { openRoom(input: { title: "Tea" }) { roomId position } }',
    {},
    ada.token,
  )
  const { roomId, position } = opened.data.openRoom
  const follow = async () => {
    const raw = await connectRaw(server.url, { authorization: ada.token })
    raw.send({
      id: 'a',
      type: 'subscribe',
      payload: { query: EVENTS, variables: { roomId, after: position } },
    })
    return raw
  }
  const [stalled, quick] = [await follow(), await follow()]
  const commander = await connectRaw(server.url, { authorization: ada.token })
  const query =
    'mutation($roomId: ID!, $text: String!) { postComment(input: { roomId: $roomId, text: $text }) { rejection { code } } }'
  const expected: string[] = []
  stalled.socket.pause()
  // Some megabytes: more than the kernel takes for one who does not read.
  for (let batch = 0; batch < 30; batch++) {
    const ids = Array.from({ length: 200 }, (_, n) => `${batch}-${n}`)
    for (const id of ids) {
      const text = `${id} `.padEnd(999, 'x')
      expected.push(text)
      commander.send({ id, type: 'subscribe', payload: { query, variables: { roomId, text } } })
    }
    await until(() =>
      textsOf(quick).length === expected.length ? null : `${textsOf(quick).length} comments`,
    )
  }
  assert.deepStrictEqual(textsOf(quick), expected)
  assert.ok(textsOf(stalled).length < expected.length)
  stalled.socket.resume()
  await until(() =>
    textsOf(stalled).length >= expected.length ? null : `${textsOf(stalled).length} comments`,
  )
  assert.deepStrictEqual(textsOf(stalled), expected)
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  assert.match(metrics, /^rostrum_lagging_subscribers_total [1-9]/m)
})

test('whoever never reads again is closed with the code that says to come back', async t => {
  const server = await startServer(t, { KEEP_ALIVE_MS: '200' })
  const raw = await connectRaw(server.url)
  raw.socket.pause()
  const query =
    '{ __schema { types { name description fields { name description args { name description } } } } }'
  for (let n = 0; n < 60; n++) raw.send({ id: `${n}`, type: 'subscribe', payload: { query } })
  const closed = async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    return /^rostrum_sockets_closed_total\{reason="slow"\} 1$/m.test(metrics) ? null : 'it is open'
  }
  await until(closed)
})
