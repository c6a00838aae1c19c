// Recognises one emoji, in every form in which keyboards send it.

/** One emoji, fully qualified, by the version of Unicode that the runtime knows. */
const EMOJI = /^\p{RGI_Emoji}$/v

/**
 * A character that is shown as text unless U+FE0F follows it. Beside a skin tone it is an emoji anyway, and the
 * qualified form has no U+FE0F there.
 */
const SHOWN_AS_TEXT = /(?:(?=\p{Emoji})\P{Emoji_Presentation})(?!\p{Emoji_Modifier})/gv

/** In UTF-16 units, before any matching. The longest emoji has 35, with all its variation selectors. */
const MAX_LENGTH = 64

/** Parsed emoji by the text without variation selectors: a few thousand at most. Matching is the slowest part of a tap. */
const parsedEmoji = new Map<string, string>()

/**
 * Parses a text that is exactly one emoji. Returns its fully qualified form, so that a heart counts as one heart whether or
 * not the keyboard sent the variation selector U+FE0F with it. Skin tones are kept. Null for any other text.
 */
export function parseEmoji(text: string): string | null {
  if (text.length > MAX_LENGTH) return null
  const bare = text.replaceAll('\uFE0F', '')
  const known = parsedEmoji.get(bare)
  if (known !== undefined) return known
  const emoji = bare.replace(SHOWN_AS_TEXT, '$&\uFE0F')
  if (!EMOJI.test(emoji)) return null
  parsedEmoji.set(bare, emoji)
  return emoji
}
