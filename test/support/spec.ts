// given(history).when(command).then(events): tests deciders. Comparison is exact, including the order.

import assert from 'node:assert/strict'
import type {
  AnyDecider,
  CommandOf,
  ContextOf,
  EventOf,
  RejectionCodeOf,
  StateOf,
} from '../../commands/decider.ts'

/**
 * Binds the sentences to a decider. `context` holds the folded states of the other streams that its commands are
 * judged against. `then` also decides the same command again on the new state: it must be accepted without events.
 */
export function specification<D extends AnyDecider>(decider: D) {
  const fold = (state: StateOf<D>, events: readonly EventOf<D>[]): StateOf<D> =>
    events.reduce((s, e) => decider.evolve(s, e), state)

  return function given(
    history: readonly EventOf<D>[],
    context: ContextOf<D> = [] as unknown as ContextOf<D>,
  ) {
    return {
      state: () => fold(decider.initial, history),
      when(command: CommandOf<D>) {
        const state = fold(decider.initial, history)
        const decision = decider.decide(command, state, context)
        return {
          // biome-ignore lint/suspicious/noThenProperty: the third word of given, when, then
          then(...expected: EventOf<D>[]) {
            assert.deepStrictEqual(decision, { accepted: expected })
            const again = decider.decide(command, fold(state, expected), context)
            assert.deepStrictEqual(again, { accepted: [] }, 'deciding twice')
          },
          thenNothing() {
            assert.deepStrictEqual(decision, { accepted: [] })
          },
          thenRejected(code: RejectionCodeOf<D>, details?: Record<string, string | number | boolean>) {
            assert.deepStrictEqual(decision, { rejected: details ? { code, details } : { code } })
          },
        }
      },
    }
  }
}
