import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Position } from '../../commands/event.ts'
import { type ParticipantDocument, participantKey, participants } from '../../projections/participants.ts'
import { someone, startGraphql } from '../support/graphql.ts'

test('the peak of an absence leaves out people who came after its last position', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { roomId, position } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId position')
  await api.act(bea, 'joinRoom', { roomId })
  // The list is folded by another projection, which has seen one more join.
  const stored = await api.readStore.load<ParticipantDocument>(
    participants,
    participantKey(roomId, bea.userId),
  )
  const document = { ...stored!.document, userId: crypto.randomUUID() as never }
  const later = '00000000000000099999' as Position
  const change = { key: participantKey(roomId, document.userId), position: later, document }
  await api.readStore.save(participants, [change], { partition: 'ahead', position: later, epoch: 0 })
  const query =
    'query ($roomId: ID!, $after: Position!) { sinceYouLeft(roomId: $roomId, after: $after) { peak { people } } }'
  const { sinceYouLeft } = await api.ask(bea, query, { roomId, after: position })
  assert.deepStrictEqual(sinceYouLeft.peak, { people: 2 })
})
