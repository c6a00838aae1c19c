import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

test('a query with atLeast waits for the position', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  api.valve.shut()
  const { roomId, position } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const source = `query ($id: ID!, $at: Position) { room(id: $id, atLeast: $at) { title } }`
  assert.equal(await api.refused(ada, source, { id: roomId, at: position }), 'NOT_CAUGHT_UP')
  const days = 'from: "2026-05-17", to: "2026-05-17"'
  const analyst = await someone(api, 'Bea', 'ANALYST')
  const whole = ['me(atLeast: $at) { scopes }', `activity(${days}, atLeast: $at) { day }`]
  const csv = ['activityCsv', 'retentionCsv'].map(name => `${name}(${days}, atLeast: $at)`)
  for (const field of [...whole, `retention(${days}, atLeast: $at) { cohort }`, ...csv])
    assert.equal(
      await api.refused(analyst, `query ($at: Position) { ${field} }`, { at: position }),
      'NOT_CAUGHT_UP',
    )
  assert.deepStrictEqual(await api.ask(ada, source, { id: roomId, at: null }), { room: null })
  api.valve.open()
  assert.deepStrictEqual(await api.ask(ada, source, { id: roomId, at: position }), { room: { title: 'Tea' } })
})

test('NOT_CAUGHT_UP says to retry after mutationWaitMs', async t => {
  const api = await startGraphql(t, { reached: async () => false, patience: 700 })
  const ada = viewer()
  await someone(api, 'Ben')
  const { errors } = await api.execute(ada, '{ me(atLeast: "00000000000000000001") { scopes } }')
  assert.deepStrictEqual(
    errors?.map(({ extensions }) => ({ ...extensions })),
    [{ code: 'NOT_CAUGHT_UP', retryAfterMs: 700 }],
  )
})

test('many documents of one kind are read in one round trip', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (let i = 0; i < 12; i++) {
    const listener = await someone(api, `Listener ${i}`)
    await api.act(listener, 'joinRoom', { roomId })
    await api.act(listener, 'raiseHand', { roomId })
  }
  const trips: string[] = []
  for (const name of ['loadMany', 'list', 'count', 'load'] as const) {
    const own = (api.readStore as Data)[name]
    ;(api.readStore as Data)[name] = (collection: Parameters<ReadStore['load']>[0], ...rest: unknown[]) => {
      trips.push(`${name} ${collection.name}`)
      return own(collection, ...rest)
    }
  }
  await api.ask(
    ada,
    `{ participants(roomId: "${roomId}") { nodes {
      person { name bio followedByMe } invitedToStage hand { place } room { title } } } }`,
  )
  assert.deepStrictEqual(trips.sort(), [
    'count participants',
    'list participants',
    'list participants',
    'loadMany blocks',
    'loadMany follows',
    'loadMany participants',
    'loadMany people',
    'loadMany rooms',
  ])
})

test('selecting only the id of a person loads nothing', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const loaded: string[] = []
  const own = api.readStore.loadMany
  ;(api.readStore as Data).loadMany = (collection: Parameters<ReadStore['load']>[0], keys: string[]) => {
    loaded.push(collection.name)
    return own(collection, keys)
  }
  await api.ask(ada, `{ room(id: "${roomId}") { host { id } createdBy { id } } }`)
  assert.deepStrictEqual(loaded.sort(), ['blocks', 'participants', 'rooms'])
})
