// Who may import whom: the table of docs/architecture.md, for test/conventions.test.ts.

import { basename, dirname } from 'node:path'

type Matches = (file: string) => boolean

export type Port = {
  readonly folder: string
  /** The port itself. Every other file of the folder belongs to an adapter, or to several. */
  readonly files: readonly string[]
  /** What the port's signature is made of. Its adapters need the types of these files as well, and nothing else. */
  readonly types: readonly string[]
  /** Files that adapters share. They know none of them. */
  readonly shared: readonly string[]
  /** Each adapter, by the beginnings of its files' names. */
  readonly adapters: Readonly<Record<string, readonly string[]>>
}

export const PORTS: readonly Port[] = [
  {
    folder: 'src/event-log',
    files: ['event-log.ts'],
    types: [],
    shared: ['log-reader.ts', 'recent-events.ts'],
    adapters: { SQLite: ['sqlite'], EventStoreDB: ['esdb-', 'event-store-db'] },
  },
  {
    folder: 'src/read-store',
    files: ['read-store.ts', 'list-all.ts'],
    types: ['projections/projection.ts'],
    shared: [],
    adapters: { memory: ['memory', 'sorted'], MongoDB: ['mongo'] },
  },
  {
    folder: 'src/bus',
    files: ['bus.ts'],
    types: [],
    shared: [],
    adapters: { memory: ['memory'], NATS: ['nats'] },
  },
  {
    folder: 'src/audio-gateway',
    files: ['audio-gateway.ts'],
    types: [],
    shared: [],
    adapters: { Janus: ['janus', 'free-ports', 'own-addresses'], none: ['no-gateways'] },
  },
  {
    folder: 'src/milestone-store',
    files: ['milestone-store.ts'],
    types: ['projections/projection.ts', 'src/read-store/read-store.ts'],
    shared: [],
    adapters: { SQLite: ['sqlite'], MongoDB: ['mongo'] },
  },
]

const portOf = (file: string) => PORTS.find(({ folder }) => folder === dirname(file))
const isPort: Matches = file => portOf(file)?.files.includes(basename(file)) ?? false
export const isAdapter: Matches = file => portOf(file) !== undefined && !isPort(file)

/** The adapter to which a file belongs; `shared` for what several use; null for a file that nobody entered. */
export function adapterOf(file: string): string | null {
  const port = portOf(file)
  if (port?.shared.includes(basename(file))) return 'shared'
  const named = Object.entries(port?.adapters ?? {}).find(([, beginnings]) =>
    beginnings.some(beginning => basename(file).startsWith(beginning)),
  )
  return named?.[0] ?? null
}

/** An adapter imports its own files, its port, the types of the port's signature, and what all adapters share. */
function servesAdapter(file: string, from: string, takesValues: boolean): boolean {
  const { folder, files, types } = portOf(from)!
  if (types.includes(file)) return !takesValues
  if (dirname(file) !== folder) return false
  const adapter = adapterOf(file)
  return files.includes(basename(file)) || adapter === 'shared' || adapter === adapterOf(from)
}

const under =
  (...folders: readonly string[]): Matches =>
  file =>
    folders.some(folder => (folder.endsWith('/') ? file.startsWith(folder) : file === folder))

/** What a rule allows, by the words of the table. Every other word is a folder, a file or a package. */
const WORDS: Readonly<Record<string, (file: string, from: string, takesValues: boolean) => boolean>> = {
  everything: () => true,
  'event types': file => /^commands\/(\w+\/events|event|ids|event-catalogue)\.ts$/.test(file),
  ports: isPort,
  'its port with the types of its signature': servesAdapter,
  'the server': under('commands/', 'projections/', 'src/'),
  'the server without adapters': file => under('commands/', 'projections/', 'src/')(file) && !isAdapter(file),
  packages: () => false,
}

export type Rule = {
  /** The first column of the table. */
  readonly who: string
  readonly fits: Matches
  /** The last column: what its files may import beside each other, and beside packages if `packages` is among it. */
  readonly mayImport: readonly string[]
}

const folders = (who: string, ...mayImport: readonly string[]): Rule => ({
  who,
  fits: under(...who.split(', ')),
  mayImport,
})

const PURE = ['commands/', 'projections/']
const LOOPS = ['src/gate/', 'src/processor/']
const ENGINE_ROOM = [...PURE, 'ports', 'src/support/', 'packages']

/** The first rule that fits a file counts. */
export const RULES: readonly Rule[] = [
  folders('commands/', 'immutable'),
  folders('projections/', 'event types'),
  folders('src/main.ts', 'src/compose/', 'src/support/'),
  folders('src/config/', 'src/support/', 'packages'),
  folders('src/compose/', 'the server', 'packages'),
  { who: 'ports', fits: isPort, mayImport: ['event types', 'ports', 'projections/projection.ts'] },
  {
    who: 'adapters',
    fits: isAdapter,
    mayImport: ['event types', 'its port with the types of its signature', 'src/support/', 'packages'],
  },
  folders('src/gate/', ...ENGINE_ROOM),
  folders('src/processor/', ...ENGINE_ROOM),
  folders('src/projector/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/presence/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/sound-control/', 'src/presence/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/reactors/', 'src/presence/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/notary/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/history/', ...LOOPS, ...ENGINE_ROOM),
  folders('src/exports/', ...ENGINE_ROOM),
  folders(
    'src/graphql/',
    ...[
      'src/projector/',
      'src/presence/',
      'src/sound-control/',
      'src/notary/',
      'src/history/',
      'src/exports/',
    ],
    ...LOOPS,
    ...ENGINE_ROOM,
  ),
  folders('src/support/', 'packages'),
  folders('cli/', 'the server without adapters', 'packages'),
  folders('client/', 'packages'),
  folders('demo/', 'src/main.ts', 'packages'),
  folders('bench/, test/', 'everything', 'packages'),
  folders('codegen.ts', 'packages'),
]

export const ruleOf = (path: string): Rule | undefined => RULES.find(({ fits }) => fits(path))

/** Whether the rule lets its file `from` import that one. `takesValues`: more than types. */
export function mayImportFile(
  { fits, mayImport, who }: Rule,
  file: string,
  from: string,
  takesValues: boolean,
): boolean {
  // Ports and adapters are many subjects; a folder is one.
  if (who !== 'ports' && who !== 'adapters' && fits(file)) return true
  return mayImport.some(word => (WORDS[word] ?? under(word))(file, from, takesValues))
}

export const mayImportPackage = ({ mayImport }: Rule, name: string): boolean =>
  mayImport.includes('packages') || mayImport.includes(name)

/** What a rule allows, as the table of docs/architecture.md says it. */
export const inWords = ({ mayImport }: Rule): string => mayImport.join(', ')
