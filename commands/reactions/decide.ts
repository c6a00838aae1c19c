// The decider of a room's reactions.

import { accept, type ByPerson, type Decider, invalid } from '../decider.ts'
import { streamName } from '../event.ts'
import { admit, type CannotTakePart, type RoomView } from '../room-view.ts'
import type { ReactionsEvent } from './events.ts'
import { evolve, initial, type State } from './fold.ts'

export type ReactionsCommand =
  /** One tap with one emoji. */
  ByPerson<'React', { emoji: string }>

export type ReactionsRejection = CannotTakePart | 'INVALID_INPUT'

export const reactionsDecider: Decider<
  ReactionsCommand,
  ReactionsEvent,
  State,
  ReactionsRejection,
  readonly [RoomView]
> = {
  category: 'Reactions',
  initial,
  evolve,
  needs: (_command, _state, id) => [streamName('Room', id)],
  reads: 'tail',
  commutes: () => true,

  decide({ by, commandId, data }, state, [room]) {
    const refusal = admit(room, by)
    if (refusal) return refusal
    const emoji = parseEmoji(data.emoji)
    if (!emoji) return invalid('emoji', { reason: 'is not one emoji' })
    if (state.taps.get(by)?.includes(commandId)) return accept()
    return accept({ type: 'Reacted', data: { person: by, emoji, tap: commandId } })
  },
}

const EMOJI = /^\p{RGI_Emoji}$/v
const EMOJI_PRESENTATION = '\uFE0F'

/** Parsed emoji by the text that was sent. A few thousand at most. Matching is the slowest part of a tap. */
const parsedEmoji = new Map<string, string>()

/**
 * Parses a text that is exactly one emoji, else returns null. Some keyboards send a heart or a sun without the
 * variation selector that makes it an emoji. It is added, so that both forms count as one.
 */
function parseEmoji(text: string): string | null {
  const known = parsedEmoji.get(text)
  if (known !== undefined) return known
  const emoji = [text, text + EMOJI_PRESENTATION].find(form => EMOJI.test(form))
  if (emoji === undefined) return null
  parsedEmoji.set(text, emoji)
  return emoji
}
