// The code of the repository as data: its files, their syntax, what each imports and exports.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { type Export, exportsOf, type Link, linksOf } from './module-links.ts'
import { nodesOf, type SyntaxNode } from './syntax.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

const NOT_OURS = new Set(['node_modules', '.git', '.ci', 'data', 'docs', 'vendor'])
const CODE = /\.[cm]?[jt]sx?$/

/** The files of code under a folder, in whichever dialect, as paths from the root of the repository. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesUnder(join(folder, entry.name))
    return CODE.test(entry.name) ? [relative(ROOT, join(folder, entry.name)).replaceAll('\\', '/')] : []
  })
}

type WithLine<T> = Omit<T, 'at'> & { readonly line: number }

export type SourceFile = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: number
  readonly isGenerated: boolean
  readonly program: SyntaxNode
  /** What it imports in whichever way, types included; `line` is where. */
  readonly imports: readonly WithLine<Link>[]
  /** Names that it exports, and where what it passes on comes from. */
  readonly exports: readonly WithLine<Export>[]
  /** Every node of its syntax, parents before children. Without `keys`, names that are only keys are left out. */
  nodes(options?: { readonly keys: boolean }): Generator<SyntaxNode>
  /** The line of an offset, from 1. */
  lineAt(offset: number): number
}

/** The line of each offset, from 1. */
function lineFinder(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
  return offset => {
    let low = 0
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1
      if (ends[middle]! < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** A file of this text, whether or not it exists. */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text)
  const program = parsed.program as unknown as SyntaxNode
  const lineAt = lineFinder(text)
  const withLine = <T extends { at: number }>({ at, ...rest }: T) => ({ ...rest, line: lineAt(at) })
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    isGenerated: path.endsWith('.generated.ts'),
    program,
    imports: linksOf(program, parsed.comments).map(withLine),
    exports: exportsOf(program).map(withLine),
    nodes: ({ keys } = { keys: true }) => nodesOf(program, keys),
    lineAt,
  }
}

/** Everything, generated files included. */
export const files: readonly SourceFile[] = filesUnder(ROOT).map(path =>
  parseSource(path, readFileSync(join(ROOT, path), 'utf8')),
)

/** The file that an import means, from the root; null for a package, and for what the code computes. */
export function target(path: string, from: string | null): string | null {
  const file = from?.replace(/[?#].*$/, '').replace(/^file:/, '') ?? ''
  if (file.startsWith('/')) return file
  return file.startsWith('.') ? join(dirname(path), file).replaceAll('\\', '/') : null
}
