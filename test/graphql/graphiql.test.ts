import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAssets } from '../../src/graphql/graphiql/assets.ts'
import { startTransport } from '../support/transport.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

/** What a page or a style sheet refers to. */
const referencesOf = (text: string) =>
  [...text.matchAll(/(?:(?:src|href|data-\w+-worker)="|url\(\s*["']?)([^"')]+)/g)].map(([, url]) => url!)

test('a browser that is pointed at /graphql gets GraphiQL, from assets of this server', async t => {
  const { server } = await startTransport(t)
  const response = await fetch(`${server.url}/graphql`, { headers: browser })
  assert.strictEqual(response.status, 200)
  assert.strictEqual(response.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.strictEqual(response.headers.get('cache-control'), 'no-store')
  const html = await response.text()
  assert.match(html, /data-endpoint="\/graphql"/)
  const paths = referencesOf(html).filter(url => !url.startsWith('data:'))
  assert.deepStrictEqual(
    paths.map(path => path.replace(/-[A-Z0-9]{8}\./, '.')),
    ['page.css', 'style.css', 'page.js', 'editorWorker.js', 'jsonWorker.js', 'graphqlWorker.js'].map(
      name => `/graphql/graphiql/${name}`,
    ),
  )
  for (const path of paths) {
    const asset = await fetch(`${server.url}${path}`)
    assert.deepStrictEqual(
      [
        asset.status,
        asset.headers.get('content-type'),
        asset.headers.get('cache-control'),
        asset.headers.get('x-content-type-options'),
      ],
      [
        200,
        `text/${path.endsWith('.js') ? 'javascript' : 'css'}; charset=utf-8`,
        'public, max-age=31536000, immutable',
        'nosniff',
      ],
    )
    const text = await asset.text()
    if (!path.endsWith('.css')) continue
    const foreign = referencesOf(text).filter(url => !/^(data:|\.\/codicon-[A-Z0-9]{8}\.ttf)/.test(url))
    assert.deepStrictEqual(foreign, [])
  }
})

test('the page may run scripts of this server and talk to it, and nothing else', async t => {
  const { server } = await startTransport(t)
  const response = await fetch(`${server.url}/graphql`, { headers: browser })
  assert.deepStrictEqual((await response.text()).match(/<script>/g), null)
  assert.strictEqual(
    response.headers.get('content-security-policy'),
    [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      'img-src data:',
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  )
})

test('assets are bundled once for an installation, and read from then on', async t => {
  const cache = await mkdtemp(join(tmpdir(), 'rostrum-graphiql-'))
  t.after(() => rm(cache, { recursive: true }))
  const bundled = await loadAssets(cache)
  const [version] = await readdir(cache)
  const page = join(cache, version!, bundled.entries.page)
  await writeFile(page, 'from the cache')
  const read = await loadAssets(cache)
  assert.deepStrictEqual(read.entries, bundled.entries)
  assert.deepStrictEqual([...read.files.keys()].sort(), [...bundled.files.keys()].sort())
  assert.strictEqual(String(read.files.get(read.entries.page)), 'from the cache')
  assert.deepStrictEqual(await readdir(cache), [version])
})

test('a program that asks by GET gets its answer, and a browser gets no page where it is off', async t => {
  const { server } = await startTransport(t)
  const asked = await fetch(`${server.url}/graphql?query={viewer}`, {
    headers: { ...browser, accept: 'application/json', 'apollo-require-preflight': 'yes' },
  })
  assert.deepStrictEqual(await asked.json(), { data: { viewer: null } })
  const off = await startTransport(t, { graphiql: false })
  const refused = await fetch(`${off.server.url}/graphql`, { headers: browser })
  assert.strictEqual(refused.status, 400)
  assert.doesNotMatch(await refused.text(), /<html/)
  const asset = await fetch(`${off.server.url}/graphql/graphiql/page.js`)
  assert.strictEqual(asset.status, 404)
})
