// Renegotiations that a person was asked for and has not done, for clients that missed the broadcast.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEA, cameOnStage, joinedAudience, SOUND_HOST, startSoundRoom } from './sound-harness.ts'

async function staged() {
  const stage = await startSoundRoom()
  const pending = async (person = BEA) => {
    const answer = await stage.room.handleRequest({ ask: 'state', person })
    assert.ok(answer.said === 'state')
    return answer.pending
  }
  return { ...stage, pending }
}

test('a promoted listener has an offer pending until they send it', async () => {
  const { time, room, roomHappens, pending, broadcasts } = await staged()
  roomHappens(joinedAudience(BEA))
  const receives = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA\r\na=recvonly\r\n'
  const asking = room.handleRequest({ ask: 'connect', person: BEA, offer: receives })
  await time.advance(0)
  const answer = await asking
  assert.ok(answer.said === 'connected')
  assert.equal(await pending(), null)
  roomHappens(cameOnStage(BEA))
  await time.advance(0)
  assert.deepStrictEqual(broadcasts.at(-1), { signal: 'renegotiate', person: BEA, how: 'offer' })
  assert.deepStrictEqual([await pending(), await pending(SOUND_HOST)], ['offer', null])
  const sdp = receives.replace('a=recvonly\r\n', '')
  await room.handleRequest({ ask: 'renegotiate', person: BEA, handle: answer.handle, sdp })
  await time.advance(0)
  assert.equal(await pending(), null)
})

test('a person who lost their only connection has to connect until they do, or leave', async () => {
  const { time, home, room, roomHappens, connect, pending } = await staged()
  roomHappens(joinedAudience(BEA))
  home.emit({ type: 'gone', connection: await connect(BEA), reason: 'vanished' })
  assert.equal(await pending(), 'connect')
  home.emit({ type: 'up', connection: await connect(BEA) })
  assert.equal(await pending(), null)
  room.personVanished(BEA)
  assert.equal(await pending(), 'connect')
  roomHappens({ type: 'ParticipantLeft', data: { participant: BEA, reason: 'left' } })
  await time.advance(0)
  assert.equal(await pending(), null)
})
