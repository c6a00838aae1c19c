import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockUses, literalSpreads, longFunctions, oddLogMessages, unstrippable } from '../code-checks.ts'
import { parseSource } from '../tree.ts'

const source = (...lines: readonly string[]) => parseSource('src/x.ts', lines.join('\n'))

test('a function of 101 lines is found, one of 100 is not, and neither is a list of tests', () => {
  const body = (lines: number) => [`export function f() {`, ...Array(lines - 2).fill('  g()'), '}']
  assert.deepStrictEqual(longFunctions(source(...body(101))), ['src/x.ts:1 has 101 lines'])
  assert.deepStrictEqual(longFunctions(source(...body(100))), [])
  const suite = ['describe("a", () => {', ...Array(120).fill('  test("b", () => {})'), '})']
  assert.deepStrictEqual(longFunctions(parseSource('test/x.test.ts', suite.join('\n'))), [])
  assert.deepStrictEqual(longFunctions(source(...suite)), ['src/x.ts:1 has 122 lines'])
})

test('every way to a clock, a timer or chance is found, and a port that has such a name is not', () => {
  const found = clockUses(
    source(
      `import { setTimeout as pause } from 'node:timers/promises'`,
      `import { randomUUID as id } from 'node:crypto'`,
      'const a = Date.now',
      'const b = new Date()',
      'const c = new Date(5)',
      'setTimeout(() => {}, 5)',
      'globalThis.setInterval(() => {}, 5)',
      'const d = performance.now()',
      'const e = Math.random()',
      'const f = time.randomBytes(5)',
      'const g = { setTimeout: 5, randomUUID() {} }',
      'const h = AbortSignal.timeout(5)',
      'const i = process.cpuUsage()',
    ),
  )
  assert.deepStrictEqual(
    found.map(line => line.split(' ')[0]),
    [1, 1, 2, 3, 4, 6, 7, 8, 9, 12, 13].map(line => `src/x.ts:${line}`),
  )
})

test('log messages without a component are found', () => {
  const found = oddLogMessages(
    source(
      `logger.warn({ err }, 'projector: start failed, retrying')`,
      `logger.warn({ err }, 'something happened')`,
      `this.#logger.error({}, 'Bus: failed')`,
      `options.logger.error({}, 'failed')`,
      `console.log({}, 'failed')`,
    ),
  )
  assert.deepStrictEqual(found, [
    `src/x.ts:2 'something happened'`,
    `src/x.ts:3 'Bus: failed'`,
    `src/x.ts:4 'failed'`,
  ])
})

test('spread literals and syntax that cannot be stripped are found', () => {
  assert.deepStrictEqual(literalSpreads(source('f({ ...{ a }, b })', 'f({ ...c })')), ['src/x.ts:1'])
  assert.deepStrictEqual(unstrippable(source('enum A { B }', 'declare enum C { D }')), [
    'src/x.ts:1 TSEnumDeclaration',
  ])
})
