// Random histories: a decider is played, and what must hold of every decider is checked at every step.

import assert from 'node:assert/strict'
import type { AnyDecider, CommandOf, ContextOf, EventOf, StateOf } from '../../commands/decider.ts'

/** A command with the folded states of other streams that it is judged against. */
export type Step<C, X> = { readonly command: C; readonly context: X }

/**
 * Plays the steps one after another, each on the state that the ones before led to, and answers the last state and the
 * whole history. On the way: deciding again yields nothing, an event of an unknown type changes nothing, no state is
 * changed once it was answered, and the history folded anew, as a log would give it back, is the state kept.
 */
export function play<D extends AnyDecider>(
  decider: D,
  steps: readonly Step<CommandOf<D>, ContextOf<D>>[],
): { state: StateOf<D>; history: EventOf<D>[] } {
  const history: EventOf<D>[] = []
  const states: { state: StateOf<D>; asItWas: unknown }[] = []
  let state: StateOf<D> = decider.initial

  for (const { command, context } of steps) {
    states.push({ state, asItWas: plain(state) })
    const decision = decider.decide(command, state, context)
    if ('rejected' in decision) continue
    state = decision.accepted.reduce((s, e) => decider.evolve(s, e), state)
    history.push(...decision.accepted)
    assert.deepStrictEqual(decider.decide(command, state, context), { accepted: [] }, 'deciding twice')
    assert.equal(decider.evolve(state, { type: 'Unheard', data: { of: 1 } } as unknown as EventOf<D>), state)
  }

  for (const { state, asItWas } of states)
    assert.deepStrictEqual(plain(state), asItWas, 'an old state has changed')
  const stored: EventOf<D>[] = JSON.parse(JSON.stringify(history))
  const folded = stored.reduce((s, e) => decider.evolve(s, e), decider.initial as StateOf<D>)
  assert.deepStrictEqual(plain(folded), plain(state), 'folded and kept state')
  return { state, history }
}

function plain(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state))
}
