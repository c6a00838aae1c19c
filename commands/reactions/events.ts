// The events of a room's reactions. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent } from '../event.ts'
import type { CommandId, UserId } from '../ids.ts'

export type ReactionsEvent =
  /** One tap of one person. `tap` is the id of its command, so that a tap sent twice counts once. */
  DomainEvent<'Reacted', { person: UserId; emoji: string; tap: CommandId }>
