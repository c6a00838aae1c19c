// What may be tapped in a room.

import type { Command } from '../decider.ts'
import type { NotHere } from '../room-view.ts'

export type ReactionsCommand =
  /** One tap: one emoji. */
  Command<'React', { emoji: string }>

export type ReactionsRejection = NotHere | 'INVALID_INPUT'
