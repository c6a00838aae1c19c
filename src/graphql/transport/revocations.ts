// Whose tokens are void, and who may read less than before, as soon as the log says so.

import type { Position, Recorded } from '../../../commands/event.ts'
import type { UserId } from '../../../commands/ids.ts'
import type { UserEvent } from '../../../commands/user/events.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import { runProcessor } from '../../processor/processor.ts'
import { BoundedMap } from '../../support/bounded-map.ts'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'

export type Revocations = {
  /** Up to when a person's tokens are void, in milliseconds since 1970; 0: none are. */
  revokedBefore(userId: UserId): Promise<number>
  close(): Promise<void>
}

/**
 * `stored`: what the projections know of a person. They may be some milliseconds behind, and in these a socket could
 * be opened that nothing would ever end: so what the log said lately is remembered here too.
 */
export function createRevocations(options: {
  readonly eventLog: EventLog
  readonly after: Position
  readonly stored: (userId: UserId) => Promise<number>
  /** The person's tokens that were issued up to this moment are void from now on. */
  readonly revoked: (userId: UserId, issuedBefore: number) => void
  /** Whom somebody has blocked, or who follows somebody no more; `position`: from where queries show it. */
  readonly accessWithdrawn: (userId: UserId, position: Position) => void
  readonly time: Time
  readonly logger: Logger
}): Revocations {
  const { eventLog, stored, revoked, accessWithdrawn, time, logger } = options
  const recent = new BoundedMap<UserId, number>(10_000)
  const stopping = new AbortController()
  const running = runProcessor({
    name: 'revocations',
    log: eventLog,
    filter: { categories: ['User'] },
    after: options.after,
    async handle({ events }) {
      for (const { type, data, stream, position } of events as readonly Recorded<UserEvent>[]) {
        const userId = stream.slice('User-'.length) as UserId
        if (type === 'Blocked') accessWithdrawn(data.person, position)
        if (type === 'Unfollowed') accessWithdrawn(userId, position)
        if (type !== 'TokensRevoked') continue
        recent.set(userId, data.issuedBefore)
        revoked(userId, data.issuedBefore)
      }
    },
    signal: stopping.signal,
    time,
    logger,
  })

  return {
    async revokedBefore(userId) {
      return Math.max(recent.get(userId) ?? 0, await stored(userId))
    },
    async close() {
      stopping.abort()
      await running
    },
  }
}
