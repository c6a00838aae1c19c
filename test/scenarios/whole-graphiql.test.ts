// GraphiQL in a real browser: what is typed there is asked, subscriptions too, and nothing is fetched from elsewhere.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { speakTo } from '../support/api.ts'
import { browserMissing, startBrowser } from '../support/browser.ts'
import { type Server, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

// In CI everything that the tests need is installed: there, missing is failing.
const skip = process.env.CI ? false : (browserMissing() ?? false)

let server: Server
let browser: Browser
const afterwards: (() => unknown)[] = []

before(async () => {
  if (skip) return
  server = await startServer({ after: (work: () => unknown) => void afterwards.push(work) } as never)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  for (const work of afterwards) await work()
})

type Tab = {
  readonly page: Page
  shown(): Promise<string>
  readonly strangers: string[]
  readonly errors: string[]
}

/** GraphiQL with an operation and a token in its editors, which was run. */
async function run(query: string, token: string): Promise<Tab> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const strangers: string[] = []
  const errors: string[] = []
  page.on('request', request => {
    const from = new URL(request.url())
    if (/^https?:$/.test(from.protocol) && from.origin !== server.url) strangers.push(request.url())
  })
  page.on('pageerror', error => errors.push(error.message))
  const kept = {
    'graphiql:query': query,
    'graphiql:headers': JSON.stringify({ Authorization: `Bearer ${token}` }),
  }
  await page.addInitScript(values => {
    for (const [key, value] of Object.entries(values)) localStorage.setItem(key, value)
  }, kept)
  await page.goto(`${server.url}/graphql`)
  await page.locator('.graphiql-execute-button').click()
  const shown = async () => (await page.locator('.result-window').innerText()).replaceAll('\u00a0', ' ')
  return { page, shown, strangers, errors }
}

test('a query that is typed into GraphiQL is answered there, with nothing from another host', {
  skip,
}, async () => {
  const ada = await server.signIn('Ada')
  const { page, shown, strangers, errors } = await run('{ me { person { name } } }', ada.token)
  await until(async () => ((await shown()).includes('"Ada"') ? null : `it shows ${await shown()}`))
  assert.deepStrictEqual({ strangers, errors }, { strangers: [], errors: [] })
  await page.context().close()
})

test('a subscription in GraphiQL shows what happens in the room', { skip }, async () => {
  const api = speakTo(server)
  const ada = await server.signIn('Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const query = `subscription { roomEvents(roomId: "${roomId}") { complete events { __typename } } }`
  const { page, shown, errors } = await run(query, ada.token)
  await until(async () => ((await shown()).includes('"complete": true') ? null : `it shows ${await shown()}`))
  await api.act(ada, 'postComment', { roomId, text: 'Is this on?' })
  await until(async () => ((await shown()).includes('CommentPosted') ? null : `it shows ${await shown()}`))
  assert.deepStrictEqual(errors, [])
  await page.context().close()
})
