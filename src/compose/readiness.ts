// Says whether this process can serve, and why not.

import type { EventLog, LogDamage } from '../event-log/event-log.ts'
import type { Readiness } from '../graphql/transport/health.ts'
import type { Progress } from '../projector/progress-watch.ts'
import { type Time, TimeoutError, timeout } from '../support/time.ts'

/** How long an engine may take to answer a ping. */
const PING_TIMEOUT_MS = 1_000
/** When projections are farther behind than this, clients should be sent to other processes. */
const MAX_LAG_SECONDS = 10

export type ReadinessOptions = {
  readonly progress: Pick<Progress, 'caughtUp' | 'ended' | 'lag'>
  /** The engines that this process needs, by the name that the reasons give them. */
  readonly engines: Readonly<Record<string, { ping(): Promise<void> }>>
  readonly log: Pick<EventLog, 'damage'>
  readonly time: Time
}

/** Ready from when the projections have caught up until they stop, while all engines answer in time. */
export function createReadiness({ progress, engines, log, time }: ReadinessOptions): Readiness {
  let hasCaughtUp = false
  let hasEnded = false
  const catchUp = () => {
    hasCaughtUp = true
  }
  const end = () => {
    hasEnded = true
  }
  progress.caughtUp().then(catchUp, () => {})
  progress.ended.then(end, end)

  async function reasonOfProjections(): Promise<string | null> {
    if (hasEnded) return 'the projections have stopped'
    if (!hasCaughtUp) return 'the projections are catching up with the log'
    const { seconds } = await progress.lag()
    return seconds > MAX_LAG_SECONDS ? `the projections are ${Math.round(seconds)} seconds behind` : null
  }

  async function reasonOf(name: string, check: Promise<string | null>): Promise<string | null> {
    try {
      return await timeout(time, check, PING_TIMEOUT_MS, name)
    } catch (error) {
      if (error instanceof TimeoutError) return `no answer from ${name}`
      return `${name}: ${error instanceof Error ? error.message : error}`
    }
  }

  return {
    isReady: () => hasCaughtUp && !hasEnded,
    degraded: () => log.damage().map(degradationOf),
    async reasons() {
      const pings = Object.entries(engines).map(([name, engine]) =>
        reasonOf(
          name,
          engine.ping().then(() => null),
        ),
      )
      const reasons = await Promise.all([reasonOf('the projections', reasonOfProjections()), ...pings])
      return reasons.filter(reason => reason !== null)
    },
  }
}

/** How many streams a sentence names. */
const MAX_NAMED = 5

function degradationOf({ streams, from, to, reason }: LogDamage): string {
  const named = streams.slice(0, MAX_NAMED).join(', ')
  const rest = streams.length > MAX_NAMED ? ` and ${streams.length - MAX_NAMED} more` : ''
  const place = from === null ? '' : ` at positions ${Number(from)} to ${Number(to)}`
  return `the event log is damaged${place} (${reason}); affected: ${named || 'unknown'}${rest}`
}
