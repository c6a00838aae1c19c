import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createBackoff } from '../../../src/support/backoff.ts'
import { createShutdown } from '../../../src/support/shutdown.ts'
import { uuidV5 } from '../../../src/support/uuid.ts'
import { silentLogger } from '../silent-logger.ts'

test('waits double up to the most, less a part by chance, until they are reset', () => {
  const least = createBackoff({ firstMs: 10, maxMs: 50 }, () => 1)
  assert.deepStrictEqual([least.next(), least.next(), least.next(), least.next()], [5, 10, 20, 25])
  least.reset()
  assert.equal(least.next(), 5)
  const most = createBackoff({ firstMs: 10, maxMs: 50 }, () => 0)
  assert.deepStrictEqual([most.next(), most.next()], [10, 20])
})

test('what was begun last is closed first, once, and one that cannot be closed does not keep the others', async () => {
  const closed: string[] = []
  const errors: object[] = []
  const closing = createShutdown({ ...silentLogger, error: facts => errors.push(facts) })
  const err = new Error('stuck')
  closing.add('log', () => void closed.push('log'))
  closing.add('stuck', async () => {
    throw err
  })
  closing.add('server', async () => void closed.push('server'))
  await Promise.all([closing.close(), closing.close()])
  assert.deepStrictEqual(closed, ['server', 'log'])
  assert.deepStrictEqual(errors, [{ err, part: 'stuck' }])
})

describe('a UUID of a name', () => {
  const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'

  test('is that of RFC 9562', () => {
    assert.equal(uuidV5(DNS, 'www.example.com'), '2ed6657d-e927-568b-95e1-2665a8aea6a2')
    assert.equal(uuidV5(DNS.toUpperCase(), 'python.org'), '886313e1-3b8a-5372-9b90-0c9aee199e5d')
  })

  test('is the same by both ways of making it', () => {
    // Known from another implementation; 39 letters fit into one block with the namespace, 40 do not.
    const names = ['', 'a'.repeat(39), 'a'.repeat(40), 'é', 'a'.repeat(200)]
    assert.deepStrictEqual(
      names.map(name => uuidV5(DNS, name)),
      [
        '4ebd0208-8328-5d69-8c44-ec50939c0967',
        '5824f981-4282-59d4-9716-acb6d741350e',
        '39f39c20-db47-5131-8879-62f8f67f9014',
        'ebfe0af8-3997-5ade-b634-ba92cf69f557',
        'fe30bfa6-ef90-59b3-b108-118411d0f0ab',
      ],
    )
  })
})
