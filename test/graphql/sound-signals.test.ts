// News of a room's sound, where signals are lost or wait.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { UserId } from '../../commands/ids.ts'
import { subscribeToSoundSignals } from '../../src/graphql/live/sound-signals.ts'
import type { SoundBroadcast, SoundReply } from '../../src/sound-control/protocol.ts'
import { systemTime } from '../../src/support/time.ts'
import { BEA, SOUND_HOST, SOUND_ROOM } from '../sound-control/sound-harness.ts'

const inState = (epoch: number, pending: 'offer' | 'connect' | null = null): SoundReply => ({
  said: 'state',
  epoch,
  talking: [],
  pending,
})
const talking = (epoch: number) => ({ is: 'SoundTalking', epoch, people: [] })
const renegotiate = (how: string) => ({ is: 'SoundRenegotiation', how })

/** What Ada is told; `state`: what the process that works on the sound answers. */
async function listening(t: TestContext, state: SoundReply) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const soundClient = {
    state,
    signal: (_: SoundBroadcast) => {},
    person: null as UserId | null,
    inside: true,
  }
  const news = await subscribeToSoundSignals({
    time: systemTime,
    roomId: SOUND_ROOM,
    userId: SOUND_HOST,
    isInside: async () => soundClient.inside,
    hold: () => () => {},
    sound: {
      async request(_, { person }) {
        soundClient.person = person
        return soundClient.state
      },
      async subscribe(_, handler) {
        soundClient.signal = handler
        return { close() {} } as never
      },
    },
  })
  t.after(() => news.return())
  const heard: unknown[] = []
  void (async () => {
    for await (const { soundSignals } of news) heard.push(soundSignals)
    heard.push('ended')
  })()
  return {
    soundClient,
    news,
    heard,
    /** Lets everybody act, and some seconds go by. */
    async pass(seconds = 0) {
      await setImmediate()
      t.mock.timers.tick(seconds * 1_000)
      await setImmediate()
    },
  }
}

test('who subscribes is told what they were asked to do and have not done', async t => {
  const { soundClient, heard, pass } = await listening(t, inState(3, 'offer'))
  await pass()
  assert.deepStrictEqual(heard, [talking(3), renegotiate('offer')])
  assert.equal(soundClient.person, SOUND_HOST)
})

test('a renegotiation whose signal was lost is told within 10 seconds, once', async t => {
  const { soundClient, heard, pass } = await listening(t, inState(1))
  await pass()
  soundClient.state = inState(1, 'offer')
  await pass(10)
  await pass(10)
  assert.deepStrictEqual(heard, [talking(1), renegotiate('offer')])
  soundClient.state = inState(1)
  await pass(10)
  soundClient.state = inState(1, 'offer')
  await pass(10)
  assert.deepStrictEqual(heard.slice(2), [renegotiate('offer')])
})

test('what was signalled is not told again', async t => {
  const { soundClient, heard, pass } = await listening(t, inState(1))
  soundClient.signal({ signal: 'renegotiate', person: BEA, how: 'offer' })
  soundClient.signal({ signal: 'renegotiate', person: SOUND_HOST, how: 'connect' })
  soundClient.signal({ signal: 'reset', epoch: 2 })
  soundClient.state = inState(2, 'connect')
  await pass(10)
  await pass(10)
  assert.deepStrictEqual(heard, [talking(1), renegotiate('connect'), { is: 'SoundReset', epoch: 2 }])
})

test('an epoch whose reset was lost is told within 10 seconds, also where somebody always talks', async t => {
  const { soundClient, heard, pass } = await listening(t, inState(1))
  await pass(9)
  soundClient.signal({ signal: 'talking', epoch: 1, people: [] })
  soundClient.state = inState(2)
  await pass(1)
  assert.deepStrictEqual(heard, [talking(1), talking(1), talking(2)])
  soundClient.state = { said: 'no', code: 'NO_SOUND' }
  await pass(10)
  assert.equal(heard.length, 3, 'nobody knows anything newer')
})

test('who has left is told nothing more', async t => {
  const { soundClient, heard, pass } = await listening(t, inState(1))
  await pass()
  soundClient.inside = false
  await pass(10)
  assert.deepStrictEqual(heard, [talking(1), 'ended'])
})

test('of more than 100 signals that wait the oldest is given up', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let signal = (_: SoundBroadcast) => {}
  const news = await subscribeToSoundSignals({
    time: systemTime,
    roomId: SOUND_ROOM,
    userId: SOUND_HOST,
    isInside: async () => true,
    hold: () => () => {},
    sound: {
      request: async () => inState(1),
      async subscribe(_, handler) {
        signal = handler
        return { close() {} } as never
      },
    },
  })
  for (let count = 0; count < 150; count++) signal({ signal: 'muted', person: SOUND_HOST, muted: true })
  signal({ signal: 'removed', person: SOUND_HOST })
  const heard: unknown[] = []
  for await (const { soundSignals } of news) heard.push(soundSignals)
  assert.equal(heard.length, 100)
  assert.deepStrictEqual(heard.at(-1), { is: 'SoundRemoved', roomId: SOUND_ROOM })
})
