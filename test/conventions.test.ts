// The rules of the house, read from the tree itself.

import assert from 'node:assert/strict'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import { files, filesUnder, ROOT, target } from './support/tree.ts'

const LONGEST_FILE = 300
const LONGEST_MEDIAN = 120

/** Every folder that holds code. A new one is a decision: write it down here and in docs/architecture.md. */
const FOLDERS = [
  ...['.', 'audit', 'bench', 'client', 'commands', 'demo', 'projections', 'rebuild', 'src', 'test'],
  ...['room', 'chat', 'reactions', 'polls', 'sound', 'user', 'notary'].map(name => `commands/${name}`),
  ...[
    'bus',
    'event-log',
    'read-store',
    'past-store',
    'sound',
    'processing',
    'reactors',
    'history',
    'graphql',
    'support',
  ].map(name => `src/${name}`),
  ...['transport', 'live', 'resolvers'].map(name => `src/graphql/${name}`),
  ...[
    'adapters',
    'commands',
    'contract',
    'graphql',
    'history',
    'processing',
    'projections',
    'reactors',
    'scenarios',
    'sound',
    'support',
  ].map(name => `test/${name}`),
]

const PORTS = ['event-log', 'read-store', 'past-store', 'bus', 'sound'].map(name => `src/${name}/${name}.ts`)
const isPort = (file: string) => PORTS.includes(file)
const isAdapter = (file: string) => PORTS.some(port => dirname(port) === dirname(file)) && !isPort(file)
const isEvents = (file: string) => /^commands\/(\w+\/events|event|ids)\.ts$/.test(file)
const isConfig = (file: string) => /^src\/config(-\w+)?\.ts$/.test(file)
const isComposition = (file: string) => /^src\/compose(-\w+)?\.ts$/.test(file)
const isUnder = (folder: string) => (file: string) => file.startsWith(`${folder}/`)

type Rule = {
  readonly who: (file: string) => boolean
  readonly mayImport: readonly ((file: string) => boolean)[]
  /** Packages and node's own modules; absent: all. */
  readonly packages?: readonly string[]
}

/** The first rule that fits a file counts. Files that none fits (tests, bench, demo, codegen) import what they like. */
const RULES: readonly Rule[] = [
  { who: isUnder('commands'), mayImport: [isUnder('commands')], packages: ['immutable'] },
  { who: isUnder('projections'), mayImport: [isUnder('projections'), isEvents], packages: [] },
  { who: isUnder('src/support'), mayImport: [isUnder('src/support')] },
  {
    who: isPort,
    mayImport: [isEvents, file => file === 'projections/projection.ts', isPort],
    packages: [],
  },
  {
    who: isAdapter,
    mayImport: [
      isEvents,
      file => file === 'projections/projection.ts',
      isPort,
      isUnder('src/support'),
      // Parts of the same adapter; that adapters of one port leave each other alone is looked at below.
      isAdapter,
    ],
  },
  {
    who: isUnder('src/processing'),
    mayImport: [
      isUnder('commands'),
      isUnder('projections'),
      isPort,
      isUnder('src/processing'),
      isUnder('src/support'),
    ],
  },
  {
    who: isUnder('src/reactors'),
    mayImport: [
      ...[isUnder('commands'), isUnder('projections'), isPort],
      ...[isUnder('src/processing'), isUnder('src/reactors'), isUnder('src/support')],
    ],
  },
  {
    who: isUnder('src/history'),
    mayImport: [
      ...[isUnder('commands'), isUnder('projections'), isPort],
      ...[isUnder('src/processing'), isUnder('src/history'), isUnder('src/support')],
    ],
  },
  {
    who: isUnder('src/graphql'),
    mayImport: [
      ...[
        isUnder('commands'),
        isUnder('projections'),
        isPort,
        isUnder('src/processing'),
        isUnder('src/history'),
      ],
      ...[
        isUnder('src/graphql'),
        isUnder('src/support'),
        (file: string) => ['src/reactors/presence.ts', 'src/reactors/sound-desk.ts'].includes(file),
      ],
    ],
  },
  { who: isConfig, mayImport: [isUnder('src/support'), isConfig] },
]

const ours = (path: string) => path !== 'test/conventions.test.ts'

/** The tools of the tests may have folders of their own. */
function folderOf(path: string): string {
  return path.startsWith('test/support/') ? 'test/support' : dirname(path)
}

function assertNone(complaints: readonly string[]) {
  assert.deepStrictEqual(complaints, [])
}

