// given(history).when(command).then(events): how deciders are tested. Comparison is exact, order included.

import assert from 'node:assert/strict'
import type { Command, Decider } from '../../commands/decider.ts'
import type { DomainEvent } from '../../commands/event.ts'

/**
 * Binds the sentences to a decider. `context`: the folded states of other streams that its commands are judged
 * against. Each `then…` also decides the same command again on the state it led to, which must yield nothing.
 */
export function specification<
  C extends Command,
  E extends DomainEvent,
  S,
  Code extends string,
  X extends readonly unknown[],
>(decider: Decider<C, E, S, Code, X>) {
  const fold = (state: S, events: readonly E[]) => events.reduce((s, e) => decider.evolve(s, e), state)

  return function given(history: readonly E[], context: X = [] as unknown as X) {
    return {
      state: () => fold(decider.initial, history),
      when(command: C) {
        const state = fold(decider.initial, history)
        const decision = decider.decide(command, state, context)
        return {
          // biome-ignore lint/suspicious/noThenProperty: the third word of given, when, then
          then(...expected: E[]) {
            assert.deepStrictEqual(decision, { accepted: expected })
            const again = decider.decide(command, fold(state, expected), context)
            if ('accepted' in again) assert.deepStrictEqual(again, { accepted: [] }, 'deciding twice')
          },
          thenNothing() {
            assert.deepStrictEqual(decision, { accepted: [] })
          },
          thenRejected(code: Code, details?: Record<string, string | number | boolean>) {
            assert.deepStrictEqual(decision, { rejected: details ? { code, details } : { code } })
          },
        }
      },
    }
  }
}
