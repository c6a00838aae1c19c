// What test/glossary.test.ts looks for: words of the glossary that are not in code, and retired names that are.

import { basename, dirname } from 'node:path'
import { nodesOf, type SyntaxNode } from './syntax.ts'
import type { SourceFile } from './tree.ts'

/** A retired name, and the name to use instead. */
export type Retired = Readonly<Record<string, string>>

export type GlossaryRow = {
  readonly line: number
  /** Several words that are explained together have a row together: `remove, ban`. */
  readonly words: readonly string[]
  readonly identifiers: readonly string[]
}

type Declaration = { readonly name: string; readonly start: number; readonly isPublic: boolean }

/** The rows of the tables with the columns word, in code, meaning. */
export function glossaryRows(text: string): GlossaryRow[] {
  return text.split('\n').flatMap((row, index) => {
    const cells = /^\| (.+?) \| (.+?) \| .+ \|$/.exec(row)
    if (!cells || cells[1] === 'word' || /^-+$/.test(cells[1]!)) return []
    const identifiers = [...cells[2]!.matchAll(/`([^`]+)`/g)].map(found => found[1]!)
    return [{ line: index + 1, words: cells[1]!.split(', '), identifiers }]
  })
}

/** Words that stand more than once, and where they stand again. */
export function repeatedWords(rows: readonly GlossaryRow[]): string[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ line, words }) =>
    words.flatMap(word => {
      const before = seen.get(word)
      seen.set(word, line)
      return before === undefined ? [] : [`docs/glossary.md:${line} ${word} is in line ${before} too`]
    }),
  )
}

const NAMED = /^(TSTypeAliasDeclaration|TSInterfaceDeclaration|ClassDeclaration|FunctionDeclaration)$/
const MEMBER =
  /^(PropertyDefinition|MethodDefinition|TSPropertySignature|TSMethodSignature|Property|TSParameterProperty)$/

const nameOf = (node: unknown) => {
  const { type, name } = (node ?? {}) as { type?: string; name?: string }
  return type === 'Identifier' || type === 'PrivateIdentifier' ? name : undefined
}

/** Everything that a file gives a name: types, classes, functions, constants, variables, parameters and members. */
export function* declarations(file: SourceFile): Generator<Declaration> {
  const topLevel = topLevelNames(file)
  for (const node of file.nodes()) {
    if (NAMED.test(node.type)) {
      const name = nameOf(node.id)
      const isType = node.type !== 'FunctionDeclaration'
      if (name) yield { name, start: node.start, isPublic: isType || topLevel.has(node) }
    } else if (node.type === 'VariableDeclarator') {
      for (const [name, start] of boundNames(node.id as SyntaxNode))
        yield { name, start, isPublic: topLevel.has(node) }
    } else if (MEMBER.test(node.type)) {
      const name = nameOf(node.key)
      if (name) yield { name, start: node.start, isPublic: false }
    }
    for (const parameter of parametersOf(node))
      for (const [name, start] of boundNames(parameter)) yield { name, start, isPublic: false }
  }
}

const parametersOf = ({ type, params }: SyntaxNode): readonly SyntaxNode[] =>
  /Function|TSMethodSignature/.test(type) && Array.isArray(params) ? params : []

/** Functions of the module itself, and constants that it exports or that are functions. */
function topLevelNames(file: SourceFile): ReadonlySet<SyntaxNode> {
  const program = file.nodes().next().value as SyntaxNode
  const found = new Set<SyntaxNode>()
  for (const statement of program.body as readonly SyntaxNode[]) {
    const isExported = statement.type.startsWith('Export')
    const declared = (isExported ? statement.declaration : statement) as SyntaxNode | null
    if (declared?.type === 'FunctionDeclaration') found.add(declared)
    if (declared?.type !== 'VariableDeclaration') continue
    for (const one of declared.declarations as readonly SyntaxNode[])
      if (isExported || /Function/.test((one.init as SyntaxNode | null)?.type ?? '')) found.add(one)
  }
  return found
}

/** The names that a pattern binds: `{ a, b: c = 1 }` binds `a` and `c`. */
function boundNames(pattern: SyntaxNode): (readonly [string, number])[] {
  const name = nameOf(pattern)
  if (name) return [[name, pattern.start]]
  switch (pattern.type) {
    case 'ObjectPattern':
      return (pattern.properties as readonly SyntaxNode[]).flatMap(one =>
        boundNames((one.value ?? one.argument) as SyntaxNode),
      )
    case 'ArrayPattern':
      return (pattern.elements as readonly (SyntaxNode | null)[]).flatMap(one => (one ? boundNames(one) : []))
    case 'AssignmentPattern':
      return boundNames(pattern.left as SyntaxNode)
    case 'RestElement':
      return boundNames(pattern.argument as SyntaxNode)
    default:
      return []
  }
}

/** `SoundDeskOptions` and `MAX_DESKS` as words in lower case, with a space around each. */
export const wordsOf = (name: string): string =>
  ` ${name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_$-]+/g, ' ')
    .toLowerCase()} `

/** Declarations that contain a retired word, or are a retired name where others can see it. */
export function retiredDeclarations(file: SourceFile, words: Retired, names: Retired): string[] {
  return [...declarations(file)].flatMap(({ name, start, isPublic }) => {
    const spaced = wordsOf(name)
    const word = Object.keys(words).find(one => spaced.includes(` ${one} `) || spaced.includes(` ${one}s `))
    const better = word ? words[word] : isPublic && Object.hasOwn(names, name) ? names[name] : undefined
    return better === undefined ? [] : [`${file.path}:${file.lineAt(start)} ${name}: use ${better}`]
  })
}

/** Files and folders with a retired name. `test` and `containers` in `x.test.ts` do not count as part of the name. */
export function retiredPaths(paths: readonly string[], files: Retired, folders: Retired): string[] {
  return paths.flatMap(path => {
    const stem = basename(path).replace(/(\.containers)?(\.test)?(\.[a-z]+)$/, '')
    const better = Object.hasOwn(files, stem) ? files[stem] : folders[dirname(path)]
    return better === undefined ? [] : [`${path}: use ${better}`]
  })
}

/** Retired log messages in the strings of a file. */
export function retiredMessages(file: SourceFile, messages: Retired): string[] {
  return [...file.nodes()].flatMap(node => {
    const text = textOf(node)
    const found = text === null ? undefined : Object.keys(messages).find(one => text.includes(one))
    return found ? [`${file.path}:${file.lineAt(node.start)} '${found}': use '${messages[found]}'`] : []
  })
}

function textOf({ type, value }: SyntaxNode): string | null {
  if (type === 'Literal') return typeof value === 'string' ? value : null
  return type === 'TemplateElement' ? ((value as { cooked?: string }).cooked ?? null) : null
}

/** Retired phrases in a text, by line. A phrase may break over two lines. */
export function retiredPhrases(path: string, text: string, phrases: Retired): string[] {
  return Object.keys(phrases).flatMap(phrase => {
    const pattern = new RegExp(`\\b${phrase.replaceAll(' ', '\\s+')}\\b`, 'gi')
    return [...text.matchAll(pattern)].map(
      ({ index }) => `${path}:${text.slice(0, index).split('\n').length} '${phrase}': ${phrases[phrase]}`,
    )
  })
}

/** Every name that code declares or takes from a package, and every text that stands for one, such as `'edge'`. */
export function* namesIn(file: SourceFile): Generator<string> {
  for (const { name } of declarations(file)) yield name
  for (const node of nodesOf(file.nodes().next().value as SyntaxNode))
    if (node.type === 'Literal' && typeof node.value === 'string') yield node.value
}
