// Who blocks whom.

import { parseStream } from '../commands/event.ts'
import type { UserId } from '../commands/ids.ts'
import type { UserEvent } from '../commands/user/events.ts'
import type { Projection } from './projection.ts'

export type BlockDocument = {
  readonly blocker: UserId
  readonly blocked: UserId
  /** Milliseconds since 1970. */
  readonly since: number
}

type BlocksEvent = Extract<UserEvent, { type: 'Blocked' | 'Unblocked' }>

export function blockKey(blocker: string, blocked: string): string {
  return `${blocker}:${blocked}`
}

export const blocks = {
  name: 'blocks',
  version: 1,
  handles: ['Blocked', 'Unblocked'],
  indexes: {
    byBlocker: { equal: ['blocker'], order: 'since' },
  },
  keysOf: event =>
    event.data.person === undefined ? [] : [blockKey(parseStream(event.stream).id, event.data.person)],
  evolve(block, event) {
    switch (event.type) {
      case 'Blocked':
        return {
          blocker: parseStream(event.stream).id as UserId,
          blocked: event.data.person,
          since: event.at,
        }
      case 'Unblocked':
        return null
      default:
        return block
    }
  },
} as const satisfies Projection<BlockDocument, BlocksEvent>
