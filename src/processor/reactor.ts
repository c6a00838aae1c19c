// Runs a reactor: it loads the present state from the read store, then follows the log.

import type { Category, DomainEvent, Position, Recorded } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { runProcessor } from './processor.ts'

/** A processor that acts. It keeps its state in memory and loads it again at each start. */
export type Reactor<E extends DomainEvent = DomainEvent> = {
  /** Part of the ids of its commands: never rename it. */
  readonly name: string
  readonly categories: readonly Category[]
  /** Loads the state from the read store. Can be repeated. */
  recall(): Promise<void>
  /** May get events that the loaded state already reflects. Must not throw. */
  handle(event: Recorded<E>): void
  close(): void
}

export type ReactorPorts = { readonly readStore: Pick<ReadStore, 'list' | 'loadMany'> }

export type RunReactorOptions = {
  readonly eventLog: EventLog
  /** Resolves to true when every projection has reached the position, or to false after `timeoutMs`. */
  reached(position: Position, timeoutMs: number): Promise<boolean>
  readonly time: Time
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** Resolves when `signal` aborts. */
export async function runReactor<E extends DomainEvent>(
  reactor: Reactor<E>,
  { eventLog, reached, time, logger, signal }: RunReactorOptions,
): Promise<void> {
  const backoff = createBackoff({ firstMs: 100, maxMs: 10_000 }, time.random)

  // The read store may be ahead of this position. The reactor then gets those events again, which is harmless.
  async function recall(): Promise<Position | null> {
    while (!signal.aborted) {
      try {
        const head = await eventLog.head()
        if (!(await reached(head, 1_000))) continue
        await reactor.recall()
        return head
      } catch (err) {
        logger.warn({ err, reactor: reactor.name }, 'reactor: start failed, retrying')
        await sleep(time, backoff.next(), signal)
      }
    }
    return null
  }

  try {
    const after = await recall()
    if (after === null) return
    await runProcessor({
      name: reactor.name,
      log: eventLog,
      filter: { categories: reactor.categories },
      after,
      async handle({ events }) {
        for (const event of events) reactor.handle(event as Recorded<E>)
      },
      signal,
      time,
      logger,
    })
  } finally {
    reactor.close()
  }
}
