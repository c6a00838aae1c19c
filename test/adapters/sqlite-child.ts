// A process of its own with a SQLite log open, for what can only be tried on a whole process:
// `hold <path>` keeps it open; `write <path>` appends until killed; `fill <path> <ballast>` runs out of room.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import type { Recorded } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvent, newEvents } from '../contract/logs.ts'

const [action, path = '', ballast = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)

if (action === 'hold') {
  await openSqliteLog(path, systemTime).then(
    () => say('open'),
    error => say(`${error.name}: ${error.message}`),
  )
  setInterval(() => {}, 60_000)
} else if (action === 'write') {
  const log = await openSqliteLog(path, systemTime)
  const stream = freshStream()
  // Written synchronously: what was said is said, whenever the process dies.
  for (let version = 0; ; version += 3) {
    await append(log, stream, version, newEvents(3))
    say(`${stream} ${version + 3}`)
  }
} else if (action === 'fill') {
  if (ballast) writeFileSync(ballast, Buffer.alloc(3_000_000, 1))
  let log = await openSqliteLog(path, systemTime)
  const stream = freshStream()
  const acknowledged: Recorded[] = []
  let fault: unknown = null
  for (const size of [60_000, 60])
    for (fault = null; !fault; )
      await append(log, stream, acknowledged.length, [newEvent({ text: 'x'.repeat(size) })]).then(
        events => acknowledged.push(...events),
        error => {
          fault = error
        },
      )
  assert.ok(fault instanceof LogFault, String(fault))
  assert.match(fault.message, /is full/)
  // The little that is left goes to the pings themselves.
  await assert.rejects(async () => {
    for (;;) await log.ping()
  }, LogFault)
  assert.deepStrictEqual(await log.read(stream, 1, 100_000), acknowledged)
  if (ballast) rmSync(ballast)
  else execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited'])
  await log.ping()
  acknowledged.push(...(await append(log, stream, acknowledged.length, newEvents(2))))
  assert.deepStrictEqual(await log.read(stream, 1, 100_000), acknowledged)
  await log.close()
  log = await openSqliteLog(path, systemTime)
  assert.deepStrictEqual(await log.read(stream, 1, 100_000), acknowledged)
  await log.close()
  say(`kept ${acknowledged.length > 10 ? 'all' : 'too few to tell'}`)
}
