import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { startTransport } from '../support/transport.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

test('a browser that is pointed at /graphql gets GraphiQL, whole, in one page', async t => {
  const { server } = await startTransport(t)
  const response = await fetch(`${server.url}/graphql`, { headers: browser })
  const html = await response.text()
  assert.strictEqual(response.status, 200)
  assert.strictEqual(response.headers.get('content-type'), 'text/html; charset=utf-8')
  // Outside of its own scripts and styles, the page names nothing that would have to be fetched.
  const markup = html.replace(/<script>[\s\S]*<\/script>/, '').replace(/<style>[\s\S]*<\/style>/, '')
  const fetched = [...markup.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url!.slice(0, 10))
  assert.deepStrictEqual(fetched, ['data:image'])
  const styles = /<style>([\s\S]*)<\/style>/.exec(html)![1]!
  const external = [...styles.matchAll(/url\(\s*["']?([^"')]{1,12})/g)].filter(
    ([, url]) => !url!.startsWith('data:'),
  )
  assert.deepStrictEqual(external, [])
  assert.match(html, /"endpoint":"\/graphql"/)
  assert.match(html, /"subscriptionsProtocol":"WS"/)
})

test('the page may run its own script and talk to its own server, and nothing else', async t => {
  const { server } = await startTransport(t)
  const response = await fetch(`${server.url}/graphql`, { headers: browser })
  const html = await response.text()
  const scripts = html.match(/<script[\s>]/g)
  assert.strictEqual(html.indexOf('<script>'), html.search(/<script[\s>]/))
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!
  assert.ok(
    scripts && script.includes('renderYogaGraphiQL('),
    'the first end of a script is the end of the page’s script',
  )
  const hash = createHash('sha256').update(script).digest('base64')
  assert.strictEqual(
    response.headers.get('content-security-policy'),
    [
      "default-src 'none'",
      `script-src 'sha256-${hash}'`,
      'worker-src blob:',
      "style-src 'unsafe-inline'",
      'font-src data:',
      'img-src data:',
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  )
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
})
