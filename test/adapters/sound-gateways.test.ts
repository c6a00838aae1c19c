// How gateways are named in a URL.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readGateways } from '../../src/sound/janus.ts'

test('gateways are named by host and port', () => {
  assert.deepStrictEqual(readGateways('a:8188,b.example:9000?admin=7188,7189&drain=b.example:9000'), [
    { id: 'a:8188', host: 'a', url: 'ws://a:8188', adminUrl: 'ws://a:7188', draining: false },
    {
      id: 'b.example:9000',
      host: 'b.example',
      url: 'ws://b.example:9000',
      adminUrl: 'ws://b.example:7189',
      draining: true,
    },
  ])
  assert.throws(() => readGateways(''), /must name/)
  assert.throws(() => readGateways('a?drain=c'), /drains c/)
  assert.throws(() => readGateways('a?fast=1'), /no setting fast/)
})
