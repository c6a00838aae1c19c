// What GraphiQL consists of: its scripts, workers, styles and fonts, bundled from the packages that npm ci installs.

import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

export type GraphiqlAssets = {
  /** Names that hold a hash of the content. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The names of the files that the page refers to. */
  readonly entries: Readonly<Record<AssetEntry, string>>
}

export type AssetEntry = keyof typeof ENTRIES | 'editorStyle'

const MODULES = resolve(import.meta.dirname, '../../../node_modules')
const CACHE = join(MODULES, '.cache/graphiql')
const PAGE = join(import.meta.dirname, 'page.ts')
const MANIFEST = 'manifest.json'

const ENTRIES = {
  page: PAGE,
  style: 'graphiql/style.css',
  editorWorker: 'monaco-editor/esm/vs/editor/editor.worker.js',
  jsonWorker: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphqlWorker: 'monaco-graphql/esm/graphql.worker.js',
}

/** False where the development dependencies are left out, as in production. */
export function isGraphiqlInstalled(): boolean {
  try {
    import.meta.resolve('esbuild')
    import.meta.resolve('graphiql')
    return true
  } catch {
    return false
  }
}

/** Bundles what is not bundled yet. That takes seconds, and lasts until other packages are installed. */
export async function loadAssets(cache = CACHE): Promise<GraphiqlAssets> {
  const folder = join(cache, await versionOf())
  const cached = await readAssets(folder)
  if (cached) return cached
  const assets = await bundle()
  await writeAssets(assets, cache, folder)
  return assets
}

/** Changes with the installed packages, and with our own part of the page. */
async function versionOf(): Promise<string> {
  const hash = createHash('sha256')
  const own = (await readdir(import.meta.dirname)).sort().map(name => join(import.meta.dirname, name))
  for (const file of [...own, join(MODULES, '.package-lock.json')])
    hash.update(await readFile(file).catch(() => ''))
  return hash.digest('hex').slice(0, 16)
}

async function bundle(): Promise<GraphiqlAssets> {
  const esbuild = await import('esbuild')
  const { outputFiles } = await esbuild.build({
    entryPoints: Object.entries(ENTRIES).map(([out, input]) => ({ in: input, out })),
    outdir: '/',
    absWorkingDir: import.meta.dirname,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    // Also takes the production versions of packages that have two, such as React.
    minify: true,
    // GraphiQL labels its icons by the names of its functions.
    keepNames: true,
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.ttf': 'file' },
    logLevel: 'silent',
  })
  // Else its process would stay.
  await esbuild.stop()
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents] as const))
  const named = (name: string, type: string) => {
    const found = [...files.keys()].find(file => file.startsWith(`${name}-`) && file.endsWith(type))
    if (found === undefined) throw new Error(`graphiql: the bundle has no ${name}${type}`)
    return found
  }
  return {
    files,
    entries: {
      page: named('page', '.js'),
      editorStyle: named('page', '.css'),
      style: named('style', '.css'),
      editorWorker: named('editorWorker', '.js'),
      jsonWorker: named('jsonWorker', '.js'),
      graphqlWorker: named('graphqlWorker', '.js'),
    },
  }
}

async function readAssets(folder: string): Promise<GraphiqlAssets | null> {
  try {
    const entries = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'))
    const names = (await readdir(folder)).filter(name => name !== MANIFEST)
    const files = names.map(async name => [name, await readFile(join(folder, name))] as const)
    return { entries, files: new Map(await Promise.all(files)) }
  } catch {
    return null
  }
}

/** Whole or not at all. Where nothing may be written, each start bundles for itself. */
async function writeAssets({ files, entries }: GraphiqlAssets, cache: string, folder: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true })
    const unfinished = await mkdtemp(join(cache, 'unfinished-'))
    for (const [name, content] of files) await writeFile(join(unfinished, name), content)
    await writeFile(join(unfinished, MANIFEST), JSON.stringify(entries))
    // Another process may have been faster.
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }))
  } catch {
    // Not cached.
  }
}
