// The metrics of one process, in the format of Prometheus.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { EventLog } from '../event-log/event-log.ts'
import type { GateMetrics } from '../gate/outcome.ts'
import type { Lag, Projector, ProjectorMetrics } from '../projector/projector.ts'
import { Caches } from '../support/weighted-cache.ts'
import type { FanOutObserver } from './live/fan-out-dependencies.ts'

export type Metrics = {
  readonly gate: GateMetrics
  readonly projector: ProjectorMetrics
  readonly fanOut: FanOutObserver
  /** The caches of the process, which are counted by name. */
  readonly caches: Caches
  /** Counts a mutation that was rejected before it became a command, because of its rate limit. */
  refused(mutation: string, code: string): void
  /** Counts a WebSocket that the server closed. */
  socketClosed(reason: string): void
  /** Adds the gauges, which read these sources at each scrape. */
  watch(sources: {
    readonly projector: Pick<Projector, 'lag' | 'parked'>
    readonly log: Pick<EventLog, 'damage'>
    readonly sockets: () => number
    /** Of a process that authenticates. */
    readonly authentication?: AuthenticationGauges
  }): void
  readonly contentType: string
  text(): Promise<string>
}

/** What a process that authenticates shows of it. */
export type AuthenticationGauges = {
  /** Sockets that have not sent `connection_init`. */
  readonly uninitialisedSockets: () => number
  /** Seconds since the keys of the provider were fetched. Null without such keys. */
  readonly keysAgeSeconds: () => number | null
}

const UNKNOWN: Lag = { positions: Number.NaN, seconds: Number.NaN }

/** Buckets of the histograms of durations, in seconds. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

/** Creates a registry of its own, so that several backends in one process, as in tests, count separately. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const rejections = new Counter({
    name: 'rostrum_rejections_total',
    help: 'Rejected commands, and mutations over their rate limit, by code.',
    labelNames: ['type', 'code'] as const,
    registers: [registry],
  })
  const closed = new Counter({
    name: 'rostrum_sockets_closed_total',
    help: 'WebSockets closed by the server, by reason (see docs/operations/sockets.md).',
    labelNames: ['reason'] as const,
    registers: [registry],
  })
  return {
    gate: gateMetrics(registry, rejections),
    refused: (mutation, code) => rejections.inc({ type: mutation, code }),
    projector: projectorMetrics(registry),
    fanOut: fanOutMetrics(registry),
    caches: cacheMetrics(registry),
    socketClosed: reason => closed.inc({ reason }),
    watch(sources) {
      watchGauges(registry, sources)
      if (sources.authentication) watchAuthentication(registry, sources.authentication)
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function gateMetrics(registry: Registry, rejections: Counter<'type' | 'code'>): Metrics['gate'] {
  const registers = [registry]
  const commands = new Counter({
    name: 'rostrum_commands_total',
    help: 'Commands by outcome. `repeated`: a retry that got the first outcome again.',
    labelNames: ['type', 'outcome'] as const,
    registers,
  })
  const batches = new Histogram({
    name: 'rostrum_append_events',
    help: 'Events per append to the log.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000],
    registers,
  })
  const appends = new Histogram({
    name: 'rostrum_append_seconds',
    help: 'Time until an append was durable, in seconds.',
    buckets: SECONDS,
    registers,
  })
  const conflicts = new Counter({
    name: 'rostrum_append_conflicts_total',
    help: 'Appends that lost a race with another process, so that the command was decided again, by category.',
    labelNames: ['category'] as const,
    registers,
  })
  const retries = new Counter({
    name: 'rostrum_append_retries_total',
    help: 'Appends without a response that were retried with the same event ids, by category.',
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

function projectorMetrics(registry: Registry): Metrics['projector'] {
  const registers = [registry]
  const folded = new Counter({
    name: 'rostrum_projected_events_total',
    help: 'Events folded into documents.',
    registers,
  })
  const folding = new Histogram({
    name: 'rostrum_projection_batch_seconds',
    help: 'Time to fold and save a batch of events, in seconds.',
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

function fanOutMetrics(registry: Registry): Metrics['fanOut'] {
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
    help: 'Reads of the log to fill a gap between notices.',
    registers,
  })
  const lagged = new Counter({
    name: 'rostrum_lagging_subscribers_total',
    help: 'Subscriptions that fell behind because the client did not read, and resumed from the log.',
    registers,
  })
  const flushes = new Histogram({
    name: 'rostrum_flush_seconds',
    help: 'Time to deliver the waiting events of a room to all its subscribers, in seconds.',
    buckets: SECONDS,
    registers,
  })
  const flushed = new Histogram({
    name: 'rostrum_flush_events',
    help: 'Events of a room that were delivered together.',
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

function cacheMetrics(registry: Registry): Caches {
  const caches = new Caches()
  const labelNames = ['cache'] as const
  const gauge = (name: string, help: string, count: 'bytes' | 'entries') =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        for (const [cache, use] of caches.uses()) this.set({ cache }, use[count])
      },
    })
  gauge('rostrum_cache_bytes', 'What the entries of a cache weigh, in bytes, by cache.', 'bytes')
  gauge('rostrum_cache_entries', 'Entries of a cache, by cache.', 'entries')
  return caches
}

function watchGauges(registry: Registry, { projector, log, sockets }: Parameters<Metrics['watch']>[0]): void {
  const registers = [registry]
  // Both lag gauges of a scrape share one read. If the log does not answer, the other metrics must not fail with it.
  let reading: Promise<Lag> | null = null
  const readLag = () => {
    reading ??= projector
      .lag()
      .catch(() => UNKNOWN)
      .finally(() => {
        reading = null
      })
    return reading
  }
  const lag = new Gauge({
    name: 'rostrum_projection_lag_events',
    help: 'Positions that the slowest projection is behind the log: events in SQLite, bytes in EventStoreDB. NaN when the log does not answer.',
    registers,
    async collect() {
      this.set((await readLag()).positions)
    },
  })
  const seconds = new Gauge({
    name: 'rostrum_projection_lag_seconds',
    help: 'Age of the oldest event that is not folded yet, in seconds. NaN when the log does not answer.',
    registers,
    async collect() {
      this.set((await readLag()).seconds)
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
  const damaged = new Gauge({
    name: 'rostrum_log_damaged_parts',
    help: 'Parts of the event log that were found damaged since the process started.',
    registers,
    collect() {
      this.set(log.damage().length)
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
  for (const gauge of [lag, seconds, parked, damaged, open]) gauge.set(0)
}

function watchAuthentication(registry: Registry, gauges: AuthenticationGauges): void {
  const registers = [registry]
  new Gauge({
    name: 'rostrum_uninitialised_sockets',
    help: 'WebSockets that have not sent connection_init.',
    registers,
    collect() {
      this.set(gauges.uninitialisedSockets())
    },
  })
  if (gauges.keysAgeSeconds() === null) return
  new Gauge({
    name: 'rostrum_jwks_age_seconds',
    help: 'Time since the keys of the identity provider were fetched, in seconds. NaN when they never were.',
    registers,
    collect() {
      const age = gauges.keysAgeSeconds() ?? Number.NaN
      this.set(Number.isFinite(age) ? age : Number.NaN)
    },
  })
}
