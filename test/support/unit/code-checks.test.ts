import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesThatHold, literalSpreads, longFunctions, oddLogMessages, unstrippable } from '../code-checks.ts'
import { parseSource } from '../tree.ts'

const source = (...lines: readonly string[]) => parseSource('src/x.ts', lines.join('\n'))
const inTest = (...lines: readonly string[]) => parseSource('test/x.test.ts', lines.join('\n'))

const around = (first: string, last: string) => (lines: number) => [
  first,
  ...Array(lines - 2).fill('  g()'),
  last,
]

test('a function of 101 lines is found, and one of 100 is not', () => {
  const forms = [
    around('export function f() {', '}'),
    around('const f = async () => {', '}'),
    around('const f = function () {', '}'),
    around('class A { f() {', '}}'),
    around('class A { static {', '}}'),
    around('class A { set a(b) {', '}}'),
  ]
  for (const form of forms) {
    assert.deepStrictEqual(longFunctions(source(...form(101))), ['src/x.ts:1 has 101 lines'], form(2)[0])
    assert.deepStrictEqual(longFunctions(source(...form(100))), [], form(2)[0])
  }
})

test('what a file does when it is loaded counts together, and its tables and functions do not', () => {
  const block = around('for (const a of b) {', '}')
  const found = ['src/x.ts:1 102 lines outside of functions']
  assert.deepStrictEqual(longFunctions(source(...block(100), 'await f()', 'const a = g()')), found)
  assert.deepStrictEqual(longFunctions(source(...block(100))), [])
  const table = ['const a = {', ...Array(120).fill('  ...h(5),'), '}', 'const f = () => g()']
  assert.deepStrictEqual(longFunctions(source(...table)), [])
  const waits = ['const a = {', ...Array(120).fill('  ...(await h()),'), '}']
  assert.deepStrictEqual(longFunctions(source(...waits)), ['src/x.ts:1 122 lines outside of functions'])
})

test('a list of tests may be long, and a test of 101 lines or a helper around one may not', () => {
  const list = ['describe("a", () => {', ...Array(120).fill('  test("b", () => {})'), '})']
  assert.deepStrictEqual(longFunctions(inTest(...list)), [])
  assert.deepStrictEqual(longFunctions(source(...list)), [
    'src/x.ts:1 has 122 lines',
    'src/x.ts:1 122 lines outside of functions',
  ])
  const one = around('test("a", t => {', '})')
  assert.deepStrictEqual(longFunctions(inTest(...one(101))), ['test/x.test.ts:1 has 101 lines'])
  assert.deepStrictEqual(longFunctions(inTest(...one(100))), [])
  const within = ['describe("a", () => {', ...around('  test.skip("b", t => {', '})')(101), '})']
  assert.deepStrictEqual(longFunctions(inTest(...within)), ['test/x.test.ts:2 has 101 lines'])
  const helper = ['function f() {', ...Array(99).fill('  g()'), '  test("a", () => {', '  })', '}']
  assert.deepStrictEqual(longFunctions(inTest(...helper)), ['test/x.test.ts:1 has 101 lines'])
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

test('spreads of literals are found, in parentheses too, and a choice between two is not', () => {
  const found = literalSpreads(
    source(
      'f({ ...{ a }, b })',
      'f({ ...c })',
      'f({ ...({ a: 1 }) })',
      'f({ ...({ a } as B) })',
      'f({ ...(c ? { a } : {}) })',
      'f({ ...(c && { a }) })',
    ),
  )
  assert.deepStrictEqual(found, ['src/x.ts:1', 'src/x.ts:3', 'src/x.ts:4'])
})

test('syntax that cannot be stripped is found, and declarations are not', () => {
  assert.deepStrictEqual(
    unstrippable(source('enum A { B }', 'declare enum C { D }', 'import e = require("e")')),
    ['src/x.ts:1 TSEnumDeclaration', 'src/x.ts:3 TSImportEqualsDeclaration'],
  )
})

test('each line that holds a word is named', () => {
  assert.deepStrictEqual(
    linesThatHold(/\bLATER\b/)(source('a()', '// LATER', '', 'b() // LATER', 'LATERAL()')),
    ['src/x.ts:2 LATER', 'src/x.ts:4 LATER'],
  )
})
