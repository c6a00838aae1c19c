// Documents fill the memory of nobody: those of strangers are not parsed, those of people are cached by weight.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attack, isOriginalSize, startBystander, startTarget } from './target.ts'

const ATTACKER = '11111111-1111-4111-8111-111111111111'
const BYSTANDER = '22222222-2222-4222-8222-222222222222'
const MIB = 1024 * 1024

/** A valid document of about 7 kB, whose syntax tree weighs about 450 kB, and which no other request has sent. */
function heavyDocument(n: number): string {
  const rooms = Array.from({ length: 18 }, (_, i) => {
    const fields = Array.from({ length: 17 }, (_, j) => `f${i}x${j}: title`).join(' ')
    return `r${i}: room(id: "${n}") { id ${fields} host { id name } createdBy { id name } }`
  })
  return `query Q${n} { ${rooms.join(' ')} }`
}

test('documents of strangers are refused before they are parsed', async t => {
  const target = await startTarget(t)
  const bystander = startBystander(target, await target.tokenOf(BYSTANDER))
  await attack(isOriginalSize ? 5_000 : 600, 16, async n => {
    const { status, json } = await target.post({ query: heavyDocument(n) }, null)
    assert.deepStrictEqual([status, json.errors[0].extensions.code], [401, 'UNAUTHENTICATED'])
  })
  const { p50, p99 } = await bystander.stop()
  t.diagnostic(`bystander: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  if (isOriginalSize) assert.ok(p99 < 100, `a bystander waited ${p99} ms`)
  assert.equal(
    await target.metric('rostrum_cache_entries{cache="graphql-documents"}'),
    1,
    'that of the bystander',
  )
  assert.equal(target.gone(), false, target.output())
})

test('documents of a person are cached up to what all of them may weigh', async t => {
  const target = await startTarget(t)
  const token = await target.tokenOf(ATTACKER)
  await attack(isOriginalSize ? 1_000 : 80, 4, async n => {
    const { json } = await target.post({ query: heavyDocument(n) }, token)
    assert.equal(json.errors, undefined)
  })
  const bytes = await target.metric('rostrum_cache_bytes{cache="graphql-documents"}')
  assert.ok(bytes > 20 * MIB && bytes <= 32 * MIB, `${bytes} bytes`)
  const rss = await target.metric('process_resident_memory_bytes')
  t.diagnostic(`resident: ${Math.round(rss / MIB)} MiB`)
  assert.equal(target.gone(), false, target.output())
})

test('without a token, a process in production answers what needs none, and says for the rest what to do', async t => {
  const target = await startTarget(t)
  const named = await target.post({ query: '{ __typename }' }, null)
  assert.deepStrictEqual([named.status, named.json.data], [200, { __typename: 'Query' }])
  for (const query of ['{ me { scopes } }', '{ ...A } fragment A on Query { __typename }', '{ nothing }']) {
    const { status, json } = await target.post({ query }, null)
    assert.deepStrictEqual([status, json.errors[0].extensions.code], [401, 'UNAUTHENTICATED'], query)
  }
  const broken = await target.post({ query: '{ __typename' }, null)
  assert.deepStrictEqual(
    [broken.status, broken.json.errors[0].extensions.code],
    [400, 'GRAPHQL_PARSE_FAILED'],
  )
})
