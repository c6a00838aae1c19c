import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { GraphQLEnumType } from 'graphql'
import { rejectionOf, sentences } from '../../src/graphql/rejections.ts'
import { closeCodes } from '../../src/graphql/transport/sockets.ts'
import { schema, someone, startGraphql, viewer } from '../support/graphql.ts'

const codes = Object.keys(sentences).sort()

/** Rows of a table below a heading, as their cells. */
async function table(heading: string, page = 'errors.md'): Promise<string[][]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  const section = text.split('\n## ').find(part => part.startsWith(heading))!
  return section
    .split('\n')
    .filter(line => /^\| [`\d]/.test(line))
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    )
}

test('every rejection code has a sentence and is in the schema', () => {
  const type = schema.getType('RejectionCode') as GraphQLEnumType
  assert.deepStrictEqual(
    type
      .getValues()
      .map(value => value.value)
      .sort(),
    codes,
  )
})

test('docs/errors.md documents every rejection code with its meaning and what to do', async () => {
  const rows = await table('Rejections')
  assert.deepStrictEqual(rows.map(([code]) => code!.replaceAll('`', '')).sort(), codes)
  for (const row of rows) {
    assert.equal(row.length, 3)
    for (const cell of row.slice(1)) assert.match(cell, /^[A-Z`].+[.]$/, row.join(' | '))
  }
})

test('each code has a complete sentence of its own', () => {
  for (const sentence of Object.values(sentences)) assert.match(sentence, /^[A-Z].+\.$/)
  assert.equal(new Set(Object.values(sentences)).size, codes.length)
})

test('docs/errors.md documents every code of a GraphQL error', async () => {
  const folder = new URL('../../src/graphql/', import.meta.url)
  const files = (await readdir(folder, { recursive: true })).filter(
    file => file.endsWith('.ts') && !file.includes('generated'),
  )
  const thrown = new Set<string>()
  for (const file of files) {
    const source = await readFile(new URL(file, folder), 'utf8')
    for (const [, code] of source.matchAll(/refusal\(\s*'([A-Z_]+)'/g)) thrown.add(code!)
    for (const [, code] of source.matchAll(/code: '([A-Z_]+)'/g)) thrown.add(code!)
  }
  const documented = new Set((await table('GraphQL errors')).map(([code]) => code!.replaceAll('`', '')))
  assert.deepStrictEqual([...thrown].filter(code => !documented.has(code)).sort(), [])
})

test('docs/operations/sockets.md documents exactly the close codes and reasons in use', async () => {
  const rows = await table('Close codes', 'operations/sockets.md')
  const documented = rows.flatMap(([code, reasons]) =>
    [...reasons!.matchAll(/`(\w+)`/g)].map(([, reason]) => [reason, Number(code)] as const),
  )
  const used = Object.entries(closeCodes).map(([reason, [code]]) => [reason, code] as const)
  assert.deepStrictEqual(Object.fromEntries(documented), Object.fromEntries(used))
})

test('a rejection is shown with its sentence and its details', () => {
  assert.deepStrictEqual(rejectionOf({ code: 'ROOM_FULL', details: { limit: 2 } }), {
    code: 'ROOM_FULL',
    message: 'The room is full. Try again when somebody has left.',
    details: { limit: 2 },
  })
  assert.deepStrictEqual(rejectionOf({ code: 'BANNED' }), {
    code: 'BANNED',
    message: 'You are banned from this room. Ask a moderator to lift the ban.',
    details: null,
  })
})

test('a rejected mutation says why, changes nothing, and still shows the room', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea', capacity: 2 }, 'roomId')
  await api.act(await someone(api, 'Bea'), 'joinRoom', { roomId })
  const cy = await someone(api, 'Cy')
  const { joinRoom } = await api.ask(
    cy,
    `mutation ($input: JoinRoomInput!) { joinRoom(input: $input) {
      position caughtUp rejection { code message details } roomId room { participantCount }
    } }`,
    { input: { roomId } },
  )
  assert.deepStrictEqual(joinRoom, {
    position: null,
    caughtUp: true,
    rejection: {
      code: 'ROOM_FULL',
      message: 'The room is full. Try again when somebody has left.',
      details: { limit: 2 },
    },
    roomId,
    room: { participantCount: 2 },
  })
})

test('an invalid id is rejected with the name of its field', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const field = async (mutation: string, input: object) => {
    const { code, details } = await api.rejection(ada, mutation, { ...input })
    return [code, details]
  }
  const of = (name: string) => ['INVALID_INPUT', { field: name, reason: 'is no UUID' }]
  assert.deepStrictEqual(await field('joinRoom', { roomId: 'x' }), of('roomId'))
  assert.deepStrictEqual(await field('joinRoom', { roomId, commandId: 'x' }), of('commandId'))
  assert.deepStrictEqual(await field('joinRoom', { roomId, commandId: '' }), of('commandId'))
  assert.deepStrictEqual(await field('openRoom', { title: 'A', roomId: '' }), of('roomId'))
  assert.deepStrictEqual(await field('banPerson', { roomId, personId: 'x' }), of('personId'))
  assert.deepStrictEqual(await field('invitePeople', { roomId, personIds: ['x'] }), of('personIds'))
  assert.deepStrictEqual(await field('openRoom', { title: 'A', invited: ['x'] }), of('invited'))
  assert.deepStrictEqual(await field('pinComment', { roomId, commentId: 'x' }), of('commentId'))
  assert.deepStrictEqual(await field('vote', { roomId, pollId: 'x', option: 0 }), of('pollId'))
  assert.deepStrictEqual(await field('follow', { personId: '' }), of('personId'))
  // Omitted, it means oneself or the next in the queue; an empty string is not the same.
  for (const mutation of ['mute', 'lowerHand', 'bringOnStage'])
    assert.deepStrictEqual(await field(mutation, { roomId, personId: '' }), of('personId'), mutation)
  assert.deepStrictEqual(await field('signOutEverywhere', { personId: '' }), of('personId'))
})

test('a rate-limited mutation says when to try again', async t => {
  const taken: string[] = []
  const api = await startGraphql(t, {
    consumeAllowance(userId, command) {
      taken.push(`${userId === ada.userId ? 'Ada' : userId} ${command}`)
      return command === 'react' ? 750 : 0
    },
  })
  const ada = viewer()
  await api.act(ada, 'register', { name: 'Ada' })
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  assert.deepStrictEqual(await api.rejection(ada, 'react', { roomId, emoji: '👏' }), {
    code: 'RATE_LIMITED',
    message: 'You are doing this too often. Try again in a moment.',
    details: { retryAfterMs: 750 },
  })
  assert.deepStrictEqual(taken, ['Ada register', 'Ada openRoom', 'Ada react'])
})

test('only an admin signs others out', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { code } = await api.rejection(ada, 'signOutEverywhere', { personId: bea.userId })
  assert.equal(code, 'NOT_ALLOWED')
  const admin = viewer('ADMIN')
  const { person } = await api.act(admin, 'signOutEverywhere', { personId: bea.userId }, 'person { name }')
  assert.deepStrictEqual(person, { name: 'Bea' })
})
