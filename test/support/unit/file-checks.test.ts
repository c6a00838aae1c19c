import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  againstTheDirection,
  circles,
  deadImports,
  filesOfNoAdapter,
  forbiddenImports,
  homonyms,
  importsOf,
  longFiles,
  oddFileNames,
  outsideTheTree,
  undeclaredPackages,
  unreadableImports,
  unruledFiles,
} from '../file-checks.ts'
import { parseSource } from '../tree.ts'

const at = (path: string, ...lines: readonly string[]) => parseSource(path, lines.join('\n'))

test('every form of import is seen, with its line', () => {
  const forms = [
    `import { a } from '../bus/nats.ts'`,
    `import type { A } from '../bus/nats.ts'`,
    `import '../bus/nats.ts'`,
    `export { a } from '../bus/nats.ts'`,
    `export {} from '../bus/nats.ts'`,
    `export * from '../bus/nats.ts'`,
    `export * as ns from '../bus/nats.ts'`,
    `await import('../bus/nats.ts')`,
    'await import(`../bus/nats.ts`)',
    `const file = '../bus/nats.ts'; await import(file)`,
    `type A = import('../bus/nats.ts').A`,
    `type A = typeof import('../bus/nats.ts')`,
    `import a = require('../bus/nats.ts')`,
    `declare module '../bus/nats.ts' { interface A {} }`,
    `/// <reference path="../bus/nats.ts" />`,
    `const a = require('../bus/nats.ts')`,
    `require.resolve('../bus/nats.ts')`,
    `module.require('../bus/nats.ts')`,
    `import.meta.resolve('../bus/nats.ts')`,
    `new URL('../bus/nats.ts', import.meta.url)`,
    `new Worker('../bus/nats.ts')`,
    `fork(join(import.meta.dirname, '../bus/nats.ts'))`,
    `fork(path.resolve(__dirname, '..', 'bus/nats.ts'))`,
  ]
  for (const form of forms) {
    const found = forbiddenImports(at('src/gate/x.ts', '', form)).map(one => one.split(' imports ')[0])
    assert.deepStrictEqual(found, ['src/gate/x.ts:2'], form)
    assert.deepStrictEqual(forbiddenImports(at('src/gate/x.ts', form.replace('nats.ts', 'bus.ts'))), [], form)
  }
})

test('imports that the code computes are found, and literal ones are not', () => {
  const breaches = [
    'await import(name)',
    `await import('./' + name)`,
    'require(name)',
    'import.meta.resolve(name)',
    `import { createRequire } from 'node:module'`,
    `import module from 'node:module'`,
    'const load = require',
  ]
  for (const breach of breaches)
    assert.match(unreadableImports(at('src/x.ts', '', breach)).join(), /^src\/x\.ts:2 \w+/, breach)
  assert.deepStrictEqual(unreadableImports(at('src/x.ts', `await import('./a.ts'); require('b')`)), [])
})

test('each folder has its rule', () => {
  const breaches: readonly (readonly [path: string, from: string])[] = [
    ['commands/x.ts', 'node:fs'],
    ['commands/x.ts', '../src/support/time.ts'],
    ['projections/x.ts', '../commands/room/decide.ts'],
    ['src/main.ts', './bus/nats.ts'],
    ['src/config/x.ts', '../bus/bus.ts'],
    ['src/compose/x.ts', '../../test/support/until.ts'],
    ['src/bus/bus.ts', '../support/time.ts'],
    ['src/gate/x.ts', '../projector/projector.ts'],
    ['src/presence/x.ts', '../reactors/all.ts'],
    ['src/exports/x.ts', '../gate/command-gate.ts'],
    ['src/graphql/x.ts', '../reactors/all.ts'],
    ['src/graphql/x.ts', '../compose/compose.ts'],
    ['src/support/x.ts', '../../commands/ids.ts'],
    ['cli/x.ts', '../src/event-log/sqlite.ts'],
    ['cli/x.ts', '../demo/client.ts'],
    ['client/x.ts', '../src/graphql/api.ts'],
    ['demo/x.ts', '../commands/ids.ts'],
    ['codegen.ts', './src/graphql/schema.ts'],
  ]
  for (const [path, from] of breaches)
    assert.deepStrictEqual(forbiddenImports(at(path, `import '${from}'`)), [`${path}:1 imports ${from}`])
  const allowed: readonly (readonly [path: string, from: string])[] = [
    ['commands/x.ts', 'immutable'],
    ['commands/x.ts', './room/decide.ts'],
    ['projections/x.ts', '../commands/room/events.ts'],
    ['src/compose/x.ts', '../bus/nats.ts'],
    ['src/gate/x.ts', '../bus/bus.ts'],
    ['src/reactors/x.ts', '../presence/presence.ts'],
    ['src/graphql/x.ts', './live/fan-out.ts'],
    ['cli/x.ts', '../src/compose/engines.ts'],
    ['bench/x.ts', '../src/event-log/sqlite.ts'],
  ]
  for (const [path, from] of allowed)
    assert.deepStrictEqual(forbiddenImports(at(path, `import '${from}'`)), [])
})

