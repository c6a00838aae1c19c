// The conventions of the repository, checked against its own syntax. Every breach names its file and line.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import packageJson from '../package.json' with { type: 'json' }
import { clockUses, engineClocks, environmentReads, machineTimeUses } from './support/clock-checks.ts'
import {
  linesThatHold,
  literalSpreads,
  longFunctions,
  oddLogMessages,
  unstrippable,
} from './support/code-checks.ts'
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
} from './support/file-checks.ts'
import { inWords, RULES } from './support/import-rules.ts'
import { files as all, ROOT, type SourceFile } from './support/tree.ts'

const LONGEST_FILE = 300
const LONGEST_MEDIAN = 120

/** Every folder that holds code. A new one is a decision: write it down here and in docs/architecture.md. */
const FOLDERS = new Set(
  [
    '. bench cli cli/audit cli/log cli/rebuild client demo projections',
    'commands commands/room commands/chat commands/reactions commands/polls commands/sound',
    'commands/user commands/notary',
    'src src/config src/compose src/support',
    'src/event-log src/read-store src/bus src/audio-gateway src/milestone-store',
    'src/gate src/processor src/projector src/projector/versions src/presence src/sound-control src/reactors',
    'src/notary src/history src/exports',
    'src/graphql src/graphql/live src/graphql/transport src/graphql/graphiql src/graphql/resolvers',
    'test test/adapters test/authorization test/cli test/commands test/contract test/exports test/fixtures test/gate test/graphql',
    'test/history test/notary test/presence test/processor test/projections test/projector test/reactors',
    'test/scenarios test/security test/sound test/sound-control test/support test/support/esdb test/support/unit',
  ].flatMap(line => line.split(' ')),
)

/** They run on every Node, also on one that is too old for TypeScript. */
const NOT_TYPESCRIPT = new Set(['cli/rostrum.cjs', 'src/support/preload.cjs'])
/** It sets where Node caches compiled code, before there is a configuration. */
const PRELOAD = 'src/support/preload.cjs'
/** They run in a browser, bundled from packages of the development. */
const IN_BROWSER = new Set(['src/graphql/graphiql/page.ts', 'src/graphql/graphiql/tab-subscriptions.ts'])
/** It bundles them, where what that takes is installed. */
const BUNDLER = 'src/graphql/graphiql/assets.ts'

const files = all.filter(({ isGenerated }) => !isGenerated)
const isProduction = ({ path }: SourceFile) => /^(commands|projections|src|cli|client)\//.test(path)
const isServer = ({ path }: SourceFile) =>
  /^(commands|projections|src|cli)\//.test(path) && !IN_BROWSER.has(path)
const ours = ({ path }: SourceFile) => path !== 'test/conventions.test.ts'

function assertNone(breaches: readonly string[]) {
  assert.deepStrictEqual(breaches, [])
}

test('every file has an import rule, and every file beside a port an adapter', () => {
  assertNone(all.flatMap(unruledFiles))
  assertNone(all.flatMap(filesOfNoAdapter))
})

test('every file imports only what its folder may, types included', () => {
  assertNone(all.flatMap(forbiddenImports))
})

test('the server imports nothing that runs in a browser', () => {
  assertNone(files.filter(isServer).flatMap(importsOf(IN_BROWSER)))
})

test('every import says what it imports', () => {
  assertNone(all.flatMap(unreadableImports))
})

test('docs/architecture.md has the same import rules', () => {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').split('\n')
  const start = page.findIndex(line => line.startsWith('| folder | holds | may import |'))
  const length = page.slice(start).findIndex(line => !line.startsWith('|'))
  const rows = page.slice(start + 2, start + length).map(line => {
    const [, who = '', , mayImport = ''] = line.replaceAll('`', '').split('|')
    return { who: who.trim(), mayImport: mayImport.trim() }
  })
  assert.deepStrictEqual(
    rows,
    RULES.map(rule => ({ who: rule.who, mayImport: inWords(rule) })),
  )
})

test('the folders of the API depend on each other in one direction', () => {
  const check = againstTheDirection({
    'src/graphql/live': ['src/graphql/transport', 'src/graphql/resolvers'],
    'src/graphql/resolvers': ['src/graphql/transport'],
    'src/graphql/transport': ['src/graphql/resolvers'],
  })
  assertNone(files.flatMap(check))
})

test('no file depends on itself by way of others, types and generated files included', () => {
  assertNone(circles(all))
})

test('relative imports carry their extension and lead to a file', () => {
  assertNone(files.flatMap(deadImports(new Set(all.map(({ path }) => path)))))
})

test('the server imports packages that are installed with it', () => {
  const check = undeclaredPackages(new Set(Object.keys(packageJson.dependencies)))
  assertNone(files.filter(file => isServer(file) && file.path !== BUNDLER).flatMap(check))
})

test('every file stands in a folder of the tree, and every folder of the tree has a file', () => {
  assertNone(outsideTheTree(FOLDERS, 'test/conventions.test.ts')(files))
})

test('file names are kebab-case TypeScript, and none is called index', () => {
  assertNone(files.flatMap(oddFileNames(NOT_TYPESCRIPT)))
})

test('files are short', t => {
  assertNone(files.flatMap(longFiles(LONGEST_FILE)))
  const sizes = files.map(({ lines }) => lines).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)]!
  t.diagnostic(`${files.length} files, the median has ${median} lines`)
  assert.ok(
    median <= LONGEST_MEDIAN,
    `the median file has ${median} lines; at most ${LONGEST_MEDIAN} are allowed`,
  )
})

test('no function is longer than 100 lines, and neither is a test, nor what a file does when it is loaded', () => {
  assertNone(files.flatMap(longFunctions))
})

test('objects are written out: no spread of a literal inside another', () => {
  assertNone(files.flatMap(literalSpreads))
})

test('no two folders export one name for different things', () => {
  assertNone(homonyms(files))
})

test('time and chance enter through src/support/time.ts alone', () => {
  const others = files.filter(file => isServer(file) && file.path !== 'src/support/time.ts')
  assertNone(others.flatMap(clockUses))
  assertNone(others.flatMap(engineClocks))
})

test('the time of the machine is taken where a process starts, and handed on from there', () => {
  const isInside = ({ path }: SourceFile) => /^(commands|projections|src)\//.test(path)
  assertNone(files.filter(file => isInside(file) && file.path !== 'src/main.ts').flatMap(machineTimeUses))
})

test('log messages have the form "component: what happened"', () => {
  assertNone(files.filter(isProduction).flatMap(oddLogMessages))
})

test('the environment is read in src/config/ alone', () => {
  const mayRead = ({ path }: SourceFile) => path === PRELOAD || path.startsWith('src/config/')
  const others = files.filter(file => /^(codegen\.ts$|client\/)/.test(file.path) || isServer(file))
  assertNone(others.filter(file => !mayRead(file)).flatMap(environmentReads))
})

test('the code is what Node runs by stripping types', () => {
  assertNone(files.flatMap(unstrippable))
})

test('nothing is left for later', () => {
  assertNone(files.filter(ours).flatMap(linesThatHold(/\b(TODO|FIXME|XXX)\b/)))
})

test('src/support/ holds no word of the domain', () => {
  const words = /\b(rooms?|participants?|speakers?|listeners?|moderators?|hosts?|polls?|comments?|hands?)\b/i
  assertNone(files.filter(({ path }) => path.startsWith('src/support/')).flatMap(linesThatHold(words)))
})
