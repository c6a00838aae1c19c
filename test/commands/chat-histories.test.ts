import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { type ChatCommand, chatDecider, LIMITS } from '../../commands/chat/decide.ts'
import { evolve, initial } from '../../commands/chat/fold.ts'
import type { CommandId, CommentId } from '../../commands/ids.ts'
import { play } from '../support/histories.ts'
import {
  ANA,
  BEN,
  CLOSED,
  LIVE,
  MODERATOR,
  OUTSIDER,
  SILENT,
  STATE_HOST,
  statesWithout,
} from '../support/room-states.ts'

const person = fc.constantFrom(STATE_HOST, MODERATOR, ANA, BEN, SILENT, OUTSIDER)
const commentId = fc.constantFrom(...(['1', '2', '3', '4', '5', '6', '7', '8'] as unknown as CommentId[]))
const common = { at: fc.constant(1), commandId: fc.constant('a command' as CommandId) }

const command: fc.Arbitrary<ChatCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('PostComment' as const),
      by: person,
      data: fc.record({ commentId, text: fc.constantFrom('Hello.', ' Hello.', 'Goodbye.', '') }),
      ...common,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('PinComment' as const),
      by: fc.constantFrom(STATE_HOST, MODERATOR, ANA),
      data: fc.record({ commentId }),
      ...common,
    }),
  },
  fc.record({
    type: fc.constantFrom('UnpinComment' as const, 'RemoveComment' as const),
    by: person,
    data: fc.record({ commentId }),
    ...common,
  }),
)
const context = fc.constantFrom(
  [LIVE] as const,
  [LIVE] as const,
  [statesWithout(ANA)] as const,
  [CLOSED] as const,
)
const steps = fc.array(fc.record({ command, context }), { maxLength: 80 })

it('in any history of a chat at most five comments are on top, and none that was removed', () => {
  fc.assert(
    fc.property(steps, steps => {
      const { history } = play(chatDecider, steps)
      let state = initial
      for (const event of history) {
        state = evolve(state, event)
        assert.ok(state.pinned.size <= LIMITS.pinned, `${state.pinned.size} are pinned`)
        for (const id of state.pinned) assert.notEqual(state.comments.get(id)?.text ?? null, null)
      }
    }),
  )
})

it('in any history of a chat each comment is posted once, and removed at most once, by who may', () => {
  fc.assert(
    fc.property(steps, steps => {
      const { history } = play(chatDecider, steps)
      const authors = new Map<CommentId, string>()
      const removed = new Set<CommentId>()
      for (const event of history) {
        const { commentId } = event.data
        if (event.type === 'CommentPosted') {
          assert.equal(authors.has(commentId), false)
          assert.ok(![SILENT, OUTSIDER].includes(event.data.author))
          authors.set(commentId, event.data.author)
        } else {
          assert.ok(authors.has(commentId) && !removed.has(commentId), event.type)
          if (event.type === 'CommentRemoved') removed.add(commentId)
        }
      }
    }),
  )
})
