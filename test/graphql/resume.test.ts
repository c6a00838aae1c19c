import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RoomMessage, resume } from '../../client/resume.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

type Message = RoomMessage & { events: { position: string; title?: string }[] }

const query = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
  position complete events { position ... on RoomRenamed { title } } } }`

async function room(t: Parameters<typeof startServer>[0]) {
  const server = await startServer(t)
  const { token } = await server.signIn('Ada')
  const opened = await server.query(
    'mutation { openRoom(input: { title: "0" }) { roomId position } }',
    {},
    token,
  )
  const { roomId, position } = opened.data.openRoom
  const calls: string[] = []
  const sockets: WebSocket[] = []
  const client = server.client(token, {
    retryAttempts: 50,
    shouldRetry: () => true,
    retryWait: async () => {},
    on: { connected: socket => void sockets.push(socket as WebSocket) },
  })
  const follow = (after: string, wanted: string = roomId, document = query) =>
    resume<Message>({
      client: client as never,
      query: document,
      variables: { roomId: wanted, after },
      next: ({ events }) => calls.push(...events.flatMap(({ title }) => title ?? [])),
      reload: () => calls.push('reload'),
      error: () => calls.push('error'),
      complete: () => calls.push('complete'),
    })
  const rename = (title: string | number) =>
    server.query(
      `mutation { renameRoom(input: { roomId: "${roomId}", title: "${title}" }) { caughtUp } }`,
      {},
      token,
    )
  const close = () =>
    server.query(`mutation { closeRoom(input: { roomId: "${roomId}" }) { caughtUp } }`, {}, token)
  const heard = (last: string) => until(() => (calls.at(-1) === last ? null : `heard ${calls}`))
  return { url: server.url, position, calls, sockets, follow, rename, close, heard }
}

test('it goes on from the last position, however often its socket is lost', async t => {
  const { position, calls, sockets, follow, rename, close, heard } = await room(t)
  follow(position)
  for (let n = 1; n <= 6; n++) {
    await rename(n)
    await heard(`${n}`)
    sockets.at(-1)!.close(4900, 'Lost')
  }
  await close()
  await heard('complete')
  assert.deepStrictEqual(calls, ['1', '2', '3', '4', '5', '6', 'complete'])
})

test('a position of another log says that the room is to be read anew, and goes on', async t => {
  const { calls, follow, rename, heard } = await room(t)
  follow('99999999999999999999')
  await heard('reload')
  await rename(1)
  await heard('1')
  assert.deepStrictEqual(calls, ['reload', '1'])
})

test('what cannot be mended by trying again is told once', async t => {
  const { position, calls, follow, heard } = await room(t)
  follow(position, '00000000-0000-4000-8000-000000000000')
  await heard('error')
  assert.deepStrictEqual(calls, ['error'])
})

test('after a message that it cannot use it tells the server to end as well', async t => {
  const { url, position, calls, follow, heard } = await room(t)
  const followers = async () =>
    /^rostrum_subscribers (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]
  follow(position, undefined, query.replace('roomEvents', 'other: roomEvents'))
  await heard('error')
  await until(async () => ((await followers()) === '0' ? null : `${await followers()} follow`))
  assert.deepStrictEqual(calls, ['error'])
})

test('after it was ended nothing is told', async t => {
  const { position, calls, follow, rename, heard } = await room(t)
  const end = follow(position)
  await rename(1)
  await heard('1')
  end()
  const other = await room(t)
  other.follow(other.position)
  await rename(2)
  await other.rename(2)
  await other.heard('2')
  assert.deepStrictEqual(calls, ['1'])
})
