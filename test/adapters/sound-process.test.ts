// A gateway of our own, and what keeps it from working.

import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mock, type TestContext } from 'node:test'
import { startJanus } from '../../src/audio-gateway/janus.ts'
import { openAudioGateways } from '../../src/compose/engines.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemTime } from '../../src/support/time.ts'
import { startTestGateway } from '../support/gateway.ts'
import { newDataDir } from '../support/server.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { soundTest as test } from '../support/sound-scenario.ts'
import { until } from '../support/until.ts'

test('a gateway whose port another took while it was away is started on another one', async t => {
  const gateway = await startTestGateway(t)
  const before = gateway.url
  gateway.kill()
  await until(() => (gateway.pid === null ? null : 'it still runs'))
  const thief = createServer(socket => socket.destroy())
  t.after(() => thief.close())
  await new Promise<void>(taken => thief.listen(Number(new URL(before).port), '127.0.0.1', taken))
  await until(() => (gateway.url !== before && gateway.pid !== null ? null : 'it was not started on another'))
  const { port } = new URL(gateway.url)
  await until(() =>
    fetch(`http://127.0.0.1:${port}`).then(
      () => null,
      error => `nobody listens: ${error}`,
    ),
  )
})

test('an address that is not of this machine, or the loopback, is refused', async t => {
  const DATA_DIR = await newDataDir()
  t.after(() => rm(DATA_DIR, { recursive: true }))
  for (const SOUND_ADDRESS of ['127.0.0.1', '203.0.113.7']) {
    const read = readConfig({ DATA_DIR, SOUND_ADDRESS }, [])
    assert.ok(read.ok)
    const message = /^SOUND_ADDRESS is none of /
    await assert.rejects(openAudioGateways(read.values, systemTime, silentLogger), {
      name: 'EngineUnreachable',
      message,
    })
  }
})

/** A `janus` that does nothing, and writes down each time that it is started. */
async function idle(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-idle-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o777)
  await mkdir(join(folder, 'bin'))
  await mkdir(join(folder, 'lib/janus/plugins'), { recursive: true })
  await symlink('/dev/null', join(folder, 'lib/janus/plugins/libjanus_audiobridge.so'))
  const begun = join(folder, 'begun')
  await writeFile(begun, '')
  await chmod(begun, 0o666)
  const script = `#!/bin/sh\necho again >> ${begun}\nexec /bin/sleep 60\n`
  await writeFile(join(folder, 'bin/janus'), script, { mode: 0o755 })
  const options = {
    name: 'own',
    folder: join(folder, 'data/sound'),
    recordings: join(folder, 'data/recordings'),
    address: null,
    publicAddress: null,
    ports: '20000-29999',
    time: systemTime,
    logger: silentLogger,
    path: `${join(folder, 'bin')}:${process.env.PATH}`,
  }
  return { options, starts: async () => (await readFile(begun, 'utf8')).split('\n').length - 1 }
}

test('a gateway that runs and does not answer is killed and started again', async t => {
  const { options, starts } = await idle(t)
  mock.timers.enable({ apis: ['setInterval'] })
  t.after(() => mock.timers.reset())
  const sound = await startJanus(options, {
    patience: 2_000,
    time: systemTime,
    capacity: 1,
    prebuffer: 1,
    logger: silentLogger,
  })
  t.after(() => sound?.close())
  assert.equal(await starts(), 1)
  mock.timers.tick(20_000)
  await until(async () => ((await starts()) === 2 ? null : 'it was not started again'))
})
