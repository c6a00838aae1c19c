import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { type UserCommand, userDecider } from '../../commands/user/decide.ts'
import type { UserEvent } from '../../commands/user/events.ts'
import { evolve, initial } from '../../commands/user/fold.ts'
import { play } from '../support/histories.ts'

const ME = 'me' as UserId
const common = {
  at: fc.nat({ max: 100 }),
  by: fc.constant(ME),
  commandId: fc.constant('a command' as CommandId),
}
const text = fc.constantFrom('Mia', ' Ana ', '', 'two\nlines', 'https://example.org/a b')
const optional = { bio: text, avatarUrl: fc.option(text) }

const command: fc.Arbitrary<UserCommand> = fc.oneof(
  fc.record({
    type: fc.constant('Register' as const),
    data: fc.record({ name: text, ...optional }, { requiredKeys: ['name'] }),
    ...common,
  }),
  fc.record({
    type: fc.constant('ChangeProfile' as const),
    data: fc.record({ name: text, ...optional }, { requiredKeys: [] }),
    ...common,
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('Follow', 'Unfollow', 'Block', 'Unblock'),
      data: fc.record({ person: fc.constantFrom(ME, ...(['ana', 'ben', 'eva'] as unknown as UserId[])) }),
      ...common,
    }) as fc.Arbitrary<UserCommand>,
  },
  fc.record({
    type: fc.constant('RevokeTokens' as const),
    data: fc.record({ issuedBefore: fc.nat({ max: 120 }) }),
    ...common,
  }),
)

const somebody: UserEvent = { type: 'Registered', data: { name: 'Ana', bio: '', avatarUrl: null } }
const others = [
  initial,
  evolve(initial, somebody),
  evolve(evolve(initial, somebody), { type: 'Blocked', data: { person: ME } }),
]
const context = fc.constantFrom(...others.map(other => [other] as const))
const steps = fc.array(fc.record({ command, context }), { maxLength: 60 })

it('in any history of a person they follow nobody whom they block, never themselves, and nothing before they register', () => {
  fc.assert(
    fc.property(steps, steps => {
      const { history } = play(userDecider, steps)
      let state = initial
      for (const event of history) {
        if (event.type !== 'TokensRevoked') assert.equal(state.isRegistered, event.type !== 'Registered')
        const before = state
        state = evolve(state, event)
        assert.deepStrictEqual(state.following.intersect(state.blocked).toArray(), [])
        assert.equal(state.following.has(ME) || state.blocked.has(ME), false)
        assert.ok(state.tokensRevokedBefore >= before.tokensRevokedBefore, 'a void token came back')
        assert.notDeepStrictEqual(state, before, `${event.type} changed nothing`)
      }
    }),
  )
})
