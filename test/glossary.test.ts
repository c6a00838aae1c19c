// The glossary and the code use the same words, and retired names do not come back.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import {
  RETIRED_FILES,
  RETIRED_FOLDERS,
  RETIRED_MESSAGES,
  RETIRED_NAMES,
  RETIRED_PHRASES,
  RETIRED_WORDS,
} from './support/retired-names.ts'
import { files, ROOT, type SourceFile } from './support/tree.ts'
import {
  declarations,
  glossaryRows,
  namesIn,
  repeatedWords,
  retiredDeclarations,
  retiredMessages,
  retiredPaths,
  retiredPhrases,
  wordsOf,
} from './support/word-checks.ts'

const isProduction = ({ path }: SourceFile) => /^(commands|projections|src|cli|client)\//.test(path)
const production = files.filter(isProduction)
/** The import rules say what a port and an adapter is. */
const importRules = files.filter(({ path }) => path === 'test/support/import-rules.ts')
const rows = glossaryRows(readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8'))
/** The lists themselves, and the test of the checks, name what is retired. */
const named = ({ path }: SourceFile) => !/(retired-names|unit\/word-checks\.test)\.ts$/.test(path)

const assertNone = (breaches: readonly string[]) => assert.deepStrictEqual(breaches, [])

const NOT_OURS = new Set(['node_modules', '.git', 'data', 'dist'])

/** Every file of the repository, whatever it holds. */
function pathsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (NOT_OURS.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pathsUnder(path) : [relative(ROOT, path).replaceAll('\\', '/')]
  })
}

test('the glossary has each word once', () => {
  assert.ok(rows.length > 100, `only ${rows.length} rows were found`)
  assertNone(repeatedWords(rows))
})

test('every identifier of the glossary is a name in code', () => {
  const known = new Set([...production, ...importRules].flatMap(file => [...namesIn(file)]))
  assertNone(
    rows.flatMap(({ line, words, identifiers }) =>
      (identifiers.length === 0 ? ['no identifier'] : identifiers.filter(one => !known.has(one))).map(
        one => `docs/glossary.md:${line} ${words.join(', ')}: ${one}`,
      ),
    ),
  )
})

test('every word of the glossary is used in code', () => {
  const schema = readFileSync(join(ROOT, 'schema.graphql'), 'utf8')
  const names = production.flatMap(file => [...declarations(file)].map(({ name }) => wordsOf(name)))
  const text = [...[...production, ...importRules].map(file => file.text), schema, ...names]
    .join('\n')
    .toLowerCase()
  const spaced = text.replaceAll(/[\s-]+/g, ' ')
  assertNone(
    rows.flatMap(({ line, words }) =>
      words
        .filter(word => !spaced.includes(word.toLowerCase().replaceAll('-', ' ')))
        .map(word => `docs/glossary.md:${line} ${word}`),
    ),
  )
})

test('every class and interface that three folders of src/ share is in the glossary', () => {
  const identifiers = new Set(rows.flatMap(row => row.identifiers))
  const server = production.filter(({ path }) => path.startsWith('src/') && !path.startsWith('src/support/'))
  const folderOf = (path: string) => path.split('/').slice(0, -1).join('/')
  const mentions = server.map(({ path, text }) => [folderOf(path), new Set(text.match(/\w+/g))] as const)
  assertNone(
    server.flatMap(file =>
      [...file.nodes()]
        .filter(({ type }) => /^(ClassDeclaration|TSInterfaceDeclaration)$/.test(type))
        .map(({ id, start }) => ({ name: (id as { name: string }).name, start }))
        .filter(({ name }) => file.exports.some(one => one.name === name) && !identifiers.has(name))
        .filter(
          ({ name }) =>
            new Set(mentions.filter(([, words]) => words.has(name)).map(([folder]) => folder)).size > 2,
        )
        .map(({ name, start }) => `${file.path}:${file.lineAt(start)} ${name}`),
    ),
  )
})

test('no retired name is declared', () => {
  assertNone(
    files
      .filter(file => !file.isGenerated && named(file))
      .flatMap(file => retiredDeclarations(file, RETIRED_WORDS, RETIRED_NAMES)),
  )
})

test('no file and no folder has a retired name', () => {
  assertNone(retiredPaths(pathsUnder(ROOT), RETIRED_FILES, RETIRED_FOLDERS))
})

test('no page has a phrase that asks to be rewritten', () => {
  const pages = pathsUnder(ROOT).filter(path => /\.(md|graphql)$/.test(path))
  assert.ok(pages.length > 30, `only ${pages.length} pages were found`)
  assertNone(
    pages.flatMap(path => retiredPhrases(path, readFileSync(join(ROOT, path), 'utf8'), RETIRED_PHRASES)),
  )
})

test('no retired log message is written', () => {
  assertNone(files.filter(named).flatMap(file => retiredMessages(file, RETIRED_MESSAGES)))
})
