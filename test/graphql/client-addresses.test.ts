// Whose address counts, with and without proxies.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readConfig } from '../../src/config/config.ts'
import {
  type ConnectionRequest,
  createClientAddresses,
} from '../../src/graphql/transport/client-addresses.ts'

const request = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as ConnectionRequest

const behind = (trusted: readonly string[], peer: string, forwarded: string) =>
  createClientAddresses(trusted).addressOf(request(peer, { 'x-forwarded-for': forwarded }))

test('the address is that of the connection, and nobody else is believed', () => {
  const { addressOf } = createClientAddresses([])
  const connected = (peer: string | undefined) => addressOf(request(peer, { 'x-forwarded-for': '192.0.2.1' }))
  assert.deepStrictEqual(
    ['203.0.113.9', '::ffff:203.0.113.9', '2001:DB8::9', 'fe80::1%eth0', undefined].map(connected),
    ['203.0.113.9', '203.0.113.9', '2001:db8::9', 'fe80::1', ''],
  )
})

test('behind trusted proxies it is the rightmost address that is not one of them', () => {
  const trusted = ['10.0.0.5', '10.1.0.0/16', '2001:db8:1::/48']
  const cases: Record<string, string> = {
    '192.0.2.1': '192.0.2.1',
    '198.51.100.7, 192.0.2.1': '192.0.2.1',
    '198.51.100.7,192.0.2.1,10.1.2.3': '192.0.2.1',
    '192.0.2.1, 2001:db8:1::7, ::ffff:10.1.0.1': '192.0.2.1',
    '192.0.2.1:4711': '192.0.2.1',
    '[2001:db8:2::7]:4711': '2001:db8:2::7',
    '2001:DB8:2::7': '2001:db8:2::7',
    '10.1.0.1, 10.1.0.2': '10.1.0.1',
    '': '10.0.0.5',
    unknown: '10.0.0.5',
    '192.0.2.1, unknown': '10.0.0.5',
    '192.0.2.1, _hidden, 10.1.0.9': '10.1.0.9',
    '192.0.2.1, ': '10.0.0.5',
    '999.0.0.1': '10.0.0.5',
    '192.0.2.1, 10.1.0.1, , 10.1.0.2': '10.1.0.2',
  }
  for (const [forwarded, address] of Object.entries(cases))
    for (const peer of ['10.0.0.5', '::ffff:10.0.0.5'])
      assert.strictEqual(behind(trusted, peer, forwarded), address, forwarded)
  assert.strictEqual(behind(trusted, '10.0.0.6', '192.0.2.1'), '10.0.0.6')
})

test('whatever a header holds, the answer is an address, and long headers cost little', () => {
  const trusted = ['10.0.0.0/8', '::/0']
  const part = fc.constantFrom(
    '10.0.0.1',
    '::1',
    '[::1]:80',
    '1.2.3.4:5',
    ',',
    ' ',
    ':',
    '[',
    ']',
    '%',
    '\u0000',
    'é',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), parts => {
      assert.match(behind(trusted, '10.0.0.5', parts.join('')), /^[0-9a-f:.]+$/)
    }),
  )
  const started = performance.now()
  for (const text of ['10.0.0.1,'.repeat(2_000), ','.repeat(16_000), '['.repeat(16_000), '1'.repeat(16_000)])
    behind(trusted, '10.0.0.5', text)
  assert.ok(performance.now() - started < 1_000)
})

test('TLS is what a trusted proxy says it is', () => {
  const { isSecure } = createClientAddresses(['10.0.0.5'])
  const from = (peer: string, proto?: string) =>
    isSecure(request(peer, proto === undefined ? {} : { 'x-forwarded-proto': proto }))
  assert.deepStrictEqual(
    [
      ...[from('10.0.0.5', 'https'), from('10.0.0.5', 'http, HTTPS'), from('10.0.0.5', 'https, http')],
      ...[from('10.0.0.5'), from('10.0.0.6', 'https'), from('10.0.0.5', '')],
    ],
    [true, true, false, false, false, false],
  )
})

test('a client is local when it is on this machine and came through no proxy', () => {
  const { isLocal } = createClientAddresses([])
  const local = (peer: string | undefined, headers = {}) => isLocal(request(peer, headers))
  assert.deepStrictEqual(
    [local('127.0.0.1'), local('::1'), local('::ffff:127.0.0.2'), local('192.0.2.1'), local(undefined)],
    [true, true, true, false, false],
  )
  for (const name of ['x-forwarded-for', 'forwarded']) assert.strictEqual(local('::1', { [name]: '' }), false)
})

test('TRUSTED_PROXIES takes addresses and networks, and nothing else', () => {
  const read = (text: string) => readConfig({ TRUSTED_PROXIES: text }, [])
  const taken = read('10.0.0.5, 10.1.0.0/16,2001:db8::/32,::1')
  assert.deepStrictEqual(taken.ok && taken.values.server.trustedProxies, [
    ...['10.0.0.5', '10.1.0.0/16', '2001:db8::/32', '::1'],
  ])
  for (const text of [
    'proxy.example.org',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0',
    '*',
    '10.0.0.1,,',
    'fe80::1%eth0',
  ])
    assert.deepStrictEqual(read(text), {
      ok: false,
      errors: [
        `TRUSTED_PROXIES must be addresses and networks such as 10.0.0.5 or 10.1.0.0/16, with commas between them, and not "${text}"`,
      ],
    })
})
