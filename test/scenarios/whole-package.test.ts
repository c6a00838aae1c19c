// What a new user's first two commands rest on: the Node that npm brings along, and a lock file that any npm accepts.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (file: string) => JSON.parse(readFileSync(resolve(ROOT, file), 'utf8'))
const PRELOAD = './src/support/preload.cjs'

test('an older Node says in words what is missing, and which command mends it', () => {
  const pretend = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})"
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      pretend,
      '--input-type=module',
      '-e',
      `(await import('node:module')).createRequire('${ROOT}/')('${PRELOAD}')`,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  )
  assert.deepStrictEqual([status, stdout], [1, ''])
  assert.match(stderr, /^Rostrum runs on Node 24, and this is /)
  assert.match(stderr, /npm rebuild node --ignore-scripts=false/)
})

test('every script that runs Node says so first, and knows Node by the version that is pinned', () => {
  const { scripts, devDependencies, allowScripts } = read('package.json') as Record<
    string,
    Record<string, string>
  >
  const others = Object.entries(scripts!).filter(
    ([, line]) => /\bnode\b/.test(line) && !line.includes(`node -r ${PRELOAD} `),
  )
  assert.deepStrictEqual(others, [])
  assert.strictEqual(process.versions.node, devDependencies!.node)
  // Without it, an npm that runs no install scripts by itself would leave Node 24 out.
  assert.strictEqual(allowScripts!.node, true)
})

/** npm forgets packages for other platforms when it is told to add one where node_modules is there already. */
test('the lock file has every package that another asks for, those for other platforms too', () => {
  const { packages } = read('package-lock.json') as {
    packages: Record<string, Record<string, Record<string, string>>>
  }
  const missing: string[] = []
  for (const [place, { dependencies, optionalDependencies }] of Object.entries(packages))
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const places = place
        .split('/node_modules/')
        .map((_, i, all) => all.slice(0, i + 1).join('/node_modules/'))
      const found = [`node_modules/${name}`, ...places.map(one => `${one}/node_modules/${name}`)]
      if (!found.some(one => one in packages)) missing.push(`${name}, for ${place || 'the project'}`)
    }
  assert.deepStrictEqual(missing, [])
})
