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

type Registers = readonly [Registry]

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

/** One registry per composed backend, so that several in one process, as in tests, do not count together. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry] as const
  collectDefaultMetrics({ register: registry })
  const rejections = new Counter({
    name: 'rostrum_rejections_total',
    help: 'Commands that were rejected and mutations over their rate limit, by code.',
    labelNames: ['type', 'code'] as const,
    registers: [...registers],
  })
  const closed = new Counter({
    name: 'rostrum_sockets_closed_total',
    help: 'WebSockets closed by the server, by reason (see docs/operations/sockets.md).',
    labelNames: ['reason'] as const,
    registers: [...registers],
  })
  return {
    gate: gateMetrics(registers, rejections),
    refused: (mutation, code) => rejections.inc({ type: mutation, code }),
    projector: projectorMetrics(registers),
    fanOut: fanOutMetrics(registers),
    socketClosed: reason => closed.inc({ reason }),
    watch: watched => watchGauges(registers, watched),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function gateMetrics([registry]: Registers, rejections: Counter<'type' | 'code'>): Metrics['gate'] {
  const registers = [registry]
  const commands = new Counter({
    name: 'rostrum_commands_total',
    help: 'Commands by outcome; `repeated` got their first outcome again.',
    labelNames: ['type', 'outcome'] as const,
    registers,
  })
  const batches = new Histogram({
    name: 'rostrum_append_events',
    help: 'Events per append.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000],
    registers,
  })
  const appends = new Histogram({
    name: 'rostrum_append_seconds',
    help: 'Time until an append was durable.',
    buckets: SECONDS,
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
    help: 'Appends without an answer that were repeated with the same event ids, by category.',
    labelNames: ['category'] as const,
    registers,
  })
  return {
    decided(type, outcome, code) {
      commands.inc({ type, outcome })
      if (code !== undefined) rejections.inc({ type, code })
    },
    appended(events, durationMs) {
      batches.observe(events)
      appends.observe(durationMs / 1000)
    },
    conflict: category => conflicts.inc({ category }),
    retried: category => retries.inc({ category }),
  }
}

function projectorMetrics([registry]: Registers): Metrics['projector'] {
  const registers = [registry]
  const folded = new Counter({
    name: 'rostrum_projected_events_total',
    help: 'Events folded into documents.',
    registers,
  })
  const folding = new Histogram({
    name: 'rostrum_projection_batch_seconds',
    help: 'Time to fold and save a batch.',
    buckets: SECONDS,
    registers,
  })
  return {
    folded(events, durationMs) {
      folded.inc(events)
      folding.observe(durationMs / 1000)
    },
  }
}

function fanOutMetrics([registry]: Registers): Metrics['fanOut'] {
  const registers = [registry]
  const subscribers = new Gauge({ name: 'rostrum_subscribers', help: 'Subscriptions to rooms.', registers })
  const followed = new Gauge({
    name: 'rostrum_followed_rooms',
    help: 'Rooms with at least one subscription.',
    registers,
  })
  const deliveries = new Counter({
    name: 'rostrum_deliveries_total',
    help: 'Events delivered to subscriptions; one event to a thousand subscribers counts a thousand.',
    registers,
  })
  const fills = new Counter({
    name: 'rostrum_gaps_filled_total',
    help: 'Reads of the log that filled a gap between notices.',
    registers,
  })
  const lagged = new Counter({
    name: 'rostrum_lagging_subscribers_total',
    help: 'Subscriptions that fell behind because the client did not read, and resumed from the log.',
    registers,
  })
  const flushes = new Histogram({
    name: 'rostrum_flush_seconds',
    help: 'Time to deliver the waiting events of a room to all its subscribers.',
    buckets: SECONDS,
    registers,
  })
  const flushed = new Histogram({
    name: 'rostrum_flush_events',
    help: 'Events per flush.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  })
  return {
    following(followers, rooms) {
      subscribers.set(followers)
      followed.set(rooms)
    },
    delivered: (followers, events) => deliveries.inc(followers * events),
    filled: () => fills.inc(),
    flushed(durationMs, events) {
      flushes.observe(durationMs / 1000)
      flushed.observe(events)
    },
    lagged: () => lagged.inc(),
  }
}

function watchGauges([registry]: Registers, { projector, sockets }: Parameters<Metrics['watch']>[0]): void {
  const registers = [registry]
  // Both gauges of a scrape share one read. A log that does not answer must not cost the other metrics.
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
    help: 'Positions that the slowest projection is behind the log: events in SQLite, bytes in EventStoreDB. NaN when the log does not answer.',
    registers,
    async collect() {
      this.set((await ask()).positions)
    },
  })
  const seconds = new Gauge({
    name: 'rostrum_projection_lag_seconds',
    help: 'Age of the oldest event that is not folded yet. NaN when the log does not answer.',
    registers,
    async collect() {
      this.set((await ask()).seconds)
    },
  })
  const parked = new Gauge({
    name: 'rostrum_parked_rooms',
    help: 'Rooms and people with parked events, counted once per projection.',
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
}
