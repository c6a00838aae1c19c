// How text that people write is judged and stored: one rule for names, titles, comments and questions.

import type { InvalidInput } from './decider.ts'

/** In characters (code points). */
export type Bounds = { readonly min: number; readonly max: number }

/**
 * What would work beyond its own text: controls, halves of pairs, and what turns the direction of writing for all that
 * follows. The marks of direction and the isolating of a text are left to whoever shows it.
 */
const FORBIDDEN = /[[\p{Cc}--\n]\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/v

const RIGHT_TO_LEFT_CHARACTER = '[\\p{sc=Hebr}\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Thaa}\\p{sc=Nkoo}]'
const DIRECTION_MARK = '[\\u200E\\u200F\\u061C]'
/** Of scripts in which joiners and breaks change what is seen, and of emoji. */
const JOINING_CHARACTER =
  '[\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}[\\p{L}--[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}]]]'

/**
 * The same, ends of lines, and what cannot be seen: by it two names would look alike. Not where writing needs it: joiners
 * after letters that join and within emoji, selectors of a sign's form, flags, and marks of direction beside scripts
 * that run from right to left.
 */
const FORBIDDEN_IN_LINE = new RegExp(
  [
    FORBIDDEN.source,
    '[\\n\\p{Zl}\\p{Zp}]',
    [
      '\\p{Default_Ignorable_Code_Point}',
      `(?<!${JOINING_CHARACTER}[\\u200B-\\u200D])`,
      '(?<![^\\p{White_Space}\\p{Default_Ignorable_Code_Point}]\\p{Variation_Selector})',
      `(?<!${JOINING_CHARACTER}\\p{Variation_Selector}\\u200D)`,
      '(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007F}]*)',
      `(?<!${RIGHT_TO_LEFT_CHARACTER}.*${DIRECTION_MARK})(?!(?<=${DIRECTION_MARK}).*${RIGHT_TO_LEFT_CHARACTER})`,
    ].join(''),
  ].join('|'),
  'v',
)

/** A name of zero-width spaces, Hangul fillers or empty braille would look like no name at all. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/v

/**
 * One line as it is stored: trimmed, in Unicode normal form C, empty when there is nothing to see in it. What is wrong
 * with it where it is outside of its bounds or holds what it may not.
 */
export function parseLine(text: string, bounds: Bounds): string | InvalidInput {
  return normalise(text, bounds, FORBIDDEN_IN_LINE)
}

/** The same for text of several lines; a line ends with `\n`, and `\r\n` is made so. Beside others, nothing is unseen. */
export function parseText(text: string, bounds: Bounds): string | InvalidInput {
  return normalise(text.replaceAll('\r\n', '\n'), bounds, FORBIDDEN)
}

function normalise(text: string, bounds: Bounds, refused: RegExp): string | InvalidInput {
  const trimmed = text.trim()
  // No character is composed of more than 8 units: what is longer is too long, and not worth going through.
  if (trimmed.length > 8 * bounds.max) return bounds
  if (BLANK.test(trimmed)) return bounds.min > 0 ? bounds : ''
  const found = refused.exec(trimmed)
  if (found) return { reason: `holds ${nameOf(found[0])}` }
  const normal = trimmed.normalize('NFC')
  return normal.length <= bounds.max || [...normal].length <= bounds.max ? normal : bounds
}

const nameOf = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

/** An https address as it is stored, without credentials, or what is wrong with it. */
export function parseHttpsUrl(text: string, max: number): string | InvalidInput {
  if (text.length > max) return { max }
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' || url.username || url.password) return { reason: 'is no https address' }
  return url.href.length > max ? { max } : url.href
}
