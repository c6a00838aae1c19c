// The conventions of the repository, checked against its own syntax. Every breach names its file and line.

import assert from 'node:assert/strict'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import {
  clockUses,
  literalSpreads,
  longFunctions,
  oddLogMessages,
  unstrippable,
} from './support/code-checks.ts'
import { mayImportPackages, PORTS, RULES, ruleOf } from './support/import-rules.ts'
import { files as all, filesUnder, ROOT, type SourceFile, target } from './support/tree.ts'

const LONGEST_FILE = 300
const LONGEST_MEDIAN = 120

/** Every folder that holds code. A new one is a decision: write it down here and in docs/architecture.md. */
const FOLDERS = new Set(
  [
    ...[
      '.',
      'bench',
      'cli',
      'cli/audit',
      'cli/rebuild',
      'client',
      'commands',
      'demo',
      'projections',
      'src',
      'test',
    ],
    ...['room', 'chat', 'reactions', 'polls', 'sound', 'user', 'notary'].map(name => `commands/${name}`),
    ...[
      'config',
      'compose',
      'event-log',
      'read-store',
      'bus',
      'audio-gateway',
      'milestone-store',
      'gate',
      'processor',
    ],
    ...[
      'projector',
      'projector/versions',
      'presence',
      'sound-control',
      'reactors',
      'notary',
      'history',
      'exports',
    ],
    ...['graphql', 'graphql/live', 'graphql/transport', 'graphql/graphiql', 'graphql/resolvers', 'support'],
  ].map(name =>
    /^(\.|bench|cli|client|commands|demo|projections|src|test)/.test(name) ? name : `src/${name}`,
  ),
)
for (const name of [
  'adapters',
  'cli',
  'commands',
  'contract',
  'exports',
  'gate',
  'graphql',
  'history',
  'notary',
])
  FOLDERS.add(`test/${name}`)
for (const name of ['presence', 'processor', 'projections', 'projector', 'reactors', 'scenarios', 'sound'])
  FOLDERS.add(`test/${name}`)
for (const name of ['fixtures', 'sound-control', 'support', 'support/esdb', 'support/unit'])
  FOLDERS.add(`test/${name}`)

const files = all.filter(({ isGenerated }) => !isGenerated)
const isProduction = ({ path }: SourceFile) => /^(commands|projections|src|cli|client)\//.test(path)
const ours = ({ path }: SourceFile) => path !== 'test/conventions.test.ts'

function assertNone(breaches: readonly string[]) {
  assert.deepStrictEqual(breaches, [])
}

test('every file imports only what its folder may, types included', () => {
  assertNone(
    all.flatMap(({ path, imports }) => {
      const rule = ruleOf(path)
      if (!rule) return []
      return imports
        .filter(({ from }) => {
          const file = target(path, from)
          return file === null
            ? !mayImportPackages(rule, from)
            : !rule.mayImport.some(allowed => allowed(file))
        })
        .map(({ from, line }) => `${path}:${line} imports ${from}`)
    }),
  )
})

test('every file of src/ but main.ts has a rule', () => {
  const unruled = files.map(({ path }) => path).filter(path => path.startsWith('src/') && !ruleOf(path))
  assertNone(unruled.filter(path => path !== 'src/main.ts'))
  assert.ok(RULES.length > 0)
})

test('adapters are imported by src/compose/ alone, and by other files of the same adapter', () => {
  const isAdapter = (file: string) =>
    PORTS.some(
      ({ folder, files }) =>
        dirname(file) === folder && !(files as readonly string[]).includes(basename(file)),
    )
  assertNone(
    files
      .filter(({ path }) => path.startsWith('src/') && !path.startsWith('src/compose/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from }) => {
            const file = target(path, from)
            return file !== null && isAdapter(file) && dirname(file) !== dirname(path)
          })
          .map(({ from, line }) => `${path}:${line} imports ${from}`),
      ),
  )
})

test('the folders of the API depend on each other in one direction', () => {
  const forbidden: Readonly<Record<string, readonly string[]>> = {
    'src/graphql/live': ['src/graphql/transport', 'src/graphql/resolvers'],
    'src/graphql/resolvers': ['src/graphql/transport'],
    'src/graphql/transport': ['src/graphql/resolvers'],
  }
  assertNone(
    files.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => forbidden[dirname(path)]?.includes(dirname(target(path, from) ?? '')))
        .map(({ from, line }) => `${path}:${line} imports ${from}`),
    ),
  )
})

