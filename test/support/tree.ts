// The code as it lies in the folders: its files, and what each imports.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

const NOT_OURS = new Set(['node_modules', '.git', '.ci', 'data', 'docs', 'vendor'])

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesUnder(join(folder, entry.name))
    return entry.name.endsWith('.ts') ? [relative(ROOT, join(folder, entry.name)).replaceAll('\\', '/')] : []
  })
}

/** Without what is generated. */
export const files = filesUnder(ROOT)
  .filter(file => !file.endsWith('.generated.ts'))
  .map(path => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    return { path, text, lines: text.trimEnd().split('\n').length, imports: importsOf(text) }
  })

function importsOf(text: string): string[] {
  const statements = /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm
  const calls = /\bimport\(\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(statements), ...text.matchAll(calls)].map(match => match[1] ?? match[2]!)
}

/** The file that a relative import means, from the root; null for a package. */
export function target(path: string, specifier: string): string | null {
  return specifier.startsWith('.') ? join(dirname(path), specifier).replaceAll('\\', '/') : null
}
