import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { SYSTEM } from '../../commands/event.ts'
import type { CommandId, PollId } from '../../commands/ids.ts'
import { LIMITS, type PollsCommand, pollsDecider } from '../../commands/polls/decide.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
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
const pollId = fc.constantFrom(...(['1', '2', '3', '4', '5', '6', '7'] as unknown as PollId[]))
const common = { at: fc.nat({ max: 100 }), commandId: fc.constant('a command' as CommandId) }

const command: fc.Arbitrary<PollsCommand> = fc.oneof(
  fc.record({
    type: fc.constant('OpenPoll' as const),
    by: fc.constantFrom(STATE_HOST, MODERATOR, ANA),
    data: fc.record({
      pollId,
      question: fc.constantFrom('Why?', 'Why not?'),
      options: fc.constantFrom(['Yes', 'No'], ['Yes', 'No', 'Perhaps'], ['Yes']),
      closesAt: fc.option(fc.nat({ max: 150 })),
      secret: fc.boolean(),
    }),
    ...common,
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('Vote' as const),
      by: person,
      data: fc.record({ pollId, option: fc.integer({ min: -1, max: 3 }) }),
      ...common,
    }),
  },
  fc.record({
    type: fc.constant('ClosePoll' as const),
    by: fc.oneof(person, fc.constant(SYSTEM)),
    data: fc.record({ pollId }),
    ...common,
  }),
)
const context = fc.constantFrom(
  [LIVE] as const,
  [LIVE] as const,
  [statesWithout(ANA, BEN)] as const,
  [CLOSED] as const,
)
const steps = fc.array(fc.record({ command, context }), { maxLength: 60 })

it('in any history of polls each person has one vote, and the tally that the events tell is the votes kept', () => {
  fc.assert(
    fc.property(steps, steps => {
      const { state, history } = play(pollsDecider, steps)
      for (const [id, poll] of state.open) {
        const of = history.filter(event => event.data.pollId === id)
        const tally = poll.options.map(() => 0)
        for (const event of of) count(tally, event)
        const voted = poll.votes.entries().map(([, option]) => option)
        const votes = poll.options.map((_, option) => voted.filter(vote => vote === option).length)
        assert.deepStrictEqual(tally, votes)

        const first = of.flatMap(event => (event.type === 'Voted' ? [event.data.voter] : []))
        assert.deepStrictEqual(first, [...new Set(first)], 'somebody voted a first time twice')
        assert.deepStrictEqual(new Set(first), new Set(poll.votes.keys()))
      }
    }),
  )
})

it('in any history of polls each is opened once, then voted on, then closed once; no more than five are open', () => {
  fc.assert(
    fc.property(steps, steps => {
      const { state, history } = play(pollsDecider, steps)
      const phase = new Map<PollId, 'open' | 'closed'>()
      for (const { type, data } of history) {
        assert.equal(phase.get(data.pollId), type === 'PollOpened' ? undefined : 'open', type)
        phase.set(data.pollId, type === 'PollClosed' ? 'closed' : 'open')
      }
      assert.deepStrictEqual(
        new Map([...phase].sort()),
        new Map(
          [
            ...state.open.keySeq().map(id => [id, 'open'] as const),
            ...state.closed.map(id => [id, 'closed'] as const),
          ].sort(),
        ),
      )
      assert.ok(state.open.count(poll => poll.closesAt === null) <= LIMITS.open)
    }),
  )
})

function count(tally: number[], event: PollsEvent): void {
  if (event.type === 'Voted') tally[event.data.option]! += 1
  if (event.type === 'VoteChanged') {
    tally[event.data.from]! -= 1
    tally[event.data.to]! += 1
  }
}
