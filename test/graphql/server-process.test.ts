import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { connectRaw } from '../support/raw-socket.ts'
import { newDataDir, runMain, runStart, startProcess, startServer } from '../support/server.ts'
import { freePort } from '../support/servers.ts'
import { until } from '../support/until.ts'

const quiet = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' }
const open = 'mutation { openRoom(input: { title: "Evening talk" }) { roomId } }'

test('SIGTERM tells the sockets to come back and ends the process; what was done is there at the next start', async t => {
  const first = await startProcess(t)
  const ada = await first.signIn('Ada')
  const raw = await connectRaw(first.url, { token: ada.token })
  const { data } = await first.query(open, {}, ada.token)
  first.signal('SIGTERM')
  assert.strictEqual((await raw.closing()).code, 1012)
  assert.strictEqual(await first.ended, 0)
  const second = await startProcess(t, { DATA_DIR: first.dataDir })
  const read = await second.query(`{ room(id: "${data.openRoom.roomId}") { title } }`, {}, ada.token)
  assert.deepStrictEqual(read.data, { room: { title: 'Evening talk' } })
})

test('whoever sees a process ready can stop it at once', async t => {
  const port = String(await freePort())
  const run = runMain({ ...quiet, PORT: port, DATA_DIR: await newDataDir() })
  t.after(run.kill)
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await until(async () => ((await isReady()) ? null : run.output()), { timeout: 30_000 })
  run.signal('SIGTERM')
  assert.strictEqual(await run.ended, 0)
})

test('a killed process leaves a log that the next one goes on with', async t => {
  const first = await startProcess(t)
  const ada = await first.signIn('Ada')
  const { data } = await first.query(open, {}, ada.token)
  await first.kill()
  assert.strictEqual(await first.ended, 'SIGKILL')
  const second = await startProcess(t, { DATA_DIR: first.dataDir })
  const read = await second.query(`{ room(id: "${data.openRoom.roomId}") { title } }`, {}, ada.token)
  assert.deepStrictEqual(read.data, { room: { title: 'Evening talk' } })
})

test('a second signal ends the process at once', async t => {
  const server = await startProcess(t, { DRAIN_MS: '60000' })
  const clients = await Promise.all(Array.from({ length: 30 }, () => connectRaw(server.url)))
  // Paused, they never say goodbye, and the draining has somebody to wait for.
  for (const { socket } of clients) socket.pause()
  server.signal('SIGTERM')
  await until(() => {
    server.signal('SIGTERM')
    return server.gone() ? null : server.output()
  })
  assert.strictEqual(await server.ended, 1)
})

test('a signal that npm passes on once more is no second one', async t => {
  const server = await startProcess(t)
  const raw = await connectRaw(server.url)
  server.signal('SIGINT')
  await until(() => (server.output().includes('process: stopping') ? null : server.output()))
  server.signal('SIGINT')
  assert.strictEqual((await raw.closing()).code, 1012)
  assert.strictEqual(await server.ended, 0)
})

test('SIGTERM to `npm start` stops what it has started', async t => {
  const server = await startProcess(t, {}, runStart)
  const raw = await connectRaw(server.url)
  server.signal('SIGTERM')
  assert.strictEqual((await raw.closing()).code, 1012)
  await server.ended
  await assert.rejects(fetch(server.url))
})

/** What a process logged, without the times of day. */
const logged = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map(line => {
      const { time, ...rest } = JSON.parse(line)
      assert.match(time, /^\d{4}-\d\d-\d\dT/)
      return rest
    })

test('without a terminal, the log says where it listens, how to sign in, and whether there is sound', async t => {
  const server = await startProcess(t, { ROLE: 'all' })
  await until(() => (server.output().includes('process: ready') ? null : server.output()))
  assert.deepStrictEqual(logged(server.output()), [
    { level: 'info', url: `${server.url}/graphql`, msg: 'process: listening' },
    { level: 'info', isSignInOpen: true, hasSound: false, msg: 'process: ready' },
  ])
})

test('a process logs where it listens, even with LOG_LEVEL=silent', async t => {
  const server = await startProcess(t, { LOG_LEVEL: 'silent' })
  assert.deepStrictEqual(logged(server.output()), [
    { level: 'info', url: `${server.url}/graphql`, msg: 'process: listening' },
  ])
})

