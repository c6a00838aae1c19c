// A log that an earlier version wrote: the code of today reads in it what that version read.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { bare } from '../support/bare-positions.ts'
import { withPresentIds } from '../support/present-ids.ts'
import { newDataDir, startServer } from '../support/server.ts'
import type { StoredAnswer } from '../support/stored-answers.ts'

const FIXTURE = resolve(import.meta.dirname, '../fixtures/log-0.1.0')
const ROOT = resolve(import.meta.dirname, '../..')
const DAY_MS = '86400000'

const unzipped = async (name: string) => gunzipSync(await readFile(join(FIXTURE, name)))

async function storedLog(): Promise<string> {
  const dataDir = await newDataDir()
  await mkdir(dataDir, { recursive: true })
  for (const name of ['rostrum.db', 'past.db'])
    await writeFile(join(dataDir, name), await unzipped(`${name}.gz`))
  return dataDir
}

async function audit(...options: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'audit', '--', ...options], {
    cwd: ROOT,
  })
  return stdout
}

describe('a log of version 0.1.0', () => {
  test('answers every query about every room as that version did', async t => {
    const dataDir = await storedLog()
    // Nobody is found to have left, and nothing is signed, while the answers are compared.
    const server = await startServer(t, {
      DATA_DIR: dataDir,
      PRESENCE_GRACE_MS: DAY_MS,
      HOSTLESS_GRACE_MS: DAY_MS,
      NOTARY_INTERVAL_MS: DAY_MS,
    })
    const token = await server.token('Odd auditor', ['AUDITOR', 'ANALYST'])
    const stored = JSON.parse((await unzipped('answers.json.gz')).toString()) as StoredAnswer[]
    assert.equal(stored.length, 67)
    for (const { query, variables, data } of stored)
      assert.deepStrictEqual(
        // Positions had no fingerprints then, and what is past the ids of the present.
        bare(withPresentIds(await server.query(query, variables, token))),
        { data },
        `${query} ${JSON.stringify(variables)}`,
      )
  })

  test('is exported to the same bytes, and is as it was signed', async () => {
    const dataDir = await storedLog()
    const log = `sqlite:${join(dataDir, 'rostrum.db')}`
    const rooms = await roomsOf()
    assert.equal(rooms.length, 4)
    for (const room of rooms) {
      const file = join(dataDir, `${room}.ndjson`)
      await audit('export', room, '--out', file, '--log', log)
      assert.ok((await readFile(file)).equals(await unzipped(`export-${room}.ndjson.gz`)), `${room} differs`)
      const heads = join(FIXTURE, `heads-${room}.ndjson`)
      const { ok, events, covered } = JSON.parse(
        await audit('verify', room, '--heads', heads, '--log', log, '--json'),
      )
      assert.deepStrictEqual({ ok, covered }, { ok: true, covered: events })
    }
  })
})

async function roomsOf(): Promise<string[]> {
  const names = await readdir(FIXTURE)
  return names.flatMap(name => /^heads-(.+)\.ndjson$/.exec(name)?.[1] ?? [])
}
