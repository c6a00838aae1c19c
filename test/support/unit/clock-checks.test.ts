import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockUses, engineClocks, environmentReads, machineTimeUses } from '../clock-checks.ts'
import { parseSource, type SourceFile } from '../tree.ts'

type Check = (file: SourceFile) => string[]

/** Each breach, in a file of its own below a first line, is found with its line; what is harmless is not. */
function finds(check: Check, breaches: readonly string[], harmless: readonly string[]) {
  for (const breach of breaches) {
    const found = check(parseSource('src/x.ts', `// A file.\n${breach}`))
    assert.match(found.join('\n'), /^(src\/x\.ts:[23] .+\n?)+$/, `of ${breach}`)
  }
  for (const line of harmless) assert.deepStrictEqual(check(parseSource('src/x.ts', line)), [], line)
}

test('every way to the clock is found, and a time that was handed in is not', () => {
  finds(
    clockUses,
    [
      'Date()',
      'const a = Date.now()',
      `Date['now']()`,
      'Date[name]()',
      '(Date as any).now()',
      'const { now } = Date',
      'const D = Date; new D()',
      'f(Date)',
      'class Mine extends Date {}',
      'new Date()',
      'new Date(undefined)',
      'new Date(void 0)',
      'new Date(...given)',
      'globalThis.Date.now()',
      `globalThis['performance'].now()`,
      'window.setTimeout(f, 5)',
      'const { performance } = self',
      'performance.now()',
      'const b = { performance }',
      'declare const performance: Clock\nperformance.now()',
      'Temporal.Now.instant()',
      'new Intl.DateTimeFormat().format()',
      'const { DateTimeFormat } = Intl',
      `process['hrtime']()`,
      'process.hrtime.bigint()',
      'const { hrtime } = process',
      'process.cpuUsage()',
      'process.resourceUsage()',
      'process.uptime()',
      `import { hrtime } from 'node:process'`,
      `import process from 'process'`,
      `import { performance as p } from 'node:perf_hooks'`,
      `import { uptime } from 'node:os'`,
      `import os from 'node:os'`,
      `export * from 'node:perf_hooks'`,
      `const { performance: p } = await import('node:perf_hooks')`,
      `import moment from 'moment'`,
      `eval('Date.now()')`,
      `new Function('return Date.now()')`,
      `process.getBuiltinModule('node:perf_hooks')`,
      `import { createRequire } from 'node:module'`,
    ],
    [
      'new Date(5); new Date(time.now()); new Date(at!)',
      `Date.parse('2026-05-19'); Date['UTC'](2026, 4)`,
      'if (value instanceof Date) f(value)',
      'type A = Date; let b: typeof Date; const c = value as Date',
      'function f(performance: Clock) { return performance.now() }',
      'const g = { setTimeout: 5, performance() {} }; g.performance(); g.setTimeout',
      'interface Time { now(): number; performance: Performance }',
      'const { process } = started; process.hrtime()',
      'process.on(signal, f); process.exitCode = 1; process.argv.slice(2)',
      `import type { performance } from 'node:perf_hooks'`,
      `import { cpus } from 'node:os'`,
      `const { enableCompileCache } = require('node:module')`,
      'time.now(); time.elapsed()',
      'new Intl.NumberFormat().format(5); Math.max(1, 2)',
    ],
  )
})

test('every way to a timer is found, and one of the port is not', () => {
  finds(
    clockUses,
    [
      'setTimeout(f, 5)',
      'const wait = setInterval',
      'setImmediate(f)',
      'queueMicrotask(f)',
      'scheduler.wait(5)',
      'process.nextTick(f)',
      'AbortSignal.timeout(5)',
      'const { timeout } = AbortSignal',
      'Atomics.waitAsync(a, 0, 0, 5)',
      'requestAnimationFrame(f)',
      'globalThis.setInterval(f, 5)',
      `import { setTimeout as pause } from 'node:timers/promises'`,
      `import timers from 'timers'`,
      'if (a) { const setTimeout = f }\nsetTimeout(f, 5)',
    ],
    [
      'time.after(5, f); time.every(5, f); sleep(time, 5)',
      'AbortSignal.any([a, b]); AbortSignal.abort()',
      'const { scheduler } = this.#context; scheduler.schedule()',
      'clearTimeout(timer)',
      'socket.setTimeout(5)',
    ],
  )
})

test('every way to chance is found, and what only hashes or compares is not', () => {
  finds(
    clockUses,
    [
      'Math.random()',
      `Math['random']()`,
      'const { random } = Math',
      'crypto.getRandomValues(bytes)',
      'crypto.randomInt(5)',
      'crypto.randomUUID()',
      'crypto.subtle.generateKey(a, true, [])',
      `import { randomUUID as id } from 'node:crypto'`,
      `import { randomFillSync } from 'crypto'`,
      `import { generateKeyPairSync } from 'node:crypto'`,
      `import { webcrypto } from 'node:crypto'`,
      `import * as everything from 'node:crypto'`,
      `import { subtle } from 'node:crypto'\nsubtle.generateKey(a, true, [])`,
      `import { subtle } from 'node:crypto'\nconst { generateKey } = subtle`,
      `import { subtle as s } from 'node:crypto'`,
      `import { nanoid } from 'nanoid'`,
      `import { v4 } from 'uuid'`,
      `import { generateKeyPair } from 'jose'`,
    ],
    [
      'time.uuid(); time.randomBytes(5); time.random()',
      `import { createHmac, hash, timingSafeEqual } from 'node:crypto'`,
      `import { subtle } from 'node:crypto'\nsubtle.importKey(a)`,
      `import { uuidOf } from './uuid.ts'`,
      'const { randomBytes } = time',
    ],
  )
})

test('clocks and chance of SQL and of MongoDB are found, and words like them are not', () => {
  finds(
    engineClocks,
    [
      `db.exec("INSERT INTO a VALUES (datetime('now'))")`,
      `db.prepare("SELECT strftime('%s', 'now')")`,
      'db.prepare(`SELECT * FROM a WHERE at < unixepoch()`)',
      `db.exec('CREATE TABLE a (at DEFAULT CURRENT_TIMESTAMP)')`,
      `db.prepare('SELECT a FROM b ORDER BY random()')`,
      `a.update({ $currentDate: { at: true } })`,
      `a.update([{ $set: { at: '$$NOW' } }])`,
      `a.aggregate([{ $sample: { size: 1 } }])`,
    ],
    [`'a random room, now'`, `'the current timestamp'`, `a.update({ $set: { at } })`],
  )
})

test('the time of the machine is found where it is imported, and its type is not', () => {
  finds(
    machineTimeUses,
    [
      `import { systemTime } from '../support/time.ts'`,
      `import { systemTime as time } from './time.ts'`,
      `import * as all from '../support/time.ts'`,
      `const { systemTime } = await import('../support/time.ts')`,
      `export { systemTime } from '../support/time.ts'`,
    ],
    [`import { sleep, type Time } from '../support/time.ts'`, '// systemTime is not taken here'],
  )
})

test('every way to the environment is found, and the rest of the process is not', () => {
  finds(
    environmentReads,
    [
      'process.env.PORT',
      `process['env'].PORT`,
      'process[name].PORT',
      'const { env } = process',
      'f(process)',
      'globalThis.process.env',
      'import.meta.env.PORT',
      `import { env } from 'node:process'`,
      `import process from 'node:process'`,
      `const { env } = await import('node:process')`,
    ],
    ['process.argv', 'const { process } = started; f(process)', '// process.env', `'process.env'`, 'f.env'],
  )
})
