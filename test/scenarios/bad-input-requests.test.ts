// Requests that nobody means well with, against a real process: each gets an answer that says what is wrong, and the
// process stays up, in bounds.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { type PublicApi, type Somebody, speakTo } from '../support/api.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { type ServerProcess, startProcess } from '../support/server.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

const START = '00000000000000000000'
/** What a process may hold beyond what it held at rest, in MiB, whatever is thrown at it here. */
const MOST_GROWTH = 400

let server: ServerProcess
let api: PublicApi
let ada: Somebody
let roomId: string
let atRest: number
const afterwards: (() => unknown)[] = []

before(async () => {
  server = await startProcess({ after: (work: () => unknown) => void afterwards.push(work) } as never, {
    MAX_MESSAGES_PER_SECOND: '2000',
  })
  api = speakTo(server)
  ada = await server.signIn('Ada')
  roomId = (await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')).roomId
  atRest = await megabytes()
})
after(async () => {
  for (const work of afterwards) await work()
})

/** Resident memory of the process. */
async function megabytes(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

async function post(body: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${ada.token}`
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
  })
  const text = await response.text()
  return {
    status: response.status,
    code: text.startsWith('{') ? JSON.parse(text).errors?.[0].extensions?.code : null,
  }
}

test('bodies that are too large, too deep or no JSON are refused, each with what is wrong', async () => {
  const depth = 100_000
  const deep = `{"query":"{ me { scopes } }","variables":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}`
  const bodies: [string, string][] = [
    ['too large', JSON.stringify({ query: '{ me { scopes } }', variables: { x: 'x'.repeat(262_144) } })],
    ['a JSON bomb', deep],
    ['no JSON', '{"query":'],
    ['a number', '1'],
    ['null', 'null'],
    ['nothing', ''],
    ['a batch', '[{"query":"{ me { scopes } }"},{"query":"{ me { scopes } }"}]'],
    ['a query that is none', '{"query":{"a":1}}'],
    ['variables that are none', '{"query":"{ me { scopes } }","variables":"x"}'],
    ['half a surrogate', '{"query":"{ person(id: \\"\\ud800\\") { name } }"}'],
  ]
  const answers: Json[] = []
  for (const [what, body] of bodies) {
    const { status, code } = await post(body)
    answers.push(`${what}: ${status} ${code}`)
  }
  assert.deepStrictEqual(answers, [
    'too large: 413 PAYLOAD_TOO_LARGE',
    // No operation asks for the variable: it is as good as not there.
    'a JSON bomb: 200 undefined',
    ...['no JSON', 'a number', 'null', 'nothing', 'a batch', 'a query that is none'].map(
      what => `${what}: 400 BAD_REQUEST`,
    ),
    'variables that are none: 400 BAD_REQUEST',
    'half a surrogate: 400 GRAPHQL_PARSE_FAILED',
  ])
})

test('keys that would change what objects are, change nothing', async () => {
  const evil = `{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}`
  const query = JSON.stringify(
    'mutation($input: ReactInput!) { react(input: $input) { rejection { code } } }',
  )
  const input = `{"roomId":"${roomId}","emoji":"👏","__proto__":{"polluted":"yes"}}`
  const codes = [
    (await post(`{"query":"{ me { scopes } }","variables":${evil},"extensions":${evil}}`)).code,
    (await post(`{"query":${query},"variables":{"input":${input}}}`)).code,
    (await post(`{"query":"query constructor { me { scopes } }","operationName":"__proto__"}`)).code,
  ]
  assert.deepStrictEqual(codes, ['BAD_REQUEST', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE'])
  const raw = await connectRaw(server.url, { token: ada.token })
  raw.send(
    `{"id":"__proto__","type":"subscribe","payload":{"query":"{ me { scopes } }","variables":${evil}}}`,
  )
  const answer = await raw.hear('answer', ({ type }) => type === 'next' || type === 'error')
  raw.socket.terminate()
  assert.deepStrictEqual(answer, {
    id: '__proto__',
    type: 'next',
    payload: { data: { me: { scopes: [] } } },
  })
})

test('arguments out of their bounds are refused, each with what is wrong', async () => {
  const cursor = Buffer.from('{"order":{"$gt":""},"key":"x"}').toString('base64url')
  const expected: [string, string][] = [
    ['BAD_PAGE_SIZE', 'rooms(first: -1) { nodes { id } }'],
    ['BAD_PAGE_SIZE', 'rooms(first: 0) { nodes { id } }'],
    ['QUERY_TOO_COSTLY', 'rooms(first: 2147483647) { nodes { id } }'],
    ['GRAPHQL_VALIDATION_FAILED', 'rooms(first: 99999999999) { nodes { id } }'],
    ['BAD_CURSOR', 'rooms(after: "💣") { nodes { id } }'],
    ['BAD_CURSOR', `rooms(after: "${cursor}") { nodes { id } }`],
    ['BAD_CURSOR', `comments(roomId: "${roomId}", after: "AAAA") { nodes { id } }`],
    ['GRAPHQL_VALIDATION_FAILED', 'room(id: "x", atLeast: "-1") { id }'],
    ['FOREIGN_POSITION', 'room(id: "x", atLeast: "99999999999999999999") { id }'],
    ['BAD_PAGE_SIZE', `timeline(roomId: "${roomId}", first: -5) { nodes { position } }`],
    ['BAD_FILTER', `timeline(roomId: "${roomId}", first: 5, last: 5) { nodes { position } }`],
    ['BAD_FILTER', `timeline(roomId: "${roomId}", types: ["__proto__"]) { nodes { position } }`],
    ['GRAPHQL_VALIDATION_FAILED', `roomAt(roomId: "${roomId}", at: "yesterday") { title }`],
  ]
  const codes: [string, string][] = []
  for (const [, field] of expected) codes.push([await api.error(ada, `{ ${field} }`), field])
  assert.deepStrictEqual(codes, expected)
})

test('text is taken as it was written or refused, and never as markup, controls or tricks', async () => {
  const texts: [string, string][] = [
    ['markup', '<script>alert(1)</script>'],
    ['controls', 'a\u0000b'],
    ['bell', 'a\u0007b'],
    ['nothing but spaces', ' \u00a0\u2003\u200b '],
    ['too long', 'x'.repeat(1_001)],
    ['families of many code points', '👩‍👩‍👧‍👦'.repeat(90)],
    ['marks on marks', `a${'\u0301'.repeat(500)}`],
    ['half a surrogate', '\ud83d'],
    ['empty', ''],
  ]
  const happened: Record<string, string> = {}
  for (const [what, text] of texts) happened[what] = await api.refusal(ada, 'postComment', { roomId, text })
  assert.deepStrictEqual(happened, {
    markup: 'done',
    controls: 'INVALID_INPUT',
    bell: 'INVALID_INPUT',
    'nothing but spaces': 'INVALID_INPUT',
    'too long': 'INVALID_INPUT',
    'families of many code points': 'done',
    'marks on marks': 'done',
    'half a surrogate': 'INVALID_INPUT',
    empty: 'INVALID_INPUT',
  })
  const { comments } = await api.ask(ada, `{ comments(roomId: "${roomId}") { nodes { text } } }`)
  assert.strictEqual(comments.nodes.at(-1).text, '<script>alert(1)</script>')
  const emoji = ['x', '👏👏', '', '<b>', '\u200d', '1', '👏'.repeat(100)]
  const taps = await Promise.all(emoji.map(one => api.refusal(ada, 'react', { roomId, emoji: one })))
  assert.deepStrictEqual(
    taps,
    emoji.map(() => 'INVALID_INPUT'),
  )
})

test('long lists are refused or taken whole', async () => {
  const people = (count: number) => Array.from({ length: count }, () => randomUUID())
  const codes: string[] = []
  for (const count of [0, 500, 501, 5_000])
    codes.push(`${count} ${await api.refusal(ada, 'invitePeople', { roomId, personIds: people(count) })}`)
  const options = Array.from({ length: 5_000 }, (_, i) => `option ${i}`)
  codes.push(await api.refusal(ada, 'openPoll', { roomId, question: 'Q', options }))
  assert.deepStrictEqual(codes, [
    ...['0 done', '500 done', '501 INVALID_INPUT', '5000 INVALID_INPUT', 'INVALID_INPUT'],
  ])
})

test('a position of another log, or of none, begins again from now and says that something may be missing', async () => {
  const raw = await connectRaw(server.url, { token: ada.token })
  const follow = (id: string, after: string) => {
    const query = `subscription { roomEvents(roomId: "${roomId}", after: "${after}") { complete events { __typename } } }`
    raw.send({ id, type: 'subscribe', payload: { query } })
    return raw.hear(`answer to ${id}`, message => message.id === id)
  }
  const foreign = await follow('1', '99999999999999999999')
  assert.deepStrictEqual(foreign.payload.data.roomEvents, { complete: false, events: [] })
  for (const bad of ['-1', '0', '١'.repeat(20), `${START}0`, 'x'.repeat(200)]) {
    const answer = await follow(bad, bad)
    const errors = answer.type === 'error' ? answer.payload : answer.payload.errors
    assert.strictEqual(errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED', bad)
  }
  raw.socket.terminate()
})

// Sockets -----------------------------------------------------------------------------------------------------------

test('a thousand subscriptions on a socket: the first hundred stand, and each other one is told so', async () => {
  const raw = await connectRaw(server.url, { token: ada.token })
  const query = `subscription { roomEvents(roomId: "${roomId}") { position } }`
  for (let id = 0; id < 1_000; id++) raw.send({ id: String(id), type: 'subscribe', payload: { query } })
  const of = (type: string) => raw.heard.filter(message => message.type === type)
  await until(() => (of('next').length + of('error').length >= 1_000 ? null : `${raw.heard.length} answers`))
  assert.strictEqual(of('next').length, 100)
  const codes = new Set(of('error').map(({ payload }) => payload[0].extensions.code))
  assert.deepStrictEqual([...codes], ['TOO_MANY_SUBSCRIPTIONS'])
  raw.socket.terminate()
})

test('sockets that send half a request, byte by byte, or nothing, keep nobody else out', async () => {
  const { hostname, port } = new URL(server.url)
  const sockets = Array.from({ length: 300 }, (_, i) => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    if (i % 3 === 0)
      socket.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{')
    if (i % 3 === 1) socket.write('GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    return socket
  })
  const silent = await Promise.all(Array.from({ length: 50 }, () => openRaw(server.url)))
  assert.strictEqual(await api.error(ada, '{ me { scopes } }'), 'answered')
  for (const socket of sockets) socket.destroy()
  for (const { socket } of silent) socket.terminate()
})

test('requests that are no HTTP or too much of it, are told so, and the process goes on', async () => {
  const { hostname, port } = new URL(server.url)
  const lines: string[] = []
  for (const request of [
    '\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n',
    'GET /graphql HTTP/9.9\r\n\r\n',
    `GET /graphql HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{',
  ]) {
    const socket = connect(Number(port), hostname)
    let said = ''
    let over = false
    socket
      .on('error', () => {})
      .on('data', data => (said += data))
      .on('close', () => (over = true))
    socket.write(request)
    await until(() => (over || said.includes('\r\n') ? null : `no answer to ${request.slice(0, 40)}`))
    lines.push(said.split('\r\n')[0]!.slice(0, 12))
    socket.destroy()
  }
  assert.deepStrictEqual(lines, [
    ...['HTTP/1.1 400', 'HTTP/1.1 400', 'HTTP/1.1 431', 'HTTP/1.1 400', 'HTTP/1.1 400', 'HTTP/1.1 413'],
  ])
})

test('after all of this it is up, ready, quiet, and about as large as before', async () => {
  const answers = await Promise.all(['/healthz', '/readyz'].map(path => fetch(`${server.url}${path}`)))
  assert.deepStrictEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  assert.strictEqual(await api.error(ada, '{ me { scopes } }'), 'answered')
  const grown = (await megabytes()) - atRest
  assert.ok(grown < MOST_GROWTH, `${Math.round(grown)} MiB more than the ${Math.round(atRest)} at rest`)
})
