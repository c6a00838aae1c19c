// What people write, everywhere that they may: characters that cannot be seen, or that work beyond their own text.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chatDecider } from '../../commands/chat/decide.ts'
import type { Decision, Rejection } from '../../commands/decider.ts'
import type { DomainEvent } from '../../commands/event.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { parseLine, parseName, parseText } from '../../commands/text.ts'
import { userDecider } from '../../commands/user/decide.ts'
import { ada, bea, joined, opened } from '../support/room-spec.ts'

const live = [...opened(), joined(bea)].reduce(roomDecider.evolve, roomDecider.initial)

/** Decides a command of Ada, who hosts the room that Bea is in. */
const decide = (decider: object, type: string, data: object) => {
  const { decide, initial } = decider as typeof chatDecider
  const command = { type, data, at: 1, by: ada, commandId: 'c' }
  return decide(command as never, decider === roomDecider ? (live as never) : initial, [live] as never)
}

const poll = { pollId: 'p', question: 'Which?', options: ['a', 'b'], closesAt: null, secret: false }

/** Of one line. */
const NAMES: Readonly<Record<string, (text: string) => Decision<DomainEvent, string>>> = {
  name: name => decide(userDecider, 'Register', { name }),
  title: title => decide(roomDecider, 'RenameRoom', { title, topic: null }),
  reason: reason => decide(roomDecider, 'RemoveParticipant', { person: bea, reason, asAdmin: false }),
  question: question => decide(pollsDecider, 'OpenPoll', { ...poll, question }),
  'options[1]': option => decide(pollsDecider, 'OpenPoll', { ...poll, options: ['x', option] }),
}
/** Of several. */
const TEXTS: typeof NAMES = {
  bio: bio => decide(userDecider, 'Register', { name: 'Mia', bio }),
  text: text => decide(chatDecider, 'PostComment', { commentId: 'c', text }),
}

function reasonOf(decision: Decision<DomainEvent, string>): Rejection['details'] | null {
  return 'rejected' in decision ? (decision.rejected.details ?? {}) : null
}

const ASTRAY = [
  ...['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud83d', '\udc00', '\uffff', '\u{1fffe}'],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\ufff9'],
]
const UNSEEN = [
  ...[
    '\n',
    '\u2028',
    '\u2029',
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u180e',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
  ],
  ...[
    '\u200f',
    '\u061c',
    '\u2060',
    '\u2062',
    '\u206a',
    '\u3164',
    '\ufeff',
    '\uffa0',
    '\u{1d173}',
    '\u{e0061}',
  ],
]
const nameOf = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

/** Written as people write: in scripts that join or run from right to left, with emoji of several parts. */
const WRITTEN = [
  'می‌خواهم', // Persian, with a joiner that keeps two letters apart
  'क्‍ष', // Hindi, with one that keeps a half form
  'ക്‍', // Malayalam, at the end of the word
  'ភាសា\u200bខ្មែរ', // Khmer, with a break that is not seen
  'C++ \u200eשיחה\u200e (2)', // Hebrew, with marks of direction
  '👩‍👩‍👧‍👦 👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☎︎',
  '葛󠄀城', // a variant of a sign
  'naïve café – “it’s” ½ €',
]

for (const [field, write] of Object.entries({ ...NAMES, ...TEXTS })) {
  describe(`the input \`${field}\``, () => {
    it('is refused where it would work beyond its own text, and the character is named', () => {
      for (const one of ASTRAY)
        assert.deepStrictEqual(reasonOf(write(`a${one}b`)), { field, reason: `holds ${nameOf(one)}` })
    })

    it('is taken as people write it', () => {
      for (const text of WRITTEN) assert.deepStrictEqual(reasonOf(write(text)), null, text)
    })
  })
}

for (const [field, write] of Object.entries(NAMES)) {
  it(`\`${field}\` is refused where something in it cannot be seen`, () => {
    for (const one of UNSEEN)
      assert.deepStrictEqual(reasonOf(write(`a${one}b`)), { field, reason: `holds ${nameOf(one)}` })
  })
}

it('a variation selector that changes nothing is refused in a line, because it makes two names look alike', () => {
  for (const text of ['Ada\ufe0f', 'A\ufe0eda', '1\ufe0f', '#\ufe0fa', 'é\ufe0f', 'ש\u{E0100}'])
    assert.ok(typeof parseLine(text, { min: 1, max: 9 }) !== 'string', JSON.stringify(text))
})

it('a name does not look like another one by letters of another alphabet or style', () => {
  const parsed = (name: string) => parseName(name, { min: 1, max: 40 })
  const mixed = (word: string) => ({ reason: `mixes alphabets in ${JSON.stringify(word)}` })
  assert.deepStrictEqual(parsed('\u0410da'), mixed('\u0410da'))
  assert.deepStrictEqual(parsed('Ada Lovel\u0430ce'), mixed('Lovel\u0430ce'))
  assert.deepStrictEqual(parsed('\u039fda'), mixed('\u039fda'))
  assert.deepStrictEqual(parsed('𝐀da'), { reason: 'holds U+1D400, which looks like A' })
  assert.deepStrictEqual(parsed('Ａda'), { reason: 'holds U+FF21, which looks like A' })
  for (const name of [
    'Ада Лавлейс',
    'Анна (Anna)',
    'Μαρία',
    'Nguyễn Thị Ánh',
    'Mª José',
    'D’Artagnan-3',
    '김 Kim',
    '山田Taro',
    'たろう',
    'עדה Ada',
    'أدا',
    'ᏣᎳᎩ',
    'Ada 👩🏽‍🚀',
  ])
    assert.equal(parsed(name), name)
})

it('what cannot be seen may stand in text of several lines, where it harms nobody', () => {
  for (const one of UNSEEN)
    assert.equal(parseText(`a${one}b`, { min: 1, max: 9 }), `a${one}b`.normalize('NFC'))
})

it('a mark of the order of bytes around a text is taken away', () => {
  assert.equal(parseLine('\ufeffAda\ufeff', { min: 1, max: 9 }), 'Ada')
})

it('text that is nothing but what cannot be seen is empty', () => {
  for (const text of ['', ' \u2003', '\u200b\u200d', '\u3164', '\u2800\u2800', '\ufe0f', '\u202e']) {
    assert.deepStrictEqual(parseLine(text, { min: 1, max: 9 }), { min: 1, max: 9 })
    assert.equal(parseText(text, { min: 0, max: 9 }), '')
  }
})

it('the longest and worst text is judged at once', () => {
  const begun = performance.now()
  for (const part of [
    '\u200e',
    'a\u200e',
    'a\u200d',
    '\u{1F3F4}\u{E0061}',
    'a\ufe0f',
    'ש\u200e',
    '\u{E0061}',
  ])
    parseLine(`a${part.repeat(480)}`, { min: 1, max: 120 })
  assert.ok(performance.now() - begun < 1_000)
})
