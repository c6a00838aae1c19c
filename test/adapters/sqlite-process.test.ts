// The SQLite log among processes: who may open it, what a killed one leaves behind, what a full disk does.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { StreamName } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvents } from '../contract/logs.ts'
import { until } from '../support/until.ts'

const CHILD = join(import.meta.dirname, 'sqlite-child.ts')
const folder = mkdtempSync(join(tmpdir(), 'rostrum-process-'))
after(() => rmSync(folder, { recursive: true }))

/** A child, and the whole lines that it has said. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  return { child, lines: () => said.split('\n').slice(0, -1) }
}

async function kill(child: ChildProcess) {
  // Not before its output has ended: what it said last counts too.
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

test('a second process is refused while the first lives, and can open the log after it was killed', async () => {
  const path = join(folder, 'held.db')
  const { child, lines } = start('hold', path)
  await until(() => (lines().length > 0 ? null : 'the child has not opened the log'))
  assert.deepStrictEqual(lines(), ['open'])
  await assert.rejects(openSqliteLog(path, systemTime), error => {
    assert.ok(error instanceof LogFault)
    assert.match(error.message, /another process has the event log .*held\.db open/)
    return true
  })
  await kill(child)
  const log = await openSqliteLog(path, systemTime)
  await append(log, freshStream(), 0, newEvents(1))
  await log.close()
})

test('a refused second opening in the same process does not release the lock', async () => {
  const path = join(folder, 'own.db')
  const log = await openSqliteLog(path, systemTime)
  await assert.rejects(openSqliteLog(path, systemTime), LogFault)
  const { child, lines } = start('hold', path)
  await until(() => (lines().length > 0 ? null : 'the child has not tried to open the log'))
  assert.match(lines()[0]!, /^LogFault: another process has the event log/)
  await kill(child)
  await append(log, freshStream(), 0, newEvents(1))
  await log.close()
})

test('acknowledged appends survive a kill, none is partial, and positions continue', async () => {
  const path = join(folder, 'killed.db')
  let head = ''
  for (const acknowledged of [1, 40, 90]) {
    const { child, lines } = start('write', path)
    await until(() =>
      lines().length >= acknowledged ? null : `${lines().length} of ${acknowledged} appends`,
    )
    await kill(child)
    const [stream, version] = lines().at(-1)!.split(' ')
    const log = await openSqliteLog(path, systemTime)
    const events = await log.read(stream as StreamName, 1, 100_000)
    // One more append may have been written and not told.
    assert.ok(
      [Number(version), Number(version) + 3].includes(events.length),
      `${events.length} of ${version}`,
    )
    assert.ok(events[0]!.position > head)
    const [next] = await append(log, freshStream(), 0, newEvents(1))
    assert.ok(next!.position > events.at(-1)!.position)
    head = next!.position
    await log.close()
  }
})

test('on a full disk appends fail with a LogFault, nothing is lost, and appends work again when there is space', t => {
  const mount = `mount -t tmpfs -o size=8m tmpfs '${folder}'`
  if (spawnSync('unshare', ['-rm', 'sh', '-c', mount]).status !== 0)
    return t.skip('may not mount a small disk here')
  const run = `${mount} && exec '${process.execPath}' '${CHILD}' fill '${folder}/log.db' '${folder}/ballast'`
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', run], { encoding: 'utf8' })
  assert.deepStrictEqual({ stdout, stderr }, { stdout: 'kept all\n', stderr: '' })
})

test('a file size limit has the same effect', t => {
  if (spawnSync('prlimit', ['--version']).error) return t.skip('prlimit is not installed here')
  const run = `ulimit -S -f 8192 && exec '${process.execPath}' '${CHILD}' fill '${folder}/limited.db'`
  const { stdout, stderr } = spawnSync('bash', ['-c', run], { encoding: 'utf8' })
  assert.deepStrictEqual({ stdout, stderr }, { stdout: 'kept all\n', stderr: '' })
})
