// Whether a process can serve, and why not.

import { type Time, TimeoutError, timeout } from '../support/time.ts'
import type { Projector } from './projector.ts'

export type Readiness = {
  /** True from when the projections have caught up until they stop. */
  isReady(): boolean
  /** Sentences; none: it is ready. Within a second or so, whatever hangs. */
  reasons(): Promise<readonly string[]>
}

/** Milliseconds that a port has to answer. */
const PATIENCE = 1_000
/** Seconds that projections may be behind before others should be asked instead. */
const MOST_BEHIND = 10

export function createReadiness(options: {
  readonly projector: Pick<Projector, 'caughtUp' | 'ended' | 'lag'>
  readonly time: Time
  readonly ports: Readonly<Record<string, { ping(): Promise<void> }>>
}): Readiness {
  const { projector, ports, time } = options
  let caughtUp = false
  let ended = false
  projector.caughtUp().then(
    () => {
      caughtUp = true
    },
    () => {},
  )
  const end = () => {
    ended = true
  }
  projector.ended.then(end, end)

  const lag = async (): Promise<string | null> => {
    if (ended) return 'the projections have stopped'
    if (!caughtUp) return 'the projections are catching up with the log'
    const { seconds } = await projector.lag()
    return seconds > MOST_BEHIND ? `the projections are ${Math.round(seconds)} seconds behind` : null
  }

  return {
    isReady: () => caughtUp && !ended,
    async reasons() {
      const answers = await Promise.all([
        inTime(time, 'the projections', lag()),
        ...Object.entries(ports).map(([name, port]) =>
          inTime(
            time,
            name,
            port.ping().then(() => null),
          ),
        ),
      ])
      return answers.filter(answer => answer !== null)
    },
  }
}

async function inTime(time: Time, name: string, answer: Promise<string | null>): Promise<string | null> {
  try {
    return await timeout(time, answer, PATIENCE, name)
  } catch (error) {
    if (error instanceof TimeoutError) return `no answer from ${name}`
    return `${name}: ${error instanceof Error ? error.message : error}`
  }
}
