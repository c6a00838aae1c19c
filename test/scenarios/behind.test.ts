// An API whose projectors are behind.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { until } from '../support/until.ts'

const FOLLOW = `subscription ($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) { position }
}`

installed(enginesMissing(), 'an API whose projectors are behind', () =>
  test('a query for a room that is not shown yet asks to retry, and does not say that the room is missing', async t => {
    const cluster = await startCluster(t)
    const api = await cluster.start('api', { MUTATION_WAIT_MS: '100' })
    const projector = await cluster.start('projector')
    const { token } = await api.signIn('Ada')
    const client = api.client(token)
    t.after(() => client.dispose())
    const firstOf = async (roomId: string, after: string): Promise<string> => {
      try {
        const { value } = await client.iterate({ query: FOLLOW, variables: { roomId, after } }).next()
        return value?.errors?.[0]?.extensions?.code ?? 'told'
      } catch (errors) {
        return (errors as { extensions: { code: string } }[])[0]!.extensions.code
      }
    }
    projector.signal('SIGSTOP')
    const { data } = await api.query(
      'mutation { openRoom(input: { title: "New" }) { roomId position caughtUp } }',
      {},
      token,
    )
    const { roomId, position, caughtUp } = data.openRoom
    assert.equal(caughtUp, false)
    assert.equal(await firstOf(roomId, position), 'NOT_CAUGHT_UP')
    // A position of another log is never reached: that is no reason to wait for a room.
    assert.equal(await firstOf(randomUUID(), '9'.repeat(20)), 'NO_SUCH_ROOM')
    projector.signal('SIGCONT')
    const shown = `query ($roomId: ID!, $after: Position) { room(id: $roomId, atLeast: $after) { id } }`
    await until(async () => {
      const { errors } = await api.query(shown, { roomId, after: position }, token)
      return errors ? errors[0].message : null
    })
    assert.equal(await firstOf(roomId, '0'.repeat(20)), 'told')
    assert.equal(await firstOf(randomUUID(), position), 'NO_SUCH_ROOM')
  }),
)
