// GraphiQL in a real browser: its tabs keep their subscriptions, and nothing is fetched from elsewhere.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { speakTo } from '../support/api.ts'
import { browserMissing, startBrowser } from '../support/browser.ts'
import { openGraphiql } from '../support/graphiql-driver.ts'
import { type Server, startServer } from '../support/server.ts'

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

const headersOf = ({ token }: { readonly token: string }) =>
  JSON.stringify({ Authorization: `Bearer ${token}` })

const shows = (text: string) => (answer: unknown) => JSON.stringify(answer).includes(text)

test('a query is answered in GraphiQL, with nothing from another host', { skip }, async () => {
  const graphiql = await openGraphiql(browser, server.url)
  await graphiql.paste('headers', headersOf(await server.signIn('Ada')))
  await graphiql.paste('query', '{ me { person { name } } }')
  await graphiql.run()
  assert.deepStrictEqual(await graphiql.answerWhen(shows('Ada')), {
    data: { me: { person: { name: 'Ada' } } },
  })
  assert.deepStrictEqual(graphiql.breaches, [])
  await graphiql.close()
})

test('each tab keeps its subscription until it is stopped or closed', { skip }, async () => {
  const api = speakTo(server)
  const ada = await server.signIn('Ada')
  const graphiql = await openGraphiql(browser, server.url)
  const rooms: string[] = []
  for (const title of ['Tea', 'Coffee']) {
    const { roomId } = await api.act(ada, 'openRoom', { title }, 'roomId')
    rooms.push(roomId as string)
    if (title === 'Coffee') await graphiql.addTab()
    await graphiql.paste('headers', headersOf(ada))
    await graphiql.paste(
      'query',
      `subscription { roomEvents(roomId: "${roomId}") { complete events { __typename ... on CommentPosted { text } } } }`,
    )
    await graphiql.run()
    await graphiql.answerWhen(shows('"complete":true'))
  }
  await api.act(ada, 'postComment', { roomId: rooms[0], text: 'With milk' })
  await api.act(ada, 'postComment', { roomId: rooms[1], text: 'Black' })
  await graphiql.answerWhen(shows('Black'))
  await graphiql.showTab(0)
  await graphiql.answerWhen(shows('With milk'))
  assert.strictEqual(await graphiql.isRunning(), true)
  await api.act(ada, 'postComment', { roomId: rooms[0], text: 'And sugar' })
  await graphiql.answerWhen(shows('And sugar'))

  await graphiql.run()
  assert.strictEqual(await graphiql.isRunning(), false)
  await graphiql.showTab(1)
  await graphiql.answerWhen(shows('Black'))
  await graphiql.showTab(0)
  assert.strictEqual(await graphiql.isRunning(), false)
  assert.deepStrictEqual(graphiql.breaches, [])
  await graphiql.close()
})

test('a token that is refused is shown in the tab that sent it', { skip }, async () => {
  const graphiql = await openGraphiql(browser, server.url)
  await graphiql.paste('headers', headersOf({ token: 'wrong' }))
  await graphiql.paste('query', 'subscription { lobby { __typename } }')
  await graphiql.run()
  await graphiql.answerWhen(shows('The socket was closed: 4403'))
  await graphiql.close()
})
