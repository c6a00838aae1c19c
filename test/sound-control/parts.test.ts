// The small parts of the sound that need no gateway.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { createIceServers } from '../../src/graphql/ice-servers.ts'
import { createHandleCodec } from '../../src/sound-control/handles.ts'
import { roomOfHandle } from '../../src/sound-control/protocol.ts'
import { faultInCandidates, faultInSdp } from '../../src/sound-control/sdp.ts'
import { createSpeechTurns } from '../../src/sound-control/speech-turns.ts'
import { finishWav } from '../../src/support/wav.ts'

const ada = '11111111-1111-4111-8111-111111111111' as UserId
const bea = '22222222-2222-4222-8222-222222222222' as UserId
const roomId = '33333333-3333-4333-8333-333333333333' as RoomId

describe('turns', () => {
  const limits = { pause: 1_000, least: 300, longest: 10_000 }

  it('bridge short pauses and leave out noises', () => {
    const turns = createSpeechTurns<string>(limits)
    turns.began('ada', 0)
    turns.fellSilent('ada', 500)
    turns.began('ada', 1_200)
    turns.fellSilent('ada', 2_000)
    turns.began('bea', 2_000)
    turns.fellSilent('bea', 2_200)
    assert.deepStrictEqual(turns.due(2_900), [])
    assert.deepStrictEqual(turns.due(3_300), [{ person: 'ada', startedAt: 0, endedAt: 2_000 }])
    assert.equal(turns.size, 0)
  })

  it('tell a long one in pieces, and all that is left at the end', () => {
    const turns = createSpeechTurns<string>(limits)
    turns.began('ada', 0)
    assert.deepStrictEqual(turns.due(10_000), [{ person: 'ada', startedAt: 0, endedAt: 10_000 }])
    assert.deepStrictEqual(turns.end(12_000), [{ person: 'ada', startedAt: 10_000, endedAt: 12_000 }])
    assert.deepStrictEqual(turns.end(13_000), [])
  })

  it('of one person never overlap, and no moment is told that nobody talked for longer than a pause', () => {
    const flicker = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3_000 })), { maxLength: 60 })
    fc.assert(
      fc.property(flicker, changes => {
        const turns = createSpeechTurns<string>(limits)
        let now = 0
        const told: { startedAt: number; endedAt: number }[] = []
        for (const [talks, later] of changes) {
          now += later
          told.push(...turns.due(now))
          if (talks) turns.began('ada', now)
          else turns.fellSilent('ada', now)
        }
        told.push(...turns.end(now))
        for (const [index, { startedAt, endedAt }] of told.entries()) {
          assert.ok(endedAt - startedAt >= limits.least)
          assert.ok(startedAt >= (told[index - 1]?.endedAt ?? 0))
        }
      }),
    )
  })
})

describe('handles', () => {
  const handles = createHandleCodec('a secret of some length')
  const held = { roomId, epoch: 3, connection: `${ada}.abc` }

  it('are read by the person whose they are, and by nobody else', () => {
    const handle = handles.sign(held)
    assert.deepStrictEqual(handles.read(handle, ada), held)
    assert.equal(handles.read(handle, bea), null)
    assert.equal(createHandleCodec('another secret').read(handle, ada), null)
    assert.equal(roomOfHandle(handle), roomId)
  })

  it('cannot be made or changed', () => {
    const handle = handles.sign(held)
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
          if (read) assert.deepStrictEqual(read, held)
        },
      ),
    )
    assert.equal(roomOfHandle('nonsense'), null)
  })
})

describe('what a device may hand in', () => {
  const sdp = [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=fingerprint:sha-256 AA',
  ]
  const text = (...more: string[]) => `${[...sdp, ...more].join('\r\n')}\r\n`

  it('is a description of one audio line', () => {
    assert.equal(faultInSdp(text()), null)
    assert.equal(faultInSdp(text('m=audio 9 RTP/AVP 0')), 'not one audio line alone')
    assert.equal(faultInSdp(text('m=video 9 RTP/AVP 0')), 'not one audio line alone')
    assert.equal(faultInSdp(text().replace('m=audio', 'm=video')), 'not one audio line alone')
    // To what it does not know a gateway gives no answer at all.
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

  it('is a few candidates', () => {
    const one = { candidate: 'candidate:1 1 udp 1 1.2.3.4 5 typ host' }
    assert.equal(faultInCandidates([one, null]), null)
    assert.equal(faultInCandidates(Array(22).fill(one)), 'more than 20 candidates')
    assert.equal(faultInCandidates([{ candidate: 'x\r\nm=audio' }]), 'not a candidate')
  })
})

test('credentials of TURN are good for a while, and for one person', () => {
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

test('a recording that was not closed is repaired, once', async t => {
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
