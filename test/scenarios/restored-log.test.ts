// A backup is restored and people go on: what clients held of the log before is not mistaken for what is there now.

import assert from 'node:assert/strict'
import { cp, rm } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { type Somebody, speakTo } from '../support/api.ts'
import { newDataDir, type Server, startServer } from '../support/server.ts'
import type { Json } from '../support/transport.ts'

const COMMENTS = 'query($id: ID!) { comments(roomId: $id, first: 200) { nodes { text } } }'
const ROOM_EVENTS = `subscription($id: ID!, $after: Position) {
  roomEvents(roomId: $id, after: $after) { position complete events { position type: __typename } }
}`
const AT_LEAST = 'query($id: ID!, $position: Position) { room(id: $id, atLeast: $position) { id } }'
const LEFT =
  'query($id: ID!, $position: Position!) { sinceYouLeft(roomId: $id, after: $position) { complete } }'
const AFTER =
  'query($id: ID!, $position: Position) { timeline(roomId: $id, after: $position) { pageInfo { endCursor } } }'
const BEFORE =
  'query($id: ID!, $position: Position) { timeline(roomId: $id, before: $position) { pageInfo { endCursor } } }'
const ROOM_AT = 'query($id: ID!, $position: Position) { roomAt(roomId: $id, position: $position) { id } }'
const REPLAY = `subscription($id: ID!, $after: Position) {
  replayRoom(roomId: $id, after: $after, speed: 1000) { complete events { type: __typename } }
}`

suite('a backup is restored, and the log grows past the positions that it lost', () => {
  const folders: string[] = []
  const begun: (() => Promise<void>)[] = []
  const t = { after: (work: () => Promise<void>) => void begun.push(work) }
  let host: Somebody
  let roomId: string
  /** Positions of two comments: the first is in the backup, the second was written after it. */
  let kept: string
  let lost: string
  let server: Server
  let api: ReturnType<typeof speakTo>

  const comment = async (text: string) => (await api.act(host, 'postComment', { roomId, text })).position

  before(async () => {
    folders.push(await newDataDir(), await newDataDir())
    const [first, second] = folders as [string, string]

    const original = await startServer(t, { DATA_DIR: first })
    host = await original.signIn('Ada')
    api = speakTo(original)
    roomId = (await api.act(host, 'openRoom', { title: 'Before' }, 'roomId')).roomId
    kept = await comment('in the backup')
    await original.stop()
    await cp(first, second, { recursive: true })

    const later = await startServer(t, { DATA_DIR: first })
    api = speakTo(later)
    for (let n = 0; n < 5; n++) lost = await comment(`lost ${n}`)
    await later.stop()

    server = await startServer(t, { DATA_DIR: second })
    api = speakTo(server)
    for (let n = 0; n < 20; n++) await comment(`new ${n}`)
  })

  after(async () => {
    for (const work of begun.reverse()) await work()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  const firstMessage = async (source: string, position: string): Promise<Json> => {
    for await (const { data, errors } of server
      .client(host.token)
      .iterate<Json>({ query: source, variables: { id: roomId, after: position } })) {
      assert.deepStrictEqual(errors, undefined)
      return Object.values(data as Json)[0]
    }
    throw new Error('it ended without a message')
  }

  test('the position is of an event that is there no more, and its number is of another one', async () => {
    const { comments } = await api.ask(host, COMMENTS, { id: roomId })
    const texts = comments.nodes.map(({ text }: Json) => text)
    assert.equal(texts.length, 21)
    assert.equal(
      texts.some((text: string) => text.startsWith('lost')),
      false,
    )
    assert.ok(lost > kept)
  })

  test('roomEvents says that something may be missing, and goes on from now', async () => {
    const message = await firstMessage(ROOM_EVENTS, lost)
    assert.deepStrictEqual([message.complete, message.events], [false, []])
  })

  test('roomEvents after a position of the backup is complete', async () => {
    const { complete, events } = await firstMessage(ROOM_EVENTS, kept)
    assert.equal(complete, true)
    assert.ok(events.length >= 20)
  })

  test('queries refuse the lost position by a code of its own, at once', async () => {
    for (const query of [AT_LEAST, LEFT, AFTER, BEFORE, ROOM_AT]) {
      const asked = (position: string) => api.error(host, query, { id: roomId, position })
      assert.equal(await asked(lost), 'FOREIGN_POSITION', query)
      assert.equal(await asked(kept), 'answered', query)
    }
  })

  test('a replay begins again and says so, once', async () => {
    const { complete, events } = await firstMessage(REPLAY, lost)
    assert.equal(complete, false)
    assert.equal(events[0].type, 'RoomOpened')
    assert.equal((await firstMessage(REPLAY, kept)).complete, true)
  })
})
