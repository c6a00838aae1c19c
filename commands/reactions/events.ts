// The facts of a room's reactions. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { CommandId, UserId } from '../ids.ts'

export type ReactionsEvent =
  /** One tap of one person; `tap` is the command that it came by, so that a tap sent twice counts once. */
  DomainEvent<'Reacted', { person: UserId; emoji: string; tap: CommandId }>
