// Checks and normalises text that people write: names, titles, comments and questions.

import type { InvalidInput } from './decider.ts'

/** In characters (code points). */
export type Bounds = { readonly min: number; readonly max: number }

/**
 * Characters with effects beyond their own text: controls, lone surrogates, non-characters, and overrides of the
 * writing direction. Isolating the direction of a text is left to the client that shows it.
 */
const FORBIDDEN = /[[\p{Cc}--\n]\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/v

const RIGHT_TO_LEFT_CHARACTER = '[\\p{sc=Hebr}\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Thaa}\\p{sc=Nkoo}]'
const DIRECTION_MARK = '[\\u200E\\u200F\\u061C]'
/** Letters of scripts in which joiners change what is seen, and emoji. */
const JOINING_CHARACTER =
  '[\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}[\\p{L}--[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}]]]'

/** Characters that a variation selector can change: emoji, symbols, and the scripts that have variants. */
const VARIED_CHARACTER =
  '[[\\p{Emoji}--[0-9#*]]\\p{Emoji_Modifier}\\p{S}\\p{sc=Han}\\p{sc=Mong}\\p{sc=Mymr}\\p{sc=Phag}\\p{sc=Tglg}]'

/**
 * In one line also: line breaks, and invisible characters, because they would make two names look alike. Invisible
 * characters are allowed where writing needs them: joiners after letters that join and within emoji, variation
 * selectors, flags, and direction marks beside scripts that run from right to left.
 */
const FORBIDDEN_IN_LINE = new RegExp(
  [
    FORBIDDEN.source,
    '[\\n\\p{Zl}\\p{Zp}]',
    [
      '\\p{Default_Ignorable_Code_Point}',
      `(?<!${JOINING_CHARACTER}[\\u200B-\\u200D])`,
      `(?<!${VARIED_CHARACTER}\\p{Variation_Selector})(?<!\\p{Emoji}\\uFE0F(?=\\u20E3))`,
      `(?<!${JOINING_CHARACTER}\\p{Variation_Selector}\\u200D)`,
      '(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007F}]*)',
      `(?<!${RIGHT_TO_LEFT_CHARACTER}.*${DIRECTION_MARK})(?!(?<=${DIRECTION_MARK}).*${RIGHT_TO_LEFT_CHARACTER})`,
    ].join(''),
  ].join('|'),
  'v',
)

/** Nothing but invisible characters, such as zero-width spaces, Hangul fillers or empty braille. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/v

/**
 * Parses one line: trimmed, in Unicode normal form C, empty if nothing in it is visible. Returns what is wrong with a
 * line that breaks its bounds or contains a forbidden character.
 */
export function parseLine(text: string, bounds: Bounds): string | InvalidInput {
  return normalise(text, bounds, FORBIDDEN_IN_LINE)
}

/** The scripts whose letters look like those of another one in this list. */
const LOOKALIKE_SCRIPTS = [
  'Latn',
  'Grek',
  'Cyrl',
  'Armn',
  'Copt',
  'Cher',
  'Lisu',
  'Goth',
  'Dsrt',
  'Osge',
].map(script => new RegExp(`\\p{sc=${script}}`, 'v'))

/** Letters such as those of mathematics and of full width, which look like plain ones. `Mª` is how names are written. */
const STYLED_LETTER = /[\p{L}--[a-zA-Zªº]]/gv
const PLAIN = /^[A-Za-z]+$/

/**
 * Parses the name of a person: one line in which no letter pretends to be another. By Unicode's security rules (UTS 39) a word
 * does not mix scripts that look alike, and letters that are plain ones in another style are written as plain ones.
 */
export function parseName(text: string, bounds: Bounds): string | InvalidInput {
  const name = parseLine(text, bounds)
  if (typeof name !== 'string') return name
  const styled = name.match(STYLED_LETTER)?.find(letter => PLAIN.test(letter.normalize('NFKC')))
  if (styled) return { reason: `holds ${nameOf(styled)}, which looks like ${styled.normalize('NFKC')}` }
  const mixed = name
    .split(/[^\p{L}\p{M}]+/v)
    .find(word => LOOKALIKE_SCRIPTS.filter(script => script.test(word)).length > 1)
  return mixed === undefined ? name : { reason: `mixes alphabets in ${JSON.stringify(mixed)}` }
}

/** Parses text of several lines. `\r\n` becomes `\n`, and invisible characters are allowed beside visible ones. */
export function parseText(text: string, bounds: Bounds): string | InvalidInput {
  return normalise(text.replaceAll('\r\n', '\n'), bounds, FORBIDDEN)
}

function normalise(text: string, bounds: Bounds, refused: RegExp): string | InvalidInput {
  const trimmed = text.trim()
  // No character is composed of more than 8 UTF-16 units, so a longer text is too long without counting.
  if (trimmed.length > 8 * bounds.max) return bounds
  if (BLANK.test(trimmed)) return bounds.min > 0 ? bounds : ''
  const found = refused.exec(trimmed)
  if (found) return { reason: `holds ${nameOf(found[0])}` }
  const normal = trimmed.normalize('NFC')
  return normal.length <= bounds.max || [...normal].length <= bounds.max ? normal : bounds
}

const nameOf = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

/** Parses an https address without credentials. Returns what is wrong with any other text. */
export function parseHttpsUrl(text: string, max: number): string | InvalidInput {
  if (text.length > max) return { max }
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' || url.username || url.password) return { reason: 'is no https address' }
  return url.href.length > max ? { max } : url.href
}