test('an adapter imports its own files and those of all, and no other adapter', () => {
  const importing = (from: string) => forbiddenImports(at('src/event-log/sqlite.ts', `import '${from}'`))
  for (const from of ['./esdb-reads.ts', '../bus/nats.ts', '../bus/bus.ts', '../gate/mailbox.ts'])
    assert.deepStrictEqual(importing(from), [`src/event-log/sqlite.ts:1 imports ${from}`])
  for (const from of [
    './sqlite-rows.ts',
    './log-reader.ts',
    './event-log.ts',
    '../support/time.ts',
    'node:sqlite',
  ])
    assert.deepStrictEqual(importing(from), [])
  const milestones = (line: string) => forbiddenImports(at('src/milestone-store/mongo.ts', line))
  assert.deepStrictEqual(milestones(`import type { Cursor } from '../read-store/read-store.ts'`), [])
  assert.deepStrictEqual(milestones(`import { storedName } from '../read-store/read-store.ts'`), [
    'src/milestone-store/mongo.ts:1 imports ../read-store/read-store.ts',
  ])
  const shared = at('src/event-log/log-reader.ts', `import './sqlite.ts'`)
  assert.deepStrictEqual(forbiddenImports(shared), ['src/event-log/log-reader.ts:1 imports ./sqlite.ts'])
  assert.deepStrictEqual(filesOfNoAdapter(at('src/event-log/kafka.ts')), [
    'src/event-log/kafka.ts:1 belongs to no adapter',
  ])
  assert.deepStrictEqual(filesOfNoAdapter(at('src/event-log/sqlite-more.ts')), [])
})

test('files without a rule, dead imports and packages that are not installed are found', () => {
  assert.deepStrictEqual(unruledFiles(at('src/shop/x.ts')), ['src/shop/x.ts:1 has no import rule'])
  assert.deepStrictEqual(unruledFiles(at('src/gate/x.ts')), [])
  const dead = deadImports(new Set(['src/a.ts']))
  const imports = [`import './a.ts'`, `import './a'`, `import '/etc/b.ts'`, `import './c.json'`, `import 'd'`]
  assert.deepStrictEqual(dead(at('src/x.ts', ...imports)), [
    'src/x.ts:2 imports ./a',
    'src/x.ts:3 imports /etc/b.ts',
  ])
  const undeclared = undeclaredPackages(new Set(['a', '@b/c']))
  const packages = [
    `import 'a/d'`,
    `import '@b/c'`,
    `import 'node:fs'`,
    `import type { E } from 'e'`,
    `import 'e'`,
  ]
  assert.deepStrictEqual(undeclared(at('src/x.ts', ...packages)), ['src/x.ts:5 imports e'])
  const kept = importsOf(new Set(['src/b.ts']))
  assert.deepStrictEqual(kept(at('src/x.ts', '', `import './b.ts'`)), ['src/x.ts:2 imports ./b.ts'])
  assert.deepStrictEqual(kept(at('src/x.ts', `const b = join(import.meta.dirname, 'b.ts')`)), [])
  const check = againstTheDirection({ 'src/a': ['src/b'] })
  assert.deepStrictEqual(check(at('src/a/x.ts', '', `import '../b/y.ts'`)), [
    'src/a/x.ts:2 imports ../b/y.ts',
  ])
  assert.deepStrictEqual(check(at('src/b/y.ts', '', `import '../a/x.ts'`)), [])
})

