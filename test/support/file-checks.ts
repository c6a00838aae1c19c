// What test/conventions.test.ts looks for between files: imports, circles, names and places. Every breach has file and line.

import { basename, dirname } from 'node:path'
import { adapterOf, isAdapter, mayImportFile, mayImportPackage, type Rule, ruleOf } from './import-rules.ts'
import { globalsIn, useOf } from './syntax.ts'
import { type SourceFile, target } from './tree.ts'

type Check = (file: SourceFile) => string[]
type CheckOfAll = (files: readonly SourceFile[]) => string[]

const whole = ({ path }: SourceFile, what: string) => `${path}:1 ${what}`

/** Files that no rule of imports fits. */
export const unruledFiles: Check = file => (ruleOf(file.path) ? [] : [whole(file, 'has no import rule')])

/** Files beside a port that no adapter has. */
export const filesOfNoAdapter: Check = file =>
  isAdapter(file.path) && adapterOf(file.path) === null ? [whole(file, 'belongs to no adapter')] : []

/** Imports that the rule of the file's folder does not allow. */
export const forbiddenImports: Check = ({ path, imports }) => {
  const rule = ruleOf(path)
  if (!rule) return []
  return imports
    .filter(({ from, names }) => from !== null && !mayImport(rule, path, from, names.length > 0))
    .map(({ from, line }) => `${path}:${line} imports ${from}`)
}

function mayImport(rule: Rule, path: string, from: string, takesValues: boolean): boolean {
  const file = target(path, from)
  return file === null ? mayImportPackage(rule, from) : mayImportFile(rule, file, path, takesValues)
}

/** Imports that nobody can follow: what is named is computed, or loaded by a function of the code's own. */
export const unreadableImports: Check = file => [
  ...file.imports
    .filter(({ from }) => from === null)
    .map(({ line }) => `${file.path}:${line} imports what it computes`),
  ...file.imports
    .filter(
      ({ from, names }) =>
        /^(node:)?module$/.test(from ?? '') &&
        names.some(({ name }) => name === 'createRequire' || name === '*'),
    )
    .map(({ line }) => `${file.path}:${line} takes createRequire`),
  ...[...globalsIn(file.program, new Set(['require']))].flatMap(place => {
    const { inner, use } = useOf(place)
    const isCalled = use?.type === 'CallExpression' && use.callee === inner
    const isMember = use?.type === 'MemberExpression' && use.object === inner
    return isCalled || isMember ? [] : [`${file.path}:${file.lineAt(place.node.start)} passes require on`]
  }),
]

/** Relative imports that lead to no file. */
export const deadImports = (paths: ReadonlySet<string>): Check => {
  return ({ path, imports }) =>
    imports
      .filter(({ from }) => {
        const file = target(path, from)
        return file !== null && !paths.has(file) && !file.endsWith('.json')
      })
      .map(({ from, line }) => `${path}:${line} imports ${from}`)
}

/** Packages that are no dependencies: they are missing where the server is installed. Types are not needed there. */
export const undeclaredPackages = (dependencies: ReadonlySet<string>): Check => {
  return ({ path, imports }) =>
    imports
      .filter(({ from, kind }) => from !== null && target(path, from) === null && kind !== 'type')
      .filter(({ from }) => !from!.startsWith('node:'))
      .filter(({ from }) => !dependencies.has(/^(@[^/]+\/)?[^/]+/.exec(from!)![0]))
      .map(({ from, line }) => `${path}:${line} imports ${from}`)
}

/** Imports of a folder from those beside it, where only one of them may know the other. */
export const againstTheDirection = (forbidden: Readonly<Record<string, readonly string[]>>): Check => {
  return ({ path, imports }) =>
    imports
      .filter(({ from }) => forbidden[dirname(path)]?.includes(dirname(target(path, from) ?? '')))
      .map(({ from, line }) => `${path}:${line} imports ${from}`)
}

/** Imports of these files. Starting one as a program of its own is none. */
export const importsOf = (paths: ReadonlySet<string>): Check => {
  return ({ path, imports }) =>
    imports
      .filter(({ from, kind }) => kind !== 'start' && paths.has(target(path, from) ?? ''))
      .map(({ from, line }) => `${path}:${line} imports ${from}`)
}

/** Files that depend on themselves by way of others, types included. A program that is started is no dependency. */
export const circles: CheckOfAll = files => {
  const links = new Map(
    files.map(({ path, imports }) => [
      path,
      imports
        .filter(({ kind }) => kind !== 'start')
        .map(({ from, line }) => ({ file: target(path, from), line })),
    ]),
  )
  const wayBack = (path: string, from: string, seen: Set<string>): string[] | null => {
    for (const { file, line } of links.get(from) ?? []) {
      if (file === path) return [`${from}:${line}`]
      if (file === null || seen.has(file)) continue
      const rest = wayBack(path, file, seen.add(file))
      if (rest) return [`${from}:${line}`, ...rest]
    }
    return null
  }
  return files.flatMap(({ path }) => wayBack(path, path, new Set())?.concat(path).join(' -> ') ?? [])
}

/** What every decider has under the same name, with the same meaning. */
const OF_EVERY_DECIDER = new Set(['State', 'initial', 'evolve', 'decide', 'LIMITS'])

/** Names that two folders export for different things. What is passed on means what it means where it comes from. */
export const homonyms: CheckOfAll = files => {
  const byPath = new Map(files.map(file => [file.path, file]))
  const originOf = (path: string, name: string, seen = new Set<string>()): string => {
    const id = `${path}#${name}`
    const origin = byPath.get(path)?.exports.find(one => one.name === name)?.origin
    if (!origin || seen.has(id)) return id
    return originOf(target(path, origin.from) ?? origin.from, origin.name, seen.add(id))
  }
  type Exporter = { readonly folder: string; readonly origin: string; readonly place: string }
  const exporters = new Map<string, Exporter[]>()
  for (const { path, exports } of files)
    for (const { name, line } of exports) {
      if (OF_EVERY_DECIDER.has(name) && path.startsWith('commands/')) continue
      const one = { folder: dirname(path), origin: originOf(path, name), place: `${path}:${line}` }
      exporters.set(name, [...(exporters.get(name) ?? []), one])
    }
  return [...exporters].flatMap(([name, [first, ...others]]) => {
    const other = others.find(({ folder, origin }) => folder !== first!.folder && origin !== first!.origin)
    return other ? [`${first!.place} exports ${name}, and ${other.place} another`] : []
  })
}

/** Files outside of the tree, and folders of the tree without a file. */
export const outsideTheTree = (folders: ReadonlySet<string>, tree: string): CheckOfAll => {
  return files => {
    const used = new Set(files.map(({ path }) => dirname(path)))
    return [
      ...files
        .filter(({ path }) => !folders.has(dirname(path)))
        .map(file => whole(file, `stands in ${dirname(file.path)}/, which is not in the tree`)),
      ...[...folders].filter(folder => !used.has(folder)).map(folder => `${tree}:1 ${folder}/ has no file`),
    ]
  }
}

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|containers\.test))?\.ts$/

/** Names that are not kebab-case, `index`, and other dialects than TypeScript, but for the files named. */
export const oddFileNames = (notTypeScript: ReadonlySet<string>): Check => {
  return file => {
    const name = basename(file.path)
    const isOdd = !KEBAB.test(name) || name === 'index.ts'
    return isOdd && !notTypeScript.has(file.path) ? [whole(file, 'has another form of name')] : []
  }
}

export const longFiles = (longest: number): Check => {
  return file => (file.lines > longest ? [whole(file, `has ${file.lines} lines`)] : [])
}
