// The parts of sound control that need no gateway.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { createIceServers } from '../../src/graphql/ice-servers.ts'
import { createHandles } from '../../src/sound-control/handles.ts'
import { roomOfHandle } from '../../src/sound-control/protocol.ts'
import { faultInCandidates, faultInSdp } from '../../src/sound-control/sdp.ts'
import { SpeechTurns } from '../../src/sound-control/speech-turns.ts'
import { finishWav } from '../../src/support/wav.ts'

const ada = '11111111-1111-4111-8111-111111111111' as UserId
const bea = '22222222-2222-4222-8222-222222222222' as UserId
const roomId = '33333333-3333-4333-8333-333333333333' as RoomId

describe('speech turns', () => {
  const limits = { maxPauseMs: 1_000, minMs: 300, maxMs: 10_000 }

  it('include short pauses and leave out noise', () => {
    const turns = new SpeechTurns<string>(limits)
    turns.startTalking('ada', 0)
    turns.stopTalking('ada', 500)
    turns.startTalking('ada', 1_200)
    turns.stopTalking('ada', 2_000)
    turns.startTalking('bea', 2_000)
    turns.stopTalking('bea', 2_200)
    assert.deepStrictEqual(turns.takeFinished(2_900), [])
    assert.deepStrictEqual(turns.takeFinished(3_300), [{ person: 'ada', startedAt: 0, endedAt: 2_000 }])
    assert.equal(turns.size, 0)
  })

  it('are recorded in pieces when they are long, and all end at the end', () => {
    const turns = new SpeechTurns<string>(limits)
    turns.startTalking('ada', 0)
    assert.deepStrictEqual(turns.takeFinished(10_000), [{ person: 'ada', startedAt: 0, endedAt: 10_000 }])
    assert.deepStrictEqual(turns.endAll(12_000), [{ person: 'ada', startedAt: 10_000, endedAt: 12_000 }])
    assert.deepStrictEqual(turns.endAll(13_000), [])
  })

  it('of one person are never shorter than noise and never overlap', () => {
    const flicker = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3_000 })), { maxLength: 60 })
    fc.assert(
      fc.property(flicker, changes => {
        const turns = new SpeechTurns<string>(limits)
        let now = 0
        const recorded: { startedAt: number; endedAt: number }[] = []
        for (const [talks, later] of changes) {
          now += later
          recorded.push(...turns.takeFinished(now))
          if (talks) turns.startTalking('ada', now)
          else turns.stopTalking('ada', now)
        }
        recorded.push(...turns.endAll(now))
        for (const [index, { startedAt, endedAt }] of recorded.entries()) {
          assert.ok(endedAt - startedAt >= limits.minMs)
          assert.ok(startedAt >= (recorded[index - 1]?.endedAt ?? 0))
        }
      }),
    )
  })
})

describe('handles', () => {
  const handles = createHandles('a secret of some length')
  const target = { roomId, epoch: 3, connection: `${ada}.abc` }

  it('can be read by their person only', () => {
    const handle = handles.sign(target)
    assert.deepStrictEqual(handles.read(handle, ada), target)
    assert.equal(handles.read(handle, bea), null)
    assert.equal(createHandles('another secret').read(handle, ada), null)
    assert.equal(roomOfHandle(handle), roomId)
  })

  it('cannot be forged or changed', () => {
    const handle = handles.sign(target)
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(handle.length - 1),
        fc.constantFrom(...'abcXYZ019_-.'),
        (text, at, letter) => {
          assert.equal(handles.read(text, ada), null)
          const changed = handle.slice(0, at) + letter + handle.slice(at + 1)
          // The last letter of base64 has bits that mean nothing.
          const read = handles.read(changed, ada)
          if (read) assert.deepStrictEqual(read, target)
        },
      ),
    )
    assert.equal(roomOfHandle('nonsense'), null)
  })
})

describe('the input of a device', () => {
  const sdp = [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=fingerprint:sha-256 AA',
  ]
  const text = (...more: string[]) => `${[...sdp, ...more].join('\r\n')}\r\n`

  it('has SDP of one audio line', () => {
    assert.equal(faultInSdp(text()), null)
    assert.equal(faultInSdp(text('m=audio 9 RTP/AVP 0')), 'not one audio line alone')
    assert.equal(faultInSdp(text('m=video 9 RTP/AVP 0')), 'not one audio line alone')
    assert.equal(faultInSdp(text().replace('m=audio', 'm=video')), 'not one audio line alone')
    // A gateway never answers a protocol that it does not know.
    for (const protocol of ['xxx', 'UDP/DTLS/SCTP', 'udp/tls/rtp/savpf', 'UDP/TLS/RTP/SAVPF-x'])
      assert.equal(
        faultInSdp(text().replace('UDP/TLS/RTP/SAVPF', protocol)),
        'not one audio line alone',
        protocol,
      )
    assert.equal(faultInSdp(text().replace('UDP/TLS/', '')), null)
    assert.equal(
      faultInSdp(text(...Array(21).fill('a=candidate:1 1 udp 1 1.2.3.4 5 typ host'))),
      'more than 20 candidates',
    )
    assert.equal(faultInSdp(text('a=x'.padEnd(17_000, 'x'))), 'longer than 16384 bytes')
    assert.equal(faultInSdp(text('a=\u0000')), 'not SDP')
    assert.equal(faultInSdp(''), 'not SDP')
    assert.equal(faultInSdp(sdp.slice(0, 5).join('\n')), 'without a fingerprint')
  })

  it('has a limited number of candidates', () => {
    const one = { candidate: 'candidate:1 1 udp 1 1.2.3.4 5 typ host' }
    assert.equal(faultInCandidates([one, null]), null)
    assert.equal(faultInCandidates(Array(22).fill(one)), 'more than 20 candidates')
    assert.equal(faultInCandidates([{ candidate: 'x\r\nm=audio' }]), 'not a candidate')
  })
})

test('TURN credentials are for one person and expire', () => {
  const ice = createIceServers(
    { urls: ['stun:s:1', 'turn:t:2'], secret: 'north', ttlMs: 60_000 },
    () => 1_000_000,
  )
  assert.deepStrictEqual(ice(ada), {
    servers: [
      { urls: ['stun:s:1'], username: null, credential: null },
      { urls: ['turn:t:2'], username: `1060:${ada}`, credential: 'UKxfSJrpxM3THEBQJXspukJSQRM=' },
    ],
    expiresAt: 1_060_000,
  })
  const none = createIceServers({ urls: [], secret: null, ttlMs: 1 }, () => 0)
  assert.deepStrictEqual(none(ada), { servers: [], expiresAt: null })
})

test('a recording that was not closed is repaired once', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-wav-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'a.wav')
  assert.deepStrictEqual(await finishWav(path, { repair: true }), { outcome: 'missing', bytes: 0 })
  await writeFile(`${path}.tmp`, Buffer.alloc(144))
  assert.deepStrictEqual(await finishWav(path, { repair: false }), { outcome: 'missing', bytes: 0 })
  assert.deepStrictEqual(await finishWav(path, { repair: true }), { outcome: 'repaired', bytes: 144 })
  const wav = await readFile(path)
  assert.deepStrictEqual([wav.readUInt32LE(4), wav.readUInt32LE(40)], [136, 100])
  assert.deepStrictEqual(await finishWav(path, { repair: true }), { outcome: 'complete', bytes: 144 })
})
