// What a process offers that nobody configured: finding 9 and parts of 16 of the security review.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { test } from 'node:test'
import { newDataDir, runMain } from '../support/server.ts'
import { until } from '../support/until.ts'
import { providerVariables, startVictim } from './attack.ts'

/** The status of a mutation that gives anybody a token, as a page of this host would send it. */
const signInFrom = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' }
    request(`${url}/graphql`, { method: 'POST', headers }, response => {
      response.resume()
      resolve(response.statusCode!)
    })
      .on('error', reject)
      .end('{"query":"mutation { signInForDevelopment(name: \\"Eve\\", scopes: [ADMIN]) { token } }"}')
  })

test('finding 9: nothing is offered to a network by mistake, nor to a page that rebinds its name', async t => {
  const run = runMain({ HOST: '0.0.0.0', PORT: '0', DATA_DIR: await newDataDir() })
  t.after(run.kill)
  assert.strictEqual(await run.ended, 1)
  assert.match(run.output(), /HOST must be the loopback with NODE_ENV=development/)
  const server = await startVictim(t, { HOST: '0.0.0.0', ALLOW_INSECURE_DEVELOPMENT: 'true' })
  const local = server.url.replace('0.0.0.0', '127.0.0.1')
  assert.strictEqual(await signInFrom(local, 'rebound.example.org'), 421)
  assert.strictEqual(await signInFrom(local, 'localhost'), 200)
  const forwarded = await fetch(`${local}/metrics`, { headers: { 'x-forwarded-for': '192.0.2.1' } })
  assert.strictEqual(forwarded.status, 403)
})

test('finding 16: no secret is in the arguments of a process', async t => {
  const refused = runMain(
    { PORT: '0', DATA_DIR: await newDataDir() },
    `--auth-shared-secret=${'x'.repeat(40)}`,
  )
  t.after(refused.kill)
  assert.strictEqual(await refused.ended, 1)
  assert.match(refused.output(), /AUTH_SHARED_SECRET cannot be an option/)
  assert.doesNotMatch(refused.output(), /xxxx/)
  const server = await startVictim(t, providerVariables)
  await until(() => (server.output().includes('process: ready') ? null : server.output()))
  const line = await readFile(`/proc/${server.pid}/cmdline`, 'utf8')
  assert.ok(!line.includes(providerVariables.AUTH_SHARED_SECRET))
})
