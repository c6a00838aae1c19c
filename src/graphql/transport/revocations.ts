// Follows the log for revoked tokens and for people who lost access to rooms.

import type { Position, Recorded } from '../../../commands/event.ts'
import type { UserId } from '../../../commands/ids.ts'
import type { UserEvent } from '../../../commands/user/events.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import { runProcessor } from '../../processor/processor.ts'
import { BoundedMap } from '../../support/bounded-map.ts'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'

export type Revocations = {
  /** Tokens of the person issued up to this time are void. Milliseconds since 1970; 0 when none are. */
  revokedBefore(userId: UserId): Promise<number>
  close(): Promise<void>
}

/**
 * `stored`: the revocation time that the projections know. They may lag by some milliseconds, in which a socket could
 * open that nothing would ever close. So recent revocations are remembered here too.
 */
export function createRevocations(options: {
  readonly eventLog: EventLog
  readonly after: Position
  readonly stored: (userId: UserId) => Promise<number>
  /** Called when the person's tokens issued up to `issuedBefore` become void. */
  readonly revoked: (userId: UserId, issuedBefore: number) => void
  /** Called for a person who was blocked or has unfollowed somebody. Queries show it from `position` on. */
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
