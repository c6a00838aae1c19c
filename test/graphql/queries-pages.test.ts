import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { timeAt } from '../support/fake-time.ts'
import { someone, startGraphql } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

const COMMENTS = `query ($id: ID!, $first: Int, $after: String) {
  comments(roomId: $id, first: $first, after: $after) {
    nodes { text } edges { cursor node { text } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

async function chat(t: TestContext, texts: readonly string[]) {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const ids = new Map<string, string>()
  const post = async (text: string) =>
    void ids.set(text, (await api.act(ada, 'postComment', { roomId, text }, 'commentId')).commentId)
  for (const text of texts) await post(text)
  const page = async (first: number, after: string | null = null) =>
    (await api.ask(ada, COMMENTS, { id: roomId, first, after })).comments
  const textsOf = ({ nodes }: Data) => nodes.map(({ text }: Data) => text)
  return { api, ada, roomId, ids, post, page, textsOf }
}

test('pages of any size add up to the whole list', async t => {
  const { page, textsOf } = await chat(t, ['a', 'b', 'c', 'd', 'e'])
  for (let size = 1; size <= 6; size++) {
    const seen: string[] = []
    let after: string | null = null
    let more = true
    while (more) {
      const { nodes, pageInfo }: Data = await page(size, after)
      seen.push(...textsOf({ nodes }))
      after = pageInfo.endCursor
      more = pageInfo.hasNextPage
      assert.equal(more, seen.length < 5, `whether there is a next page after ${seen.length}`)
    }
    assert.deepStrictEqual(seen, ['e', 'd', 'c', 'b', 'a'])
  }
})

test('the cursor of each edge is where the next page starts', async t => {
  const { page, textsOf } = await chat(t, ['a', 'b', 'c'])
  const { edges, pageInfo } = await page(3)
  assert.deepStrictEqual(pageInfo, {
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: edges[0].cursor,
    endCursor: edges.at(-1).cursor,
  })
  assert.deepStrictEqual(
    edges.map(({ node }: Data) => node.text),
    ['c', 'b', 'a'],
  )
  const after = await Promise.all(edges.map(({ cursor }: Data) => page(3, cursor)))
  assert.deepStrictEqual(after.map(textsOf), [['b', 'a'], ['a'], []])
  assert.deepStrictEqual(after.at(-1).pageInfo, {
    hasNextPage: false,
    hasPreviousPage: true,
    startCursor: null,
    endCursor: null,
  })
})

test('a cursor stays valid while the list changes, even if its item is gone', async t => {
  const { api, ada, roomId, ids, post, page, textsOf } = await chat(t, ['a', 'b', 'c', 'd'])
  const first = await page(2)
  assert.deepStrictEqual(textsOf(first), ['d', 'c'])
  await post('e')
  await api.act(ada, 'removeComment', { roomId, commentId: ids.get('c') })
  assert.deepStrictEqual(textsOf(await page(2, first.pageInfo.endCursor)), ['b', 'a'])
})

test('a cursor of another list and an invalid cursor are rejected', async t => {
  const { api, ada, roomId, page } = await chat(t, ['a', 'b'])
  const { pageInfo } = await page(1)
  const polls = `query ($id: ID!, $after: String) { polls(roomId: $id, after: $after) { nodes { id } } }`
  assert.equal(await api.refused(ada, polls, { id: roomId, after: pageInfo.endCursor }), 'BAD_CURSOR')
  const forged = ['nonsense', 'bnVsbA', Buffer.from('["comments.byRoom"]').toString('base64url')]
  forged.push(Buffer.from('["comments.byRoom",{"$gt":""},"x"]').toString('base64url'))
  forged.push(Buffer.from('["comments.byRoom","x","y","z"]').toString('base64url'))
  for (const after of forged)
    assert.equal(await api.refused(ada, COMMENTS, { id: roomId, after }), 'BAD_CURSOR', after)
})

test('page sizes below 1 and above the documented limit are rejected', async t => {
  const { api, ada, roomId } = await chat(t, [])
  for (const first of [0, -1, 201])
    assert.equal(await api.refused(ada, COMMENTS, { id: roomId, first }), 'BAD_PAGE_SIZE', `${first}`)
  assert.equal(await api.refused(ada, '{ rooms(first: 101) { nodes { id } } }'), 'BAD_PAGE_SIZE')
  assert.equal(await api.refused(ada, '{ me { interests(first: 101) { nodes { id } } } }'), 'BAD_PAGE_SIZE')
  await api.ask(ada, COMMENTS, { id: roomId, first: 200 })
  await api.ask(ada, COMMENTS, { id: roomId, first: null })
})

test('rooms that opened at the same time are paged without loss or repetition', async t => {
  const api = await startGraphql(t, { time: timeAt(() => Date.parse('2026-05-17T19:30:00Z')) })
  const ada = await someone(api, 'Ada')
  const opened = []
  for (let i = 0; i < 5; i++)
    opened.push((await api.act(ada, 'openRoom', { title: `${i}` }, 'roomId')).roomId)
  const seen: string[] = []
  let after: string | null = null
  do {
    const source =
      'query ($after: String) { rooms(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'
    const { rooms }: Data = await api.ask(ada, source, { after })
    seen.push(...rooms.nodes.map(({ id }: Data) => id))
    after = rooms.pageInfo.hasNextPage ? rooms.pageInfo.endCursor : null
  } while (after)
  assert.deepStrictEqual(seen.toSorted(), opened.toSorted())
})

test('a room that a person can find for several reasons is listed once', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  await api.act(bea, 'follow', { personId: ada.userId })
  await api.act(ada, 'openRoom', { title: 'Tea', visibility: 'FOLLOWERS', invited: [bea.userId] })
  await api.act(ada, 'openRoom', { title: 'Coffee' })
  const { rooms } = await api.ask(bea, '{ rooms { nodes { title } } }')
  assert.deepStrictEqual(rooms.nodes, [{ title: 'Coffee' }, { title: 'Tea' }])
})