test('every part imports only what it may', () => {
  assertNone(
    files.flatMap(({ path, imports }) => {
      const rule = RULES.find(rule => rule.who(path))
      if (!rule) return []
      return imports
        .filter(specifier => {
          const file = target(path, specifier)
          if (file === null) return rule.packages !== undefined && !rule.packages.includes(specifier)
          return !rule.mayImport.some(allowed => allowed(file))
        })
        .map(specifier => `${path} imports ${specifier}`)
    }),
  )
})

test('adapters are imported by compose-engines.ts and compose.ts alone, and by the other parts of the same adapter', () => {
  assertNone(
    files
      .filter(({ path }) => path.startsWith('src/') && !isComposition(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(specifier => {
            const file = target(path, specifier)
            return file !== null && isAdapter(file) && dirname(file) !== dirname(path)
          })
          .map(specifier => `${path} imports ${specifier}`),
      ),
  )
})

test('in the API what carries, what is live and what resolves lean on each other in one direction', () => {
  const above: Readonly<Record<string, readonly string[]>> = {
    'src/graphql/live': ['src/graphql/transport', 'src/graphql/resolvers'],
    'src/graphql/resolvers': ['src/graphql/transport'],
    'src/graphql/transport': ['src/graphql/resolvers'],
  }
  assertNone(
    files.flatMap(({ path, imports }) =>
      imports
        .filter(specifier => above[dirname(path)]?.includes(dirname(target(path, specifier) ?? '')))
        .map(specifier => `${path} imports ${specifier}`),
    ),
  )
})

test('no file leans on itself by way of others', () => {
  const leaning = new Map(
    files
      .filter(({ path }) => /^(commands|projections|src)\//.test(path))
      .map(({ path, imports }) => [path, imports.map(specifier => target(path, specifier))] as const),
  )
  const wayBack = (path: string, from: string, seen: Set<string>): string[] | null => {
    for (const next of leaning.get(from) ?? []) {
      if (next === path) return [from]
      if (next === null || seen.has(next)) continue
      const rest = wayBack(path, next, seen.add(next))
      if (rest) return [from, ...rest]
    }
    return null
  }
  assertNone(
    [...leaning.keys()].flatMap(path => wayBack(path, path, new Set())?.concat(path).join(' -> ') ?? []),
  )
})

test('only compose.ts and main.ts stand between the parts', () => {
  const unruled = files
    .map(({ path }) => path)
    .filter(path => path.startsWith('src/') && !RULES.some(rule => rule.who(path)))
  assertNone(unruled.filter(path => path !== 'src/main.ts' && !isComposition(path)))
})

test('relative imports carry .ts and lead to a file', () => {
  const known = new Set(filesUnder(ROOT))
  assertNone(
    files
      .filter(({ path }) => ours(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(specifier => {
            const file = target(path, specifier)
            return file !== null && !known.has(file) && !file.endsWith('.json')
          })
          .map(specifier => `${path} imports ${specifier}`),
      ),
  )
})

test('every file stands in a folder of the tree', () => {
  assertNone(files.map(({ path }) => path).filter(path => !FOLDERS.includes(folderOf(path))))
})

test('names of files are kebab-case, and none is called index', () => {
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
    `the median file has ${median} lines, and should have ${LONGEST_MEDIAN} at most`,
  )
})

test('the environment is read in config.ts alone', () => {
  const free = /^(test|demo|bench)\//
  assertNone(
    files
      .filter(
        ({ path, text }) => path !== 'src/config.ts' && !free.test(path) && text.includes('process.env'),
      )
      .map(({ path }) => path),
  )
})

/** Comments, and templates, which may hold a schema with enums of its own. */
const NOT_CODE = /\/\*[\s\S]*?\*\/|`[^`]*`/g

test('the code is what Node runs by stripping types', () => {
  const banned = /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?(enum|namespace)\s+\w|^\s*(@)[A-Za-z]/m
  assertNone(
    files.flatMap(({ path, text }) => {
      const found = banned.exec(text.replace(NOT_CODE, ''))
      return found ? [`${path}: ${found[0].trim()}`] : []
    }),
  )
})

test('nothing is left for later', () => {
  const marks = /\b(TODO|FIXME|XXX)\b/
  assertNone(
    files
      .filter(({ path, text }) => ours(path) && marks.test(text))
      .map(({ path, text }) => `${path}: ${marks.exec(text)?.[0]}`),
  )
})

test('support holds no word of the domain', () => {
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