test('circles are found in every folder, of types too, and a program that is started closes none', () => {
  const a = (form: string) => at('test/a.ts', '', form)
  const b = at('test/b.ts', `export * from './c.ts'`)
  const c = at('test/c.ts', `type A = import('./a.ts').A`)
  assert.deepStrictEqual(circles([a(`import type { B } from './b.ts'`), b, c]), [
    'test/a.ts:2 -> test/b.ts:1 -> test/c.ts:1 -> test/a.ts',
    'test/b.ts:1 -> test/c.ts:1 -> test/a.ts:2 -> test/b.ts',
    'test/c.ts:1 -> test/a.ts:2 -> test/b.ts:1 -> test/c.ts',
  ])
  assert.deepStrictEqual(circles([a(`new Worker('./b.ts')`), b, c]), [])
})

test('one name for two things in two folders is found, and what is passed on is no second thing', () => {
  const own = at('a/x.ts', '', 'export const Thing = 1')
  const found = (...lines: readonly string[]) => homonyms([own, at('b/y.ts', ...lines), at('b/z.ts')])
  const breaches = [
    'export class Thing {}',
    'export type Thing = 5',
    'export const { a: Thing } = b',
    `export { other as Thing } from './z.ts'`,
    `export * as Thing from './z.ts'`,
    `import { other } from './z.ts'; export { other as Thing }`,
    'const other = 5; export { other as Thing }',
  ]
  for (const breach of breaches)
    assert.deepStrictEqual(found(breach), ['a/x.ts:2 exports Thing, and b/y.ts:1 another'], breach)
  const harmless = [
    `export { Thing } from '../a/x.ts'`,
    `export * from '../a/x.ts'`,
    `import { Thing } from '../a/x.ts'; export { Thing }`,
    `import { Thing as T } from '../a/x.ts'; export { T as Thing }`,
    'const Thing = 5; f(Thing)',
    'export const other: Thing = 5',
  ]
  for (const line of harmless) assert.deepStrictEqual(found(line), [], line)
  const defaults = [at('a/x.ts', 'export default 5'), at('b/y.ts', 'export default () => 5')]
  assert.deepStrictEqual(homonyms(defaults), ['a/x.ts:1 exports default, and b/y.ts:1 another'])
  const deciders = [
    at('commands/room/x.ts', 'export type State = 5'),
    at('commands/chat/x.ts', 'export type State = 6'),
  ]
  assert.deepStrictEqual(homonyms(deciders), [])
})

test('files outside of the tree, odd names and long files are found', () => {
  const check = outsideTheTree(new Set(['a', 'b']), 'test/tree.ts')
  assert.deepStrictEqual(check([at('a/x.ts'), at('c/y.ts')]), [
    'c/y.ts:1 stands in c/, which is not in the tree',
    'test/tree.ts:1 b/ has no file',
  ])
  assert.deepStrictEqual(check([at('a/x.ts'), at('b/y.ts')]), [])
  const odd = oddFileNames(new Set(['a/old.cjs']))
  for (const path of ['a/someThing.ts', 'a/index.ts', 'a/b.mts', 'a/b.js', 'a/b.tsx', 'a/b.cjs'])
    assert.deepStrictEqual(odd(at(path)), [`${path}:1 has another form of name`])
  for (const path of ['a/some-thing.ts', 'a/b.test.ts', 'a/b.containers.test.ts', 'a/old.cjs'])
    assert.deepStrictEqual(odd(at(path)), [])
  assert.deepStrictEqual(longFiles(2)(at('a/x.ts', 'a()', 'b()', 'c()')), ['a/x.ts:1 has 3 lines'])
  assert.deepStrictEqual(longFiles(2)(at('a/x.ts', 'a()', 'b()')), [])
})
