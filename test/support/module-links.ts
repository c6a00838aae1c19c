// What a file imports and exports: every way in which its syntax names another file or package.

import { join } from 'node:path'
import { bare, boundNames, isNode, memberOf, nameOf, nodesOf, type SyntaxNode, textOf } from './syntax.ts'

/** Everything that a module holds, as `import * as it` and `import('it')` take it. */
export const WHOLE = '*'

export type Link = {
  /** What is named; null when the code computes it. */
  readonly from: string | null
  readonly at: number
  /** The values taken, by their names there; types are left out. */
  readonly names: readonly { readonly name: string; readonly local: string }[]
  /** `type`: erased before the code runs. `start`: a path, by which the code may start a program of its own. */
  readonly kind: 'import' | 'type' | 'start'
}

export type Export = {
  readonly name: string
  readonly at: number
  /** Where it comes from, if the file only passes it on. */
  readonly origin: { readonly from: string; readonly name: string } | null
}

type Comment = { readonly value: string; readonly start: number }

const SOURCE = /\.[cm]?[jt]sx?$/
const whole = [{ name: WHOLE, local: WHOLE }]
const nodes = (value: unknown) => (value as readonly SyntaxNode[]).filter(isNode)

/** Every import of a file: statements, types, calls, and files that it starts by a literal path. */
export function linksOf(program: SyntaxNode, comments: readonly Comment[]): Link[] {
  const constants = constantsOf(program)
  const taken = takenByPatterns(program)
  const referenced = comments.flatMap(({ value, start }) => {
    const from = /^\/\s*<reference\s+path=["'](.+?)["']/.exec(value)?.[1]
    return from === undefined
      ? []
      : [{ from: from.replace(/^(?!\.)/, './'), at: start, names: [], kind: 'type' as const }]
  })
  const named = [...nodesOf(program)].flatMap(node => {
    const link = linkOf(node, constants)
    return link ? [{ ...link, names: taken.get(node) ?? link.names }] : []
  })
  return [...named, ...referenced]
}

/** What `const { a, b: c } = await import('d')` takes, by the call. */
function takenByPatterns(program: SyntaxNode): ReadonlyMap<SyntaxNode, Link['names']> {
  const taken = new Map<SyntaxNode, Link['names']>()
  for (const { type, id, init } of nodesOf(program)) {
    if (type !== 'VariableDeclarator' || !isNode(init) || (id as SyntaxNode).type !== 'ObjectPattern')
      continue
    const call = bare(init.type === 'AwaitExpression' ? (init.argument as SyntaxNode) : init)
    const names = nodes((id as SyntaxNode).properties).map(({ key, value, computed }) => ({
      name: computed === true ? WHOLE : (nameOf(key) ?? WHOLE),
      local: nameOf(value) ?? WHOLE,
    }))
    taken.set(call, names)
  }
  return taken
}

type Constants = ReadonlyMap<string, SyntaxNode>

function constantsOf(program: SyntaxNode): Constants {
  return new Map(
    nodes(program.body)
      .filter(({ type, kind }) => type === 'VariableDeclaration' && kind === 'const')
      .flatMap(({ declarations }) => nodes(declarations))
      .flatMap(({ id, init }) => (isNode(init) ? [[nameOf(id) ?? '', init] as const] : [])),
  )
}

function linkOf(node: SyntaxNode, constants: Constants): Link | null {
  const at = node.start
  const source = node.source as SyntaxNode | undefined
  switch (node.type) {
    case 'ImportDeclaration':
      return { from: textOf(source), at, names: takenBy(node, 'imported'), kind: kindOf(node) }
    case 'ExportNamedDeclaration':
      return source ? { from: textOf(source), at, names: takenBy(node, 'local'), kind: kindOf(node) } : null
    case 'ExportAllDeclaration':
      return { from: textOf(source), at, names: node.exportKind === 'type' ? [] : whole, kind: kindOf(node) }
    case 'TSImportType':
      return { from: textOf(source), at, names: [], kind: 'type' }
    case 'ImportExpression':
      return { from: pathIn(source, constants), at, names: whole, kind: 'import' }
    case 'TSExternalModuleReference':
      return { from: textOf(node.expression as SyntaxNode), at, names: whole, kind: 'import' }
    case 'TSModuleDeclaration': {
      const from = textOf(node.id as SyntaxNode)
      return from === null ? null : { from, at, names: [], kind: 'type' }
    }
    case 'CallExpression':
    case 'NewExpression':
      return linkOfCall(node, constants)
    default:
      return null
  }
}

const kindOf = ({ importKind, exportKind }: SyntaxNode): Link['kind'] =>
  importKind === 'type' || exportKind === 'type' ? 'type' : 'import'

function takenBy(node: SyntaxNode, field: 'imported' | 'local'): Link['names'] {
  if (node.importKind === 'type' || node.exportKind === 'type') return []
  return nodes(node.specifiers)
    .filter(({ importKind, exportKind }) => importKind !== 'type' && exportKind !== 'type')
    .map(specifier => {
      const { type, local } = specifier
      if (type === 'ImportDefaultSpecifier' || type === 'ImportNamespaceSpecifier')
        return { name: WHOLE, local: nameOf(local)! }
      const name = nameOf(specifier[field])
      return { name: name === undefined || name === 'default' ? WHOLE : name, local: nameOf(local) ?? WHOLE }
    })
}

const isOwnFolder = (node: SyntaxNode | undefined) =>
  node !== undefined &&
  (nameOf(node) === '__dirname' || (isImportMeta(node.object) && memberOf(node) === 'dirname'))
const isImportMeta = (node: unknown) => isNode(node) && node.type === 'MetaProperty'

/** A literal, `join(import.meta.dirname, 'a.ts')`, or a constant of the file that is one of them. */
function pathIn(node: SyntaxNode | undefined, constants: Constants): string | null {
  const text = textOf(node)
  if (!node || text !== null) return text
  const constant = constants.get(nameOf(node) ?? '')
  return constant ? pathIn(constant, new Map()) : pathBeside(bare(node))
}

/** The path that `join` and `resolve` make from the folder of the file; null when it is none, or computed. */
function pathBeside({ type, callee, arguments: given }: SyntaxNode): string | null {
  if (type !== 'CallExpression') return null
  const [folder, ...parts] = nodes(given)
  const texts = parts.map(textOf)
  const name = nameOf(callee) ?? nameOf((callee as SyntaxNode).property) ?? ''
  if (!/^(join|resolve)$/.test(name) || !isOwnFolder(folder) || texts.includes(null)) return null
  return `./${join(...(texts as string[]))}`
}

function linkOfCall(node: SyntaxNode, constants: Constants): Link | null {
  const at = node.start
  const callee = bare(node.callee as SyntaxNode)
  const [first, second] = nodes(node.arguments)
  const name = nameOf(callee)
  if (node.type === 'NewExpression') {
    const isUrl = name === 'URL' && isImportMeta(second?.object)
    const from = isUrl || name === 'Worker' ? textOf(first) : null
    return from !== null && SOURCE.test(from)
      ? { from: asRelative(from), at, names: [], kind: 'start' }
      : null
  }
  const member = callee.type === 'MemberExpression' ? memberOf(callee) : null
  const isResolve =
    member === 'resolve' && (isImportMeta(callee.object) || nameOf(callee.object) === 'require')
  const isRequire = name === 'require' || (member === 'require' && nameOf(callee.object) === 'module')
  if (isResolve) return { from: pathIn(first, constants), at, names: [], kind: 'start' }
  if (isRequire) return { from: pathIn(first, constants), at, names: whole, kind: 'import' }
  const beside = pathBeside(node)
  return beside !== null && SOURCE.test(beside) ? { from: beside, at, names: [], kind: 'start' } : null
}

/** The first argument of `Worker` may leave out the dot; that of `URL` too. */
const asRelative = (path: string) => (/^(\.|[a-z]+:|\/)/.test(path) ? path : `./${path}`)

/** Every name that a file exports, with its origin if the file only passes it on. */
export function exportsOf(program: SyntaxNode): Export[] {
  const imported = new Map(
    nodes(program.body)
      .filter(({ type }) => type === 'ImportDeclaration')
      .flatMap(({ source, specifiers }) =>
        nodes(specifiers).map(one => {
          const name = one.type === 'ImportNamespaceSpecifier' ? WHOLE : (nameOf(one.imported) ?? 'default')
          return [nameOf(one.local)!, { from: textOf(source as SyntaxNode)!, name }] as const
        }),
      ),
  )
  return nodes(program.body).flatMap(node => {
    const at = node.start
    const from = textOf(node.source as SyntaxNode)
    if (node.type === 'ExportDefaultDeclaration') {
      const local = imported.get(nameOf(node.declaration) ?? '')
      return [{ name: 'default', at, origin: local ?? null }]
    }
    if (node.type === 'ExportAllDeclaration')
      return node.exported ? [{ name: nameOf(node.exported)!, at, origin: { from: from!, name: WHOLE } }] : []
    if (node.type !== 'ExportNamedDeclaration') return []
    const passedOn = nodes(node.specifiers).map(({ local, exported, start }) => {
      const origin = from === null ? imported.get(nameOf(local)!) : { from, name: nameOf(local)! }
      return { name: nameOf(exported) ?? textOf(exported as SyntaxNode)!, at: start, origin: origin ?? null }
    })
    const own = isNode(node.declaration) ? declaredBy(node.declaration) : []
    return [...passedOn, ...own.map(name => ({ name, at, origin: null }))]
  })
}

function declaredBy(declaration: SyntaxNode): string[] {
  if (declaration.type !== 'VariableDeclaration') return [nameOf(declaration.id)!]
  return nodes(declaration.declarations).flatMap(({ id }) => boundNames(id as SyntaxNode))
}
