// Rate limits: a token bucket per person and mutation.

import type { UserId } from '../../commands/ids.ts'
import { BoundedMap } from '../support/bounded-map.ts'

/** `burst` mutations at once, then `perSecond` mutations per second. */
export type Allowance = { readonly burst: number; readonly perSecond: number }

/** By the name of the mutation. All others have `DEFAULT_ALLOWANCE`. */
export const allowances: Readonly<Record<string, Allowance>> = {
  react: { burst: 20, perSecond: 10 },
  vote: { burst: 10, perSecond: 2 },
  postComment: { burst: 5, perSecond: 1 },
  raiseHand: { burst: 5, perSecond: 0.5 },
  lowerHand: { burst: 10, perSecond: 2 },
  joinRoom: { burst: 10, perSecond: 1 },
  scheduleRoom: { burst: 5, perSecond: 0.1 },
  openRoom: { burst: 5, perSecond: 0.1 },
  openPoll: { burst: 5, perSecond: 0.2 },
  invitePeople: { burst: 5, perSecond: 0.5 },
  register: { burst: 5, perSecond: 0.2 },
  changeProfile: { burst: 5, perSecond: 0.2 },
  follow: { burst: 20, perSecond: 1 },
  connectSound: { burst: 10, perSecond: 0.5 },
  trickle: { burst: 40, perSecond: 5 },
  signOutEverywhere: { burst: 3, perSecond: 0.1 },
}

export const DEFAULT_ALLOWANCE: Allowance = { burst: 10, perSecond: 2 }

type Bucket = { left: number; at: number }

/**
 * Returns a function that consumes one unit of a person's allowance. It returns 0 on success, otherwise how many
 * milliseconds to wait, without consuming anything. `scale` multiplies all allowances. At most `limit` buckets are kept:
 * beyond that, the least recently used one is dropped and starts again full.
 */
export function createAllowances(
  now: () => number,
  scale = 1,
  limit = 200_000,
): (userId: UserId, command: string) => number {
  const buckets = new BoundedMap<string, Bucket>(limit)
  return (userId, command) => {
    const { burst, perSecond } = allowances[command] ?? DEFAULT_ALLOWANCE
    const most = Math.max(1, burst * scale)
    const perMillisecond = (perSecond * scale) / 1000
    const at = now()
    const key = `${command} ${userId}`
    const bucket = buckets.get(key) ?? { left: most, at }
    // If the clock is set back, the bucket neither gains nor loses.
    const left = Math.min(most, bucket.left + Math.max(0, at - bucket.at) * perMillisecond)
    const enough = left >= 1 - 1e-9
    buckets.set(key, { left: enough ? left - 1 : left, at })
    return enough ? 0 : Math.max(1, Math.ceil((1 - left) / perMillisecond - 1e-6))
  }
}
