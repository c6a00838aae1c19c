// Who may import whom: the table of docs/architecture.md, for test/conventions.test.ts.

import { dirname } from 'node:path'

type Matches = (file: string) => boolean

/** Each port: its folder, and the files of it that are the port itself; the others are adapters. */
export const PORTS = [
  { folder: 'src/event-log', files: ['event-log.ts'] },
  { folder: 'src/read-store', files: ['read-store.ts', 'list-all.ts'] },
  { folder: 'src/bus', files: ['bus.ts'] },
  { folder: 'src/audio-gateway', files: ['audio-gateway.ts'] },
  { folder: 'src/milestone-store', files: ['milestone-store.ts'] },
] as const

const under =
  (...folders: readonly string[]): Matches =>
  file =>
    folders.some(folder => file.startsWith(`${folder}/`))
const isPort: Matches = file =>
  PORTS.some(({ folder, files }) => files.some(name => file === `${folder}/${name}`))
const isAdapter: Matches = file => PORTS.some(({ folder }) => dirname(file) === folder) && !isPort(file)
const isEvents: Matches = file => /^commands\/(\w+\/events|event|ids|catalogue)\.ts$/.test(file)
const isProjectionType: Matches = file => file === 'projections/projection.ts'

const support = under('src/support')
const pure = under('commands', 'projections')
const loops = under('src/gate', 'src/processor')

export type Rule = {
  readonly who: Matches
  readonly mayImport: readonly Matches[]
  /** Packages and node's own modules. Absent: all. */
  readonly packages?: readonly string[]
}

/** The first rule that fits a file counts. Files that none fits (cli, tests, bench, demo, codegen) import what they like. */
export const RULES: readonly Rule[] = [
  { who: under('commands'), mayImport: [under('commands')], packages: ['immutable'] },
  { who: under('projections'), mayImport: [under('projections'), isEvents], packages: [] },
  { who: support, mayImport: [support] },
  { who: isPort, mayImport: [isEvents, isProjectionType, isPort], packages: [] },
  // Files of one adapter import each other; that adapters of one port leave each other alone is tested on its own.
  { who: isAdapter, mayImport: [isEvents, isProjectionType, isPort, support, isAdapter] },
  { who: under('src/gate'), mayImport: [pure, isPort, support, under('src/gate')] },
  { who: under('src/processor'), mayImport: [pure, isPort, support, under('src/processor')] },
  ...['projector', 'presence', 'reactors', 'sound-control', 'notary', 'history'].map(name => ({
    who: under(`src/${name}`),
    mayImport: [
      pure,
      isPort,
      support,
      loops,
      under(`src/${name}`),
      ...(name === 'reactors' || name === 'sound-control' ? [under('src/presence')] : []),
    ],
  })),
  { who: under('src/exports'), mayImport: [pure, isPort, support, under('src/exports')] },
  {
    who: under('src/graphql'),
    mayImport: [
      pure,
      isPort,
      support,
      loops,
      under('src/projector', 'src/presence', 'src/sound-control', 'src/notary', 'src/history', 'src/exports'),
      under('src/graphql'),
    ],
  },
  { who: under('src/config'), mayImport: [support, under('src/config')] },
  { who: under('src/compose'), mayImport: [() => true] },
  // The package for clients takes types from the schema, and nothing else of the server.
  { who: under('client'), mayImport: [under('client')] },
]

export const ruleOf = (path: string): Rule | undefined => RULES.find(({ who }) => who(path))

export const mayImportPackages = ({ packages }: Rule, name: string): boolean =>
  packages === undefined || packages.includes(name)
