// The numbers of one process, as Prometheus reads them.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { GateMetrics } from '../gate/outcome.ts'
import type { Lag, Projector, ProjectorMetrics } from '../projector/projector.ts'
import type { FanOutObserver } from './live/fan-out-dependencies.ts'

export type Metrics = {
  readonly gate: GateMetrics
  readonly projector: ProjectorMetrics
  readonly fanOut: FanOutObserver
  /** A mutation was refused before it became a command: it came too often. */
  refused(mutation: string, code: string): void
  /** A socket was closed from this side. */
  socketClosed(reason: string): void
  /** Asked for at each scrape. */
  watch(sources: {
    readonly projector: Pick<Projector, 'lag' | 'parked'>
    readonly sockets: () => number
  }): void
  readonly contentType: string
  text(): Promise<string>
}

const UNKNOWN: Lag = { positions: Number.NaN, seconds: Number.NaN }

/** One registry for a process: several backends in one process, as tests have them, do not count together. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const commands = new Counter({
    name: 'rostrum_commands_total',
    help: 'Commands by what became of them; `repeated` were answered with their first outcome.',
    labelNames: ['type', 'outcome'] as const,
    registers,
  })
  const rejections = new Counter({
    name: 'rostrum_rejections_total',
    help: 'Commands that the domain refused, and mutations that came too often, by why.',
    labelNames: ['type', 'code'] as const,
    registers,
  })
  const batches = new Histogram({
    name: 'rostrum_append_events',
    help: 'Events of one append.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000],
    registers,
  })
  const appends = new Histogram({
    name: 'rostrum_append_seconds',
    help: 'How long an append took until it was durable.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const conflicts = new Counter({
    name: 'rostrum_append_conflicts_total',
    help: 'Appends that lost a race and were decided again, by category.',
    labelNames: ['category'] as const,
    registers,
  })
  const retries = new Counter({
    name: 'rostrum_append_retries_total',
    help: 'Appends that got no answer and were repeated with the same event ids, by category.',
    labelNames: ['category'] as const,
    registers,
  })
  const folded = new Counter({
    name: 'rostrum_projected_events_total',
    help: 'Events that were folded into documents.',
    registers,
  })
  const folding = new Histogram({
    name: 'rostrum_projection_batch_seconds',
    help: 'How long a batch took to be folded and saved.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const subscribers = new Gauge({ name: 'rostrum_subscribers', help: 'Subscriptions to rooms.', registers })
  const followed = new Gauge({
    name: 'rostrum_followed_rooms',
    help: 'Rooms that are subscribed to.',
    registers,
  })
  const deliveries = new Counter({
    name: 'rostrum_deliveries_total',
    help: 'Events handed to subscriptions: one event to a thousand counts a thousand.',
    registers,
  })
  const fills = new Counter({
    name: 'rostrum_gaps_filled_total',
    help: 'How often the log was read for what no notice told of.',
    registers,
  })
  const lagged = new Counter({
    name: 'rostrum_lagging_subscribers_total',
    help: 'How often a subscription fell behind because its client did not read, and went on from the log.',
    registers,
  })
  const flushes = new Histogram({
    name: 'rostrum_flush_seconds',
    help: 'How long it took to tell all who follow a room of what waited for them.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const flushed = new Histogram({
    name: 'rostrum_flush_events',
    help: 'Events that left together.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  })
  const closed = new Counter({
    name: 'rostrum_sockets_closed_total',
    help: 'WebSockets that were closed from this side, by why (see docs/operations/sockets.md).',
    labelNames: ['reason'] as const,
    registers,
  })

  return {
    gate: {
      decided(type, outcome, code) {
        commands.inc({ type, outcome })
        if (code !== undefined) rejections.inc({ type, code })
      },
      appended(events, milliseconds) {
        batches.observe(events)
        appends.observe(milliseconds / 1000)
      },
      conflict: category => conflicts.inc({ category }),
      retried: category => retries.inc({ category }),
    },
    refused: (mutation, code) => rejections.inc({ type: mutation, code }),
    projector: {
      folded(events, milliseconds) {
        folded.inc(events)
        folding.observe(milliseconds / 1000)
      },
    },
    fanOut: {
      following(followers, rooms) {
        subscribers.set(followers)
        followed.set(rooms)
      },
      delivered: (followers, events) => deliveries.inc(followers * events),
      filled: () => fills.inc(),
      flushed(milliseconds, events) {
        flushes.observe(milliseconds / 1000)
        flushed.observe(events)
      },
      lagged: () => lagged.inc(),
    },
    socketClosed: reason => closed.inc({ reason }),
    watch({ projector, sockets }) {
      // One question for both gauges of a scrape; a log that does not answer must not cost the other metrics.
      let asked: Promise<Lag> | null = null
      const ask = () => {
        asked ??= projector
          .lag()
          .catch(() => UNKNOWN)
          .finally(() => {
            asked = null
          })
        return asked
      }
      const lag = new Gauge({
        name: 'rostrum_projection_lag_events',
        help: 'How far the farthest projection is behind the log, by its positions: events of SQLite, bytes of EventStoreDB; NaN where the log does not say.',
        registers,
        async collect() {
          this.set((await ask()).positions)
        },
      })
      const seconds = new Gauge({
        name: 'rostrum_projection_lag_seconds',
        help: 'The age of the oldest event that is not folded yet; NaN where the log does not say.',
        registers,
        async collect() {
          this.set((await ask()).seconds)
        },
      })
      const parked = new Gauge({
        name: 'rostrum_parked_rooms',
        help: 'Rooms and people with an event that could not be folded, once for each projection.',
        registers,
        collect() {
          this.set(projector.parked().length)
        },
      })
      const open = new Gauge({
        name: 'rostrum_sockets',
        help: 'Open WebSockets.',
        registers,
        collect() {
          this.set(sockets())
        },
      })
      for (const gauge of [lag, seconds, parked, open]) gauge.set(0)
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}
