// What a person was asked to do with their sound and has not done, for whoever missed the signal.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEA, cameOnStageByHand, joinedAudience, SOUND_ADA, soundStage } from './sound-harness.ts'

async function staged() {
  const stage = await soundStage()
  const pending = async (person = BEA) => {
    const answer = await stage.sound.ask({ ask: 'state', person })
    assert.ok(answer.said === 'state')
    return answer.pending
  }
  return { ...stage, pending }
}

test('who is promoted while they only listen is to offer, until they have', async () => {
  const { time, sound, roomHappens, pending, signals } = await staged()
  roomHappens(joinedAudience(BEA))
  const receives = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA\r\na=recvonly\r\n'
  const asking = sound.ask({ ask: 'connect', person: BEA, offer: receives })
  await time.advance(0)
  const answer = await asking
  assert.ok(answer.said === 'connected')
  assert.equal(await pending(), null)
  roomHappens(cameOnStageByHand(BEA))
  await time.advance(0)
  assert.deepStrictEqual(signals.at(-1), { signal: 'renegotiate', person: BEA, how: 'offer' })
  assert.deepStrictEqual([await pending(), await pending(SOUND_ADA)], ['offer', null])
  const sdp = receives.replace('a=recvonly\r\n', '')
  await sound.ask({ ask: 'renegotiate', person: BEA, handle: answer.handle, sdp })
  await time.advance(0)
  assert.equal(await pending(), null)
})

test('whose only connection was lost is to connect, until they have or leave', async () => {
  const { time, home, sound, roomHappens, connect, pending } = await staged()
  roomHappens(joinedAudience(BEA))
  home.say({ type: 'gone', connection: await connect(BEA), why: 'vanished' })
  assert.equal(await pending(), 'connect')
  home.say({ type: 'up', connection: await connect(BEA) })
  assert.equal(await pending(), null)
  sound.vanished(BEA)
  assert.equal(await pending(), 'connect')
  roomHappens({ type: 'ParticipantLeft', data: { participant: BEA, reason: 'left' } })
  await time.advance(0)
  assert.equal(await pending(), null)
})
