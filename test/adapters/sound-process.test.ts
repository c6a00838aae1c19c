// A gateway that this process starts, and what can keep it from working.

import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { startJanus } from '../../src/audio-gateway/janus.ts'
import { openAudioGateways } from '../../src/compose/engines.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemTime, type Time } from '../../src/support/time.ts'
import { gatewayLogger, startTestGateway } from '../support/gateway.ts'
import { newDataDir } from '../support/server.ts'
import { soundTest as test } from '../support/sound-scenario.ts'
import { until } from '../support/until.ts'

test('a gateway whose port was taken while it was away is started on another port', async t => {
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

test('an address of another machine or of the loopback is refused', async t => {
  const DATA_DIR = await newDataDir()
  t.after(() => rm(DATA_DIR, { recursive: true }))
  for (const SOUND_ADDRESS of ['127.0.0.1', '203.0.113.7']) {
    const read = readConfig({ DATA_DIR, SOUND_ADDRESS }, [])
    assert.ok(read.ok)
    const message = /^SOUND_ADDRESS is none of /
    await assert.rejects(openAudioGateways(read.values, systemTime, gatewayLogger), {
      name: 'EngineUnreachable',
      message,
    })
  }
})

/** A `janus` that does nothing but count its starts. */
async function createIdleJanus(t: TestContext) {
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
    logger: gatewayLogger,
    time: systemTime,
    path: `${join(folder, 'bin')}:${process.env.PATH}`,
  }
  return { options, starts: async () => (await readFile(begun, 'utf8')).split('\n').length - 1 }
}

test('a gateway that hangs is killed and started again', async t => {
  const { options, starts } = await createIdleJanus(t)
  let check = () => {}
  const time: Time = {
    ...systemTime,
    every(_ms, callback) {
      check = callback
      return () => {}
    },
  }
  const sound = await startJanus(options, {
    timeoutMs: 2_000,
    capacity: 1,
    prebufferPackets: 1,
    logger: gatewayLogger,
    time,
  })
  t.after(() => sound?.close())
  assert.equal(await starts(), 1)
  // It does not answer at two checks in a row.
  check()
  check()
  await until(async () => ((await starts()) === 2 ? null : 'it was not started again'))
})
