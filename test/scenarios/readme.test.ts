// The README's first session, as a reader goes through it: in GraphiQL in a browser, and in a terminal.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual, promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { browserMissing, startBrowser } from '../support/browser.ts'
import { openGraphiql } from '../support/graphiql-driver.ts'
import { type Server, startServer } from '../support/server.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')

type Block = { readonly language: string; readonly text: string }
const blocks: Block[] = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(match => ({
  language: match[1]!,
  text: match[2]!,
}))

// In CI everything that the tests need is installed: there, missing is failing.
const skip = process.env.CI ? false : (browserMissing() ?? false)

let server: Server
let browser: Browser
const afterwards: (() => unknown)[] = []
before(async () => {
  if (skip) return
  // On a slow machine the usual grace might run out between two steps.
  server = await startServer({ after: (work: () => unknown) => void afterwards.push(work) } as never, {
    PRESENCE_GRACE_MS: '600000',
  })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  for (const work of afterwards) await work()
})

/** In an expected answer, `…` stands for any text. */
function masked(actual: unknown, expected: unknown): unknown {
  if (expected === '…' && typeof actual === 'string' && actual !== '') return '…'
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null)
    return actual
  if (Array.isArray(actual)) return actual.map((item, index) => masked(item, (expected as unknown[])[index]))
  const entries = Object.entries(actual)
  return Object.fromEntries(
    entries.map(([key, value]) => [key, masked(value, (expected as typeof actual)[key as never])]),
  )
}

const isAnswered = (answer: unknown, expected: unknown) =>
  isDeepStrictEqual(masked((answer as { data?: unknown }).data, expected), expected)

async function inTerminal(script: string): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-eu', '-c', script.replaceAll('http://127.0.0.1:4000', server.url)],
    { env: { ...process.env, TOKEN: '' } },
  )
  return jsonLines(stdout)
}

const jsonLines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

/** The blocks that a reader runs, each with the answers that are written below it. */
const steps = blocks
  .map(({ language, text }, index) => {
    const following = blocks.slice(index + 1)
    const end = following.findIndex(block => block.language !== 'json')
    return {
      language,
      text,
      answers: following.slice(0, end === -1 ? undefined : end).map(block => block.text),
    }
  })
  .filter(({ language }) => language === 'graphql' || language === 'sh')

test('the first session works in two tabs of GraphiQL and a terminal, as the README says', {
  skip,
}, async t => {
  assert.deepStrictEqual(
    steps.map(({ language, answers }) => [language, answers.length]),
    [
      ['graphql', 1],
      ['graphql', 1],
      ['graphql', 1],
      ['graphql', 2],
      ['graphql', 1],
      ['sh', 1],
      ['graphql', 1],
    ],
  )
  const graphiql = await openGraphiql(browser, server.url)
  let isSignedIn = false

  /** The second tab is prepared with the first, as the README advises. */
  async function signIn(token: string): Promise<void> {
    const headers = readme.match(/`(\{ "Authorization": .*?\})`/)![1]!.replace('<token>', token)
    await graphiql.paste('headers', headers)
    await graphiql.addTab()
    await graphiql.paste('headers', headers)
    await graphiql.paste('query', steps.find(({ text }) => text.startsWith('subscription'))!.text)
    await graphiql.showTab(0)
    isSignedIn = true
  }

  async function take({ language, text, answers: [expected, inSecondTab] }: (typeof steps)[number]) {
    if (language === 'sh') {
      assert.deepStrictEqual(await inTerminal(text), jsonLines(expected!))
      return
    }
    if (text.startsWith('subscription')) await graphiql.showTab(1)
    else {
      if (isSignedIn) await graphiql.showTab(0)
      await graphiql.paste('query', text)
    }
    await graphiql.run()
    const answer = await graphiql.answerWhen(shown => isAnswered(shown, JSON.parse(expected!)))
    const { signInForDevelopment } = (answer as { data: { signInForDevelopment?: { token: string } } }).data
    if (signInForDevelopment) await signIn(signInForDevelopment.token)
    if (inSecondTab === undefined) return
    await graphiql.showTab(1)
    await graphiql.answerWhen(shown => isAnswered(shown, JSON.parse(inSecondTab)))
    assert.strictEqual(await graphiql.isRunning(), true)
  }

  for (const step of steps) {
    await take(step).catch((error: Error) => {
      throw new Error(`${step.text.split('\n')[0]} ${error.message}`, { cause: error })
    })
    t.diagnostic(`as written: ${step.text.split('\n')[0]}`)
  }
  assert.deepStrictEqual(graphiql.breaches, [])
  await graphiql.close()
})

test('the scripts that the README names are there', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const named = [...readme.matchAll(/npm (?:run )?(start|test|demo)\b/g)].map(match => match[1]!)
  assert.deepStrictEqual(
    [...new Set(named)].filter(name => !(name in scripts)),
    [],
  )
})

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'client/README.md']
for (const file of await readdir(join(ROOT, 'docs'), { recursive: true }))
  if (file.endsWith('.md')) pages.push(`docs/${file}`)

for (const page of pages)
  test(`what ${page} links to, and the paths it names, are there`, async () => {
    const text = await readFile(join(ROOT, page), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match =>
      join(ROOT, page, '..', match[1]!),
    )
    const paths = [...text.matchAll(/`((?:commands|projections|src|test|docs|demo|bench)\/[\w./-]+)`/g)].map(
      match => join(ROOT, match[1]!),
    )
    assert.deepStrictEqual(
      [...links, ...paths].filter(path => !existsSync(path)),
      [],
    )
  })