/** Why a process does not start, which is all that it logs. Its exit code is 1. */
async function refusal(env: Record<string, string>): Promise<string> {
  const run = runMain({ ...quiet, ...env })
  assert.strictEqual(await run.ended, 1, run.output())
  const lines = logged(run.output())
  assert.strictEqual(lines.length, 1, run.output())
  assert.strictEqual(lines[0]!.level, 'fatal')
  return lines[0]!.reason
}

test('a process that cannot start logs why in one line, even with LOG_LEVEL=silent', async t => {
  const server = await startServer(t)
  const { port } = new URL(server.url)
  assert.strictEqual(
    await refusal({ PORT: port, DATA_DIR: await newDataDir() }),
    `PORT: port ${port} of 127.0.0.1 is in use. Stop the other process or set PORT.`,
  )
  assert.match(
    await refusal({ DATA_DIR: server.dataDir }),
    /^another process has the event log .*rostrum\.db open; only one process can use it/,
  )
  const folder = await newDataDir()
  await writeFile(join(folder, 'file'), '')
  assert.match(await refusal({ DATA_DIR: join(folder, 'file') }), /^DATA_DIR: cannot use .*file \(EEXIST/)
  await writeFile(
    join(folder, 'rostrum.db'),
    'this is not a database, but it is long enough to look like one'.repeat(100),
  )
  assert.match(await refusal({ DATA_DIR: folder }), /^.*rostrum\.db is not a SQLite database/)
  const other = await newDataDir()
  new DatabaseSync(join(other, 'past.db')).exec('CREATE TABLE theirs (id INTEGER)')
  assert.strictEqual(
    await refusal({ DATA_DIR: other }),
    `DATA_DIR: cannot open the milestone store (${other}/past.db is a SQLite database, but not a milestone store). Move the file away: it is made again from the log.`,
  )
  assert.match(
    await refusal({
      HOST: '192.0.2.1',
      ALLOW_INSECURE_DEVELOPMENT: 'true',
      DATA_DIR: await newDataDir(),
    }),
    /^HOST: 192\.0\.2\.1 is not an address of this machine$/,
  )
})

test('an empty secret for development is refused in one line, and so is a network without protection', async () => {
  const folder = await newDataDir()
  await writeFile(join(folder, 'development-secret'), '')
  assert.strictEqual(
    await refusal({ DATA_DIR: folder }),
    `DATA_DIR: ${folder}/development-secret is empty. Delete it, and a new one is made. Tokens that were made before are then invalid.`,
  )
  assert.match(await refusal({ HOST: '0.0.0.0', DATA_DIR: folder }), /^HOST must be the loopback/)
})

test('production without an identity provider is refused, and what is missing is said', async () => {
  assert.strictEqual(
    await refusal({ NODE_ENV: 'production', DATA_DIR: await newDataDir() }),
    'AUTH_JWKS_URL (with AUTH_ISSUER and AUTH_AUDIENCE) or AUTH_SHARED_SECRET must be set in production',
  )
})

test('what cannot be understood is refused by its name, and --help shows every setting', async () => {
  assert.match(await refusal({ PRESENCE_GRACE_MS: 'soon' }), /^PRESENCE_GRACE_MS must be/)
  const help = runMain(quiet, '--help')
  assert.strictEqual(await help.ended, 0)
  assert.match(help.output(), /^MAX_SOCKETS_PER_PERSON +20 +Sockets of one person/m)
  assert.match(help.output(), /^HOST +127\.0\.0\.1; in production 0\.0\.0\.0 +The address/m)
})

test('in production logs are JSON, metrics are closed, and nobody signs in for development', async t => {
  const run = runMain({
    ...quiet,
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    DATA_DIR: await newDataDir(),
    AUTH_SHARED_SECRET: 'a secret of more than thirty-two bytes',
  })
  t.after(run.kill)
  await until(() => (run.output().includes('process: ready') ? null : run.output()), { timeout: 30_000 })
  const lines = run
    .output()
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  assert.deepStrictEqual(lines.at(-1).msg, 'process: ready')
  assert.match(lines[0].msg, /^config: ALLOWED_HOSTS is empty, so that clients reach/)
  const url = /http:\/\/[^/]+/.exec(lines.find(({ msg }) => msg === 'process: listening').url)![0]
  assert.strictEqual((await fetch(`${url}/metrics`)).status, 404)
  const browser = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
  assert.doesNotMatch(await browser.text(), /<html/)
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation { signInForDevelopment(name: "Eve") { token } }' }),
  })
  const { errors } = (await answer.json()) as { errors: { message: string }[] }
  assert.strictEqual(errors.length, 1)
})
