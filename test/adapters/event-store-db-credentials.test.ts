// Who the adapter of EventStoreDB says that it is, and to whom alone.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { BEGINNING } from '../../commands/event.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvents } from '../contract/logs.ts'
import { startEsdb } from '../support/esdb/server.ts'

/** A certificate for the loopback that is its own authority. */
async function certify(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-tls-'))
  t.after(() => rm(folder, { recursive: true }))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const wishes = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=rostrum -addext subjectAltName=IP:127.0.0.1'
  const args = ['req', ...wishes.split(' '), '-keyout', key, '-out', certificate]
  execFileSync('openssl', args, { stdio: 'ignore' })
  return { path: certificate, tls: { key: await readFile(key), certificate: await readFile(certificate) } }
}

test('every call over TLS carries the credentials of the URL, and the authority of the URL is trusted', async t => {
  const { path, tls } = await certify(t)
  const server = await startEsdb({ tls })
  t.after(() => server.stop())
  const place = `127.0.0.1:${server.port}?tls=true&tlsCAFile=${path}`
  const log = await openEventStoreDb({ time: systemTime, url: `kurrentdb://ann:p%40ss%3A%2F@${place}` })
  t.after(() => log.close())
  const stream = freshStream()
  await append(log, stream, 0, newEvents(2))
  assert.equal((await log.read(stream, 1, 10)).length, 2)
  const follower = log.follow(BEGINNING, {}, new AbortController().signal)[Symbol.asyncIterator]()
  assert.equal((await follower.next()).value?.events.length, 2)
  await follower.return?.()
  const ann = new Set([`Basic ${Buffer.from('ann:p@ss:/').toString('base64')}`])
  assert.deepStrictEqual(server.callers, { append: ann, read: ann, subscribe: ann })
})

test('no error about the URL contains the password', async t => {
  const warned = t.mock.method(console, 'warn', () => {})
  const log = await openEventStoreDb({
    time: systemTime,
    url: 'esdb://ann:secret@127.0.0.1:1?tls=false&unheard=of',
  })
  await log.close()
  assert.equal(warned.mock.callCount(), 1)
  assert.doesNotMatch(String(warned.mock.calls[0]!.arguments), /secret/)
  for (const url of ['esdb://ann:secret@', 'esdb://ann:secret@host:port', 'esdb://ann:secret@host?tls'])
    await assert.rejects(
      openEventStoreDb({ time: systemTime, url }),
      (error: Error) => !/secret/.test(error.message),
    )
})
