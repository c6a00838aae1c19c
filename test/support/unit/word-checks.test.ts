import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RETIRED_MESSAGES, RETIRED_NAMES, RETIRED_WORDS } from '../retired-names.ts'
import { parseSource } from '../tree.ts'
import {
  glossaryRows,
  namesIn,
  repeatedWords,
  retiredDeclarations,
  retiredMessages,
  retiredPaths,
  retiredPhrases,
} from '../word-checks.ts'

const source = (...lines: readonly string[]) => parseSource('src/x.ts', lines.join('\n'))
const WORDS = { desk: 'client', 'past store': 'milestone store' }
const NAMES = { Level: 'FoldGroup', line: 'parseLine' }

test('a retired word is found in every kind of declared name, whole or as a part of it', () => {
  const found = retiredDeclarations(
    source(
      'const soundDesk = 1',
      'export type DeskOptions = { readonly pastStore: string }',
      'function f({ a: desk }: X, [pastStores]: Y, ...desks: Z) {}',
      'class A { #desk = 1; desk(): void {} }',
      'const MAX_DESKS = 3',
      'const g = (desk: X) => desk',
    ),
    WORDS,
    {},
  )
  assert.deepStrictEqual(
    found.map(one => one.split(': ')[0]),
    [
      'src/x.ts:1 soundDesk',
      'src/x.ts:2 DeskOptions',
      'src/x.ts:2 pastStore',
      'src/x.ts:3 desk',
      'src/x.ts:3 pastStores',
      'src/x.ts:3 desks',
      'src/x.ts:4 desk',
      'src/x.ts:4 desk',
      'src/x.ts:5 MAX_DESKS',
      'src/x.ts:6 desk',
    ],
  )
})

test('a longer word, a use, a comment and a text are no breach', () => {
  const file = source(
    '// the desk of the past store',
    'const desktop = x.desk',
    `const text = 'desk'`,
    'const past = 1, store = 2',
  )
  assert.deepStrictEqual(retiredDeclarations(file, WORDS, NAMES), [])
})

test('a retired name is found as a type, a class, a function of the module and an exported constant', () => {
  const found = retiredDeclarations(
    source(
      'type Level = 1',
      'class Level {}',
      'interface Level {}',
      'function line() {}',
      'const line = () => 1',
      'export const line = 1',
    ),
    {},
    NAMES,
  )
  assert.deepStrictEqual(found, [
    ...[1, 2, 3].map(line => `src/x.ts:${line} Level: use FoldGroup`),
    ...[4, 5, 6].map(line => `src/x.ts:${line} line: use parseLine`),
  ])
})

test('a local, a parameter and a member may have a retired name', () => {
  const file = source(
    'const line = 1',
    'export function f(line: string) { const line = 2; function line() {} }',
    'export type A = { readonly line: string; Level: number }',
  )
  assert.deepStrictEqual(retiredDeclarations(file, {}, NAMES), [])
})

test('each name that was retired fails again when it comes back', () => {
  for (const name of Object.keys(RETIRED_NAMES)) {
    const file = source('', `export function ${name}() {}`)
    assert.equal(retiredDeclarations(file, RETIRED_WORDS, RETIRED_NAMES).length, 1, name)
  }
  for (const words of Object.keys(RETIRED_WORDS)) {
    const name = words.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
    assert.equal(retiredDeclarations(source(`let ${name}`), RETIRED_WORDS, RETIRED_NAMES).length, 1, name)
  }
  for (const message of Object.keys(RETIRED_MESSAGES)) {
    const file = source(`logger.warn({ err }, 'a room: ${message}; trying again')`)
    assert.deepStrictEqual(retiredMessages(file, RETIRED_MESSAGES), [
      `src/x.ts:1 '${message}': use '${RETIRED_MESSAGES[message]}'`,
    ])
  }
})

test('retired files and folders are found, whatever the extension', () => {
  const paths = [
    'src/a/past.ts',
    'test/a/past.test.ts',
    'test/a/past.containers.test.ts',
    'docs/past.md',
    'src/a/pastry.ts',
    'src/old/new.ts',
    'src/old.ts',
  ]
  assert.deepStrictEqual(retiredPaths(paths, { past: 'page-cache' }, { 'src/old': 'src/new' }), [
    ...paths.slice(0, 4).map(path => `${path}: use page-cache`),
    'src/old/new.ts: use src/new',
  ])
})

test('a retired phrase is found with its line, also where it breaks, and not inside a word', () => {
  const page = 'A line.\nTen people, of\nwhom one speaks.\nThe canewicker reads Anew.'
  assert.deepStrictEqual(retiredPhrases('a.md', page, { anew: 'again', 'of whom': 'two sentences' }), [
    `a.md:4 'anew': again`,
    `a.md:2 'of whom': two sentences`,
  ])
})

test('rows of the glossary are read, and a word that stands twice is found', () => {
  const rows = glossaryRows(
    [
      '# Glossary',
      '| word | in code | meaning |',
      '| --- | --- | --- |',
      '| remove, ban | `A`, `B` | put out |',
      '| gate | `CommandGate` | the way in |',
      '| ban | `C` | again |',
    ].join('\n'),
  )
  assert.deepStrictEqual(rows, [
    { line: 4, words: ['remove', 'ban'], identifiers: ['A', 'B'] },
    { line: 5, words: ['gate'], identifiers: ['CommandGate'] },
    { line: 6, words: ['ban'], identifiers: ['C'] },
  ])
  assert.deepStrictEqual(repeatedWords(rows), ['docs/glossary.md:6 ban is in line 4 too'])
})

test('a name that a comment alone has is no name in code', () => {
  const names = new Set(namesIn(source('// Ghost', 'type Real = { readonly member: string }', `f('text')`)))
  assert.deepStrictEqual([...names], ['Real', 'member', 'text'])
})
