// The decider of a room's reactions.

import { accept, type ByPerson, type Decider, invalid } from '../decider.ts'
import { streamName } from '../event.ts'
import { admit, type CannotTakePart, type RoomView } from '../room-view.ts'
import { parseEmoji } from './emoji.ts'
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
