// The facts of a room's reactions. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { UserId } from '../ids.ts'

export type ReactionsEvent =
  /** One tap of one person. */
  DomainEvent<'Reacted', { person: UserId; emoji: string }>
