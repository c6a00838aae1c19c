// Who follows whom.

import { parseStream } from '../commands/event.ts'
import type { UserId } from '../commands/ids.ts'
import type { UserEvent } from '../commands/user/events.ts'
import type { Projection } from './projection.ts'

export type FollowDocument = {
  readonly follower: UserId
  readonly followed: UserId
  /** Milliseconds since 1970. */
  readonly since: number
}

type FollowsEvent = Extract<UserEvent, { type: 'Followed' | 'Unfollowed' }>

export function followKey(follower: string, followed: string): string {
  return `${follower}:${followed}`
}

export const follows = {
  name: 'follows',
  version: 1,
  handles: ['Followed', 'Unfollowed'],
  indexes: {
    byFollower: { equal: ['follower'], order: 'since' },
    byFollowed: { equal: ['followed'], order: 'since' },
  },
  keysOf: event =>
    event.data.person === undefined ? [] : [followKey(parseStream(event.stream).id, event.data.person)],
  evolve(follow, event) {
    switch (event.type) {
      case 'Followed':
        return {
          follower: parseStream(event.stream).id as UserId,
          followed: event.data.person,
          since: event.at,
        }
      case 'Unfollowed':
        return null
      default:
        return follow
    }
  },
} as const satisfies Projection<FollowDocument, FollowsEvent>
