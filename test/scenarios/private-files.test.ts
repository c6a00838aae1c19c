// The data folder is readable for its owner alone, whatever the umask and the modes that were there.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newDataDir, startProcess } from '../support/server.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a new data folder is private, and wider modes are tightened with one log line', async t => {
  const dataDir = await newDataDir()
  t.after(() => rmSync(dataDir, { recursive: true }))
  mkdirSync(join(dataDir, 'recordings'))
  writeFileSync(join(dataDir, 'notes.txt'), 'of somebody else')
  for (const path of [dataDir, join(dataDir, 'recordings'), join(dataDir, 'notes.txt')])
    chmodSync(path, 0o755)
  const server = await startProcess(t, { DATA_DIR: dataDir })
  await server.signIn('Ada')
  assert.deepStrictEqual([modeOf(dataDir), modeOf(join(dataDir, 'recordings'))], ['700', '700'])
  const files = readdirSync(dataDir).filter(name => !['recordings', 'notes.txt'].includes(name))
  assert.ok(files.includes('rostrum.db-wal') && files.includes('rostrum.db-shm'), files.join())
  for (const name of files) assert.equal(modeOf(join(dataDir, name)), '600', name)
  assert.equal(modeOf(join(dataDir, 'notes.txt')), '755')
  assert.equal(server.output().split('data folder: modes tightened').length - 1, 1)
})
