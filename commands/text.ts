// How text that people write is judged and stored: one rule for names, titles, comments and questions.

const BREAKS_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u
const CONTROL_BUT_NEWLINE = /[^\P{Cc}\n]/u
/** A name of zero-width spaces or Hangul fillers would look like no name at all. */
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u

/**
 * One line as it is stored: trimmed, in Unicode normal form C, empty when there is nothing to see in it. Null when it is
 * longer than `most` characters (code points), holds a control character or is not well-formed Unicode.
 */
export function line(text: string, most: number): string | null {
  return tidy(text, most, BREAKS_A_LINE)
}

/** The same for text of several lines; a line ends with `\n`, and `\r\n` is made so. */
export function lines(text: string, most: number): string | null {
  return tidy(text.replaceAll('\r\n', '\n'), most, CONTROL_BUT_NEWLINE)
}

function tidy(text: string, most: number, refused: RegExp): string | null {
  const trimmed = text.trim()
  // No character is composed of more than 8 units: what is longer is too long, and not worth going through.
  if (trimmed.length > 8 * most || !trimmed.isWellFormed() || refused.test(trimmed)) return null
  if (INVISIBLE.test(trimmed)) return ''
  const normal = trimmed.normalize('NFC')
  return normal.length <= most || [...normal].length <= most ? normal : null
}

/** An https address as it is stored, without credentials, or null when it is none or longer than `most`. */
export function httpsUrl(text: string, most: number): string | null {
  if (text.length > most || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.username || url.password || url.href.length > most) return null
  return url.href
}
