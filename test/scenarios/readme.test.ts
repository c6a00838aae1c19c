// The README's first session, as it is written there, against a real server.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type Backend, startBackend } from '../../demo/backend.ts'
import { ask, openDevice } from '../../demo/client.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')

type Block = { readonly language: string; readonly text: string }
const blocks: Block[] = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(match => ({
  language: match[1]!,
  text: match[2]!,
}))

let backend: Backend
before(async () => {
  // Nobody holds the room from one block to the next: on a slow machine the usual grace might run out.
  backend = await startBackend(1, 600_000)
})
after(() => backend?.stop())

/** In an expected answer, `…` stands for any text. */
function assertAnswer(actual: unknown, expected: unknown) {
  assert.deepStrictEqual(masked(actual, expected), expected)
}

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

/** Asks as GraphiQL does: over HTTP, and for subscriptions over WebSocket, until the first message. */
async function answerTo(document: string, token: string | null): Promise<unknown> {
  if (!document.startsWith('subscription')) return ask(backend.url, token, document)
  const device = openDevice(backend.url, token!)
  const first = await new Promise((resolve, reject) => {
    device.follow(document, {}, resolve).catch(reject)
  })
  device.close()
  // With a gateway on this machine the room is placed on it meanwhile, or a moment later.
  const { roomEvents } = first as { roomEvents: { events: readonly { __typename: string }[] } }
  const events = roomEvents.events.filter(({ __typename }) => __typename !== 'SoundPlaced')
  return { roomEvents: { ...roomEvents, events } }
}

test('the first session is answered as the README says, block by block', async t => {
  let token: string | null = null
  const asked: string[] = []
  for (const [index, { language, text }] of blocks.entries()) {
    if (language !== 'graphql' && language !== 'sh') continue
    const expected = blocks[index + 1]
    assert.strictEqual(expected?.language, 'json', `no answer is written below: ${text}`)
    asked.push(language)
    await t.test(text.split('\n')[0]!, async () => {
      if (language === 'sh') {
        const script = text.replaceAll('http://127.0.0.1:4000', backend.url)
        const { stdout } = await promisify(execFile)('sh', ['-eu', '-c', script], {
          env: { ...process.env, TOKEN: '' },
        })
        const answers = (lines: string) =>
          lines
            .trim()
            .split('\n')
            .map(line => JSON.parse(line))
        assert.deepStrictEqual(answers(stdout), answers(expected.text))
        return
      }
      const answer = await answerTo(text, token)
      assertAnswer(answer, JSON.parse(expected.text))
      token ??= (answer as { signInForDevelopment: { token: string } }).signInForDevelopment.token
    })
  }
  assert.deepStrictEqual(asked, [...Array(5).fill('graphql'), 'sh', 'graphql'])
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
