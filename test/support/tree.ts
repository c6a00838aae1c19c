// The code of the repository as data: its files, their syntax, what each imports and exports.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type ParseResult, parseSync } from 'oxc-parser'

export const ROOT = resolve(import.meta.dirname, '../..')

const NOT_OURS = new Set(['node_modules', '.git', '.ci', 'data', 'docs', 'vendor'])

/** The TypeScript files under a folder, as paths from the root of the repository. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesUnder(join(folder, entry.name))
    return entry.name.endsWith('.ts') ? [relative(ROOT, join(folder, entry.name)).replaceAll('\\', '/')] : []
  })
}

export type SyntaxNode = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export type SourceFile = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: number
  readonly isGenerated: boolean
  /** What it imports, types included; `line` is where. */
  readonly imports: readonly { readonly from: string; readonly line: number }[]
  /** Names that it declares and exports; what it only passes on is left out. */
  readonly exports: readonly { readonly name: string; readonly line: number }[]
  /** Every node of its syntax, parents before children. Without `keys`, names that are only keys are left out. */
  nodes(options?: { readonly keys: boolean }): Generator<SyntaxNode>
  /** The line of an offset, from 1. */
  lineAt(offset: number): number
}

/** A file of this text, whether or not it exists. */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text)
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    isGenerated: path.endsWith('.generated.ts'),
    imports: importsOf(parsed, text).map(({ from, at }) => ({ from, line: lineAt(at) })),
    exports: exportsOf(parsed).map(({ name, at }) => ({ name, line: lineAt(at) })),
    nodes: ({ keys } = { keys: true }) => nodesOf(parsed.program as unknown as SyntaxNode, keys),
    lineAt,
  }
}

function importsOf({ module }: ParseResult, text: string): { from: string; at: number }[] {
  const fixed = module.staticImports.map(({ moduleRequest, start }) => ({
    from: moduleRequest.value,
    at: start,
  }))
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, start }) =>
      moduleRequest ? [{ from: moduleRequest.value, at: start }] : [],
    ),
  )
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    from: text.slice(start, end).replaceAll(/['"`]/g, ''),
    at: start,
  }))
  return [...fixed, ...passedOn, ...dynamic]
}

function exportsOf({ module }: ParseResult): { name: string; at: number }[] {
  const imported = new Set(
    module.staticImports.flatMap(({ entries }) => entries.map(({ localName }) => localName.value)),
  )
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, exportName, localName, start }) =>
      moduleRequest || exportName.name === null || imported.has(localName.name ?? '')
        ? []
        : [{ name: exportName.name, at: start }],
    ),
  )
}

/** A node and everything below it, parents before children. */
export function* nodesOf(node: SyntaxNode, keys = true): Generator<SyntaxNode> {
  yield node
  for (const [field, child] of Object.entries(node)) {
    if (!keys && (field === 'key' || field === 'property') && node.computed !== true) continue
    if (Array.isArray(child)) for (const one of child) if (isNode(one)) yield* nodesOf(one, keys)
    if (isNode(child)) yield* nodesOf(child, keys)
  }
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'

/** Everything, generated files included. */
export const files: readonly SourceFile[] = filesUnder(ROOT).map(path =>
  parseSource(path, readFileSync(join(ROOT, path), 'utf8')),
)

/** The file that a relative import means, from the root; null for a package. */
export function target(path: string, specifier: string): string | null {
  return specifier.startsWith('.') ? join(dirname(path), specifier).replaceAll('\\', '/') : null
}