test('no file depends on itself by way of others, types and generated files included', () => {
  const dependencies = new Map(
    all
      .filter(isProduction)
      .map(({ path, imports }) => [path, imports.map(({ from }) => target(path, from))] as const),
  )
  const wayBack = (path: string, from: string, seen: Set<string>): string[] | null => {
    for (const next of dependencies.get(from) ?? []) {
      if (next === path) return [from]
      if (next === null || seen.has(next)) continue
      const rest = wayBack(path, next, seen.add(next))
      if (rest) return [from, ...rest]
    }
    return null
  }
  assertNone(
    [...dependencies.keys()].flatMap(path => wayBack(path, path, new Set())?.concat(path).join(' -> ') ?? []),
  )
})

test('relative imports carry .ts and lead to a file', () => {
  const known = new Set(filesUnder(ROOT))
  assertNone(
    files.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => {
          const file = target(path, from)
          return file !== null && !known.has(file) && !file.endsWith('.json')
        })
        .map(({ from, line }) => `${path}:${line} imports ${from}`),
    ),
  )
})

test('every file stands in a folder of the tree, and every folder of the tree has a file', () => {
  const used = new Set(files.map(({ path }) => dirname(path)))
  assertNone([...used].filter(folder => !FOLDERS.has(folder)))
  assertNone([...FOLDERS].filter(folder => !used.has(folder)))
})

test('file names are kebab-case, and none is called index', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|containers\.test))?\.ts$/
  assertNone(
    files
      .map(({ path }) => path)
      .filter(path => !kebab.test(basename(path)) || basename(path) === 'index.ts'),
  )
})

test('files are short', t => {
  assertNone(
    files.filter(({ lines }) => lines > LONGEST_FILE).map(({ path, lines }) => `${path}: ${lines} lines`),
  )
  const sizes = files.map(({ lines }) => lines).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)]!
  t.diagnostic(`${files.length} files, the median has ${median} lines`)
  assert.ok(
    median <= LONGEST_MEDIAN,
    `the median file has ${median} lines; at most ${LONGEST_MEDIAN} are allowed`,
  )
})

test('no function is longer than 100 lines', () => {
  assertNone(files.flatMap(longFunctions))
})

test('objects are written out: no spread of a literal inside another', () => {
  assertNone(files.flatMap(literalSpreads))
})

/** What every decider has under the same name, with the same meaning. */
const OF_EVERY_DECIDER = new Set(['State', 'initial', 'evolve', 'decide', 'LIMITS'])

test('no two folders export one name for different things', () => {
  const exporters = new Map<string, Map<string, string>>()
  for (const { path, exports } of files)
    for (const { name, line } of exports) {
      if (OF_EVERY_DECIDER.has(name) && path.startsWith('commands/')) continue
      const folders = exporters.get(name) ?? new Map<string, string>()
      exporters.set(name, folders.set(dirname(path), `${path}:${line}`))
    }
  assertNone(
    [...exporters]
      .filter(([, folders]) => folders.size > 1)
      .map(([name, folders]) => `${name}: ${[...folders.values()].join(', ')}`),
  )
})

test('time and chance enter through src/support/time.ts alone', () => {
  const isServer = ({ path }: SourceFile) => /^(commands|projections|src|cli)\//.test(path)
  assertNone(files.filter(file => isServer(file) && file.path !== 'src/support/time.ts').flatMap(clockUses))
})

test('the time of the machine is taken where a process starts, and handed on from there', () => {
  assertNone(
    files
      .filter(({ path }) => /^(commands|projections|src)\//.test(path))
      .filter(
        ({ path, text }) => !/^src\/(main|support\/time)\.ts$/.test(path) && /\bsystemTime\b/.test(text),
      )
      .map(({ path }) => path),
  )
})

test('log messages have the form "component: what happened"', () => {
  assertNone(files.filter(isProduction).flatMap(oddLogMessages))
})

test('the environment is read in src/config/ alone', () => {
  const free = /^(test|demo|bench)\/|^src\/config\//
  assertNone(
    files
      .filter(({ path, text }) => !free.test(path) && text.includes('process.env'))
      .map(({ path }) => path),
  )
})

test('the code is what Node runs by stripping types', () => {
  assertNone(files.flatMap(unstrippable))
})

test('nothing is left for later', () => {
  const marks = /\b(TODO|FIXME|XXX)\b/
  assertNone(
    files
      .filter(file => ours(file) && marks.test(file.text))
      .map(({ path, text }) => `${path}: ${marks.exec(text)?.[0]}`),
  )
})

test('src/support/ holds no word of the domain', () => {
  const words = /\b(rooms?|participants?|speakers?|listeners?|moderators?|hosts?|polls?|comments?|hands?)\b/i
  assertNone(
    files
      .filter(({ path }) => path.startsWith('src/support/'))
      .flatMap(({ path, text }) => {
        const found = words.exec(text)
        return found ? [`${path}: ${found[0]}`] : []
      }),
  )
})
