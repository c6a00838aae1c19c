import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import emojiData from 'unicode-emoji-json/data-by-emoji.json' with { type: 'json' }
import type { CommandId, UserId } from '../../commands/ids.ts'
import { type ReactionsCommand, reactionsDecider } from '../../commands/reactions/decide.ts'
import type { ReactionsEvent } from '../../commands/reactions/events.ts'
import { TAPS_REMEMBERED } from '../../commands/reactions/fold.ts'
import { play } from '../support/histories.ts'
import {
  ANA,
  BEN,
  CLOSED_DOORS,
  LIVE,
  OUTSIDER,
  SILENT,
  STATE_HOST,
  statesWithout,
} from '../support/room-states.ts'
import { specification } from '../support/spec.ts'

const given = specification(reactionsDecider)
const TAP = 'tap' as CommandId

function react(by: UserId, emoji: string, commandId = TAP): ReactionsCommand {
  return { type: 'React', data: { emoji }, at: 1, by, commandId }
}

function reacted(person: UserId, emoji: string, tap = TAP): ReactionsEvent {
  return { type: 'Reacted', data: { person, emoji, tap } }
}

/** Every emoji of the standard in its qualified form, from data that is not the runtime's own; a few with skin tones. */
const EMOJI = [...Object.keys(emojiData), '👍🏽', '☝🏿', '🕵🏽\u200d♂\ufe0f', '❤\ufe0f\u200d🔥']

/** The emoji with every subset of its variation selectors, and with one more at the end. */
function spellingsOf(emoji: string): readonly string[] {
  const spellings = emoji
    .split('\ufe0f')
    .reduce<readonly string[]>(
      (starts, part, i) =>
        i === 0 ? [part] : starts.flatMap(start => [`${start}${part}`, `${start}\ufe0f${part}`]),
      [],
    )
  return [...spellings, `${emoji}\ufe0f`]
}

describe('React', () => {
  it('is a tap of anybody in the room, silenced in the chat or not', () => {
    for (const person of [STATE_HOST, ANA, SILENT])
      given([], [LIVE]).when(react(person, '👏')).then(reacted(person, '👏'))
  })

  it('takes every kind of emoji as one', () => {
    for (const emoji of ['👏', '👍🏽', '❤️', '👩🏽‍🚀', '🏳️‍🌈', '🇪🇺', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '👨‍👩‍👧‍👦', '©️'])
      given([], [LIVE]).when(react(ANA, emoji)).then(reacted(ANA, emoji))
  })

  it('counts every spelling of an emoji, with and without variation selectors, as that emoji', () => {
    for (const emoji of EMOJI)
      for (const spelling of spellingsOf(emoji))
        assert.deepStrictEqual(
          reactionsDecider.decide(react(ANA, spelling), reactionsDecider.initial, [LIVE]),
          { accepted: [reacted(ANA, emoji)] },
          JSON.stringify(spelling),
        )
  })

  it('refuses what is not exactly one emoji', () => {
    for (const text of [
      '',
      ' ',
      'a',
      '1',
      '#',
      '👏👏',
      '👏 ',
      ' 👏',
      '👏a',
      '👍🏽🏽',
      '🇪',
      '🏽\u200d',
      '\ufe0f',
      '👏'.repeat(1_000_000),
      '<b>👏</b>',
      '\ud83d',
      '❤\ufe0e',
    ])
      given([], [LIVE])
        .when(react(ANA, text))
        .thenRejected('INVALID_INPUT', { field: 'emoji', reason: 'is not one emoji' })
  })

  it('takes a character by itself when it is an emoji of the standard, and no other', () => {
    const taken = (emoji: string) =>
      'accepted' in reactionsDecider.decide(react(ANA, emoji), reactionsDecider.initial, [LIVE])
    // Beyond the first two planes no character has ever been an emoji.
    for (let code = 0; code < 0x20000; code++) {
      const text = String.fromCodePoint(code)
      if (!/\p{Emoji}/u.test(text)) continue
      assert.equal(
        taken(text),
        /^\p{RGI_Emoji}$/v.test(text) || /^\p{RGI_Emoji}$/v.test(`${text}\ufe0f`),
        text,
      )
    }
  })

  it('counts a tap that is sent again once, and another tap by itself', () => {
    given([reacted(ANA, '👏')], [LIVE])
      .when(react(ANA, '👏'))
      .thenNothing()
    given([reacted(ANA, '👏')], [LIVE])
      .when(react(ANA, '👏', 'another' as CommandId))
      .then(reacted(ANA, '👏', 'another' as CommandId))
    given([reacted(BEN, '👏')], [LIVE])
      .when(react(ANA, '👏'))
      .then(reacted(ANA, '👏'))
  })

  it("remembers each person's last taps, and no more of them", () => {
    const taps = Array.from({ length: TAPS_REMEMBERED + 1 }, (_, i) => `tap ${i}` as CommandId)
    const history = [...taps.map(tap => reacted(ANA, '👏', tap)), reacted(BEN, '🔥')]
    for (const tap of taps.slice(1))
      given(history, [LIVE])
        .when(react(ANA, '👏', tap))
        .thenNothing()
    assert.deepStrictEqual(given(history).state().taps.toJSON(), { ana: taps.slice(1), ben: [TAP] })
  })

  for (const [where, room, code] of CLOSED_DOORS)
    it(`is refused in ${where}`, () => {
      given([], [room]).when(react(OUTSIDER, '👏')).thenRejected(code)
    })

  it('is refused to somebody who has left', () => {
    given([], [statesWithout(ANA)])
      .when(react(ANA, '👏'))
      .thenRejected('NOT_IN_ROOM')
  })
})

describe('reactions', () => {
  it('are judged against their room, need the last events only, and are appended without deciding again', () => {
    const state = given([]).state()
    assert.deepStrictEqual(reactionsDecider.needs?.(react(ANA, '👏'), state, '12-34'), ['Room-12-34'])
    assert.equal(reactionsDecider.reads, 'tail')
    assert.equal(reactionsDecider.commutes?.(react(ANA, '👏')), true)
  })

  it('count each tap once in any history', () => {
    const step = fc.record({
      command: fc
        .tuple(
          fc.constantFrom(ANA, BEN, OUTSIDER),
          fc.constantFrom('👏', '🔥', 'no emoji'),
          fc.nat({ max: 30 }),
        )
        .map(([by, emoji, tap]) => react(by, emoji, `tap ${tap}` as CommandId)),
      context: fc.constantFrom([LIVE] as const, [statesWithout(BEN)] as const),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: TAPS_REMEMBERED }), steps => {
        const { history } = play(reactionsDecider, steps)
        const taps = history.map(({ data }) => `${data.person} ${data.tap}`)
        assert.deepStrictEqual(taps, [...new Set(taps)])
        const wished = steps
          .filter(
            ({ command, context: [room] }) =>
              !('rejected' in reactionsDecider.decide(command, reactionsDecider.initial, [room])),
          )
          .map(({ command }) => `${command.by} ${command.commandId}`)
        assert.deepStrictEqual(new Set(taps), new Set(wished))
      }),
    )
  })
})
