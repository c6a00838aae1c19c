// Whom the audit believes when keys followed each other.

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { Chain, FINGERPRINT, leafOf } from '../../src/notary/chain.ts'
import { headLine, keyLine } from '../../src/notary/head-file.ts'
import { endorsementText, headText, readOrMakeKey, type SigningKey } from '../../src/notary/signing.ts'
import { systemTime } from '../../src/support/time.ts'
import { run, signedRoom } from '../support/signed-room.ts'

test('a key is believed that one before it vouches for, and a head by no other', async t => {
  const { roomId, path, log, events } = await signedRoom(t)
  const [old, next, stranger] = (await Promise.all(
    ['old', 'next', 'stranger'].map(name => readOrMakeKey(path(`${name}.pem`), systemTime)),
  )) as [SigningKey, SigningKey, SigningKey]
  const keyOf = (key: SigningKey, by: SigningKey | null, named = by) => {
    const { keyId, publicKey } = key
    const endorsement = by?.sign(endorsementText(key)) ?? null
    return keyLine({ keyId, publicKey, endorsedBy: named?.keyId ?? null, endorsement })
  }
  /** Heads over the first ten events by one key, and over all by another. */
  const headsBy = (...keys: readonly [SigningKey, SigningKey]) => {
    const chain = new Chain(roomId)
    return keys.map((key, i) => {
      const from = chain.count
      const leaves = events.slice(from, i === 0 ? 10 : events.length).map(leafOf)
      for (const leaf of leaves) chain.push(leaf)
      const { count, root } = chain
      const signed = { count, chain: chain.chain, root, signedAt: 1, keyId: key.keyId }
      const signature = key.sign(headText(roomId, signed))
      const fingerprints = Buffer.concat(leaves.map(leaf => leaf.subarray(0, FINGERPRINT))).toString(
        'base64url',
      )
      const head = { from, ...signed, peaks: chain.peaks, upTo: events[count - 1]!.position }
      return headLine(roomId, { ...head, signature, fingerprints })
    })
  }
  const verdict = async (lines: readonly string[], ...argv: readonly string[]) => {
    await writeFile(path('heads.ndjson'), lines.join(''))
    const { trouble } = await run(
      t,
      verifyCommand,
      roomId,
      '--heads',
      path('heads.ndjson'),
      '--log',
      log,
      ...argv,
    )
    return trouble?.kind ?? 'as it was signed'
  }

  const heads = headsBy(old, next)
  const rotated = [keyOf(old, null), keyOf(next, old), ...heads]
  assert.equal(await verdict(rotated), 'as it was signed')
  assert.equal(await verdict(rotated, '--key', old.publicKey), 'as it was signed')
  assert.equal(await verdict(rotated, '--key', next.keyId), 'forged', 'nobody vouches for the one before')
  assert.equal(await verdict([keyOf(old, null), keyOf(next, null), ...heads]), 'forged')
  assert.equal(await verdict([keyOf(old, null), keyOf(next, stranger, old), ...heads]), 'forged')
  assert.equal(
    await verdict([keyOf(old, null), keyOf(stranger, stranger), ...headsBy(old, stranger)]),
    'forged',
  )
  const mixed = [keyOf(old, null), keyOf(stranger, next), keyOf(next, old), ...headsBy(next, stranger)]
  assert.equal(await verdict(mixed), 'as it was signed', 'whoever vouches may stand later in the file')
  const first = [keyOf(stranger, null), ...rotated]
  assert.equal(await verdict(first), 'forged', 'the first of a file is believed where none is named')
  assert.equal(await verdict(first, '--key', old.keyId), 'as it was signed')
})
