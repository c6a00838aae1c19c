// Finding 4 of the security review: thousands of slightly different subscriptions of one person, all of which are executed at
// each tap, crashed a process or held everybody up for seconds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, type RawSocket } from '../support/raw-socket.ts'
import { type Server, startProcess } from '../support/server.ts'
import { until } from '../support/until.ts'
import { startObservedUser } from './observed-user.ts'

/** `npm run test:security` attacks at the size of the finding, and asserts what a person then notices. */
const IS_FULL = process.env.ROSTRUM_SECURITY === '1'
const SOCKETS = IS_FULL ? 20 : 5
const PER_SOCKET = IS_FULL ? 100 : 60
const TAPS = IS_FULL ? 20 : 3
const MAX_P99_MS = IS_FULL ? 100 : 1_000
const LISTS = Array.from({ length: 8 }, (_, i) => `f${i}: followers(first: 1) { nodes { name } }`).join(' ')

async function openRoom(server: Server, token: string): Promise<string> {
  const { data } = await server.query('mutation { openRoom(input: { title: "Trap" }) { roomId } }', {}, token)
  return data.openRoom.roomId
}

/** Each with another alias, so that no two share an execution. */
async function subscribe(server: Server, token: string, roomId: string): Promise<RawSocket[]> {
  const sockets: RawSocket[] = []
  for (let s = 0; s < SOCKETS; s++) {
    const raw = await connectRaw(server.url, { authorization: token })
    for (let n = 0; n < PER_SOCKET; n++) {
      const query = `subscription { roomEvents(roomId: "${roomId}") { e${s}_${n}: events { actor { ${LISTS} } } } }`
      raw.send({ id: `${n}`, type: 'subscribe', payload: { query } })
    }
    sockets.push(raw)
  }
  const missing = () => sockets.filter(raw => messages(raw) < PER_SOCKET).length
  await until(() => (missing() === 0 ? null : `${missing()} sockets wait for their openings`), {
    timeout: 60_000,
  })
  return sockets
}

const messages = ({ heard }: RawSocket) => heard.filter(({ type }) => type === 'next').length

test('many different subscriptions of one person slow that person, and nobody else', async t => {
  const server = await startProcess(t, { NODE_OPTIONS: '--max-old-space-size=384' })
  const { token } = await server.signIn('Mallory')
  const fan = await server.signIn('Fan')
  const { id } = await server.signIn('Mallory')
  await server.query(`mutation { follow(input: { personId: "${id}" }) { caughtUp } }`, {}, fan.token)
  const roomId = await openRoom(server, token)
  const sockets = await subscribe(server, token, roomId)
  const bystander = await startObservedUser(server)
  for (let tap = 0; tap < TAPS; tap++) {
    await server.query(
      `mutation { react(input: { roomId: "${roomId}", emoji: "👏" }) { caughtUp } }`,
      {},
      token,
    )
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  const p99 = await bystander.stop()
  t.diagnostic(`bystander p99: ${Math.round(p99)} ms`)
  assert.equal(server.gone(), false)
  assert.ok(p99 < MAX_P99_MS, `a bystander's slowest request of a hundred took ${p99} ms`)
  const untold = () => sockets.filter(raw => messages(raw) < PER_SOCKET * 2).length
  await until(() => (untold() === 0 ? null : `${untold()} sockets were told nothing`), { timeout: 60_000 })
  for (const { socket } of sockets) socket.close()
})
