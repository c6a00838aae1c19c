// What every reactor has in common: it learns what is, then follows what happens.

import type { Category, DomainEvent, Position, Recorded } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { createBackoff } from '../support/backoff.ts'
import { pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { runProcessor } from './processor.ts'

/** A processor that acts. It keeps what it knows in memory and learns it anew at each start. */
export type Reactor<E extends DomainEvent = DomainEvent> = {
  /** A part of the ids of its commands: never rename it. */
  readonly name: string
  readonly categories: readonly Category[]
  /** Reads from the read store what the log led to until now. Can be repeated. */
  recall(): Promise<void>
  /** May be shown an event that it has recalled already; must not throw. */
  handle(event: Recorded<E>): void
  close(): void
}

export type ReactorPorts = { readonly readStore: Pick<ReadStore, 'list' | 'loadMany'> }

export type RunReactorOptions = {
  readonly eventLog: EventLog
  /** Resolves to true when every projection has reached the position, to false after `timeout` ms. */
  reached(position: Position, timeout: number): Promise<boolean>
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** Resolves when `signal` aborts. */
export async function runReactor<E extends DomainEvent>(
  reactor: Reactor<E>,
  { eventLog, reached, logger, signal }: RunReactorOptions,
): Promise<void> {
  const backoff = createBackoff({ first: 100, most: 10_000 })

  // Events between this position and what the read store shows come twice, which leads to the same.
  async function recall(): Promise<Position | null> {
    while (!signal.aborted) {
      try {
        const head = await eventLog.head()
        if (!(await reached(head, 1_000))) continue
        await reactor.recall()
        return head
      } catch (err) {
        logger.warn({ err, reactor: reactor.name }, 'a reactor could not begin and tries again')
        await pause(backoff.next(), signal)
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
      logger,
    })
  } finally {
    reactor.close()
  }
}
