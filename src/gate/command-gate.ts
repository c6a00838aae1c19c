// The only way in for commands: decides them in order per stream and appends them in batches.

import type {
  AnyDecider,
  Command,
  CommandOf,
  Decider,
  RejectionCodeOf,
  StateOf,
} from '../../commands/decider.ts'
import {
  type Category,
  type Position,
  type StreamName,
  streamName,
  type Version,
} from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { Caches } from '../support/weighted-cache.ts'
import type { AppendLimits } from './append-with-retry.ts'
import type { BatchLimits } from './batch.ts'
import { createHashSeed } from './command-memory.ts'
import { type GateContext, Mailbox } from './mailbox.ts'
import type { GateMetrics, Outcome } from './outcome.ts'
import { OutcomeCache, type OutcomeCacheLimits } from './outcome-cache.ts'
import { type FoldedState, StreamState } from './stream-state.ts'
import { createWarmStreams, type WarmStreamLimits } from './warm-streams.ts'

export interface CommandGate {
  /**
   * Decides a command and appends its events, durably. Commands of one stream are decided in the order of submission;
   * all that wait while an append is in flight leave together in the next one. A repeated command id gets the first
   * outcome: from the log if the command wrote events, else from this process's memory for a while. After that it is
   * decided again. Throws a `LogFault` when the log cannot confirm the append before the deadline, and `Overloaded`
   * when too many commands wait.
   */
  submit<D extends AnyDecider>(
    decider: D,
    id: string,
    command: CommandOf<D>,
    correlationId: string,
  ): Promise<Outcome<RejectionCodeOf<D>>>

  /** The folded state of a stream, as current as this process can know without a round trip. Loads it when cold. */
  state<D extends AnyDecider>(
    decider: D,
    id: string,
  ): Promise<{ readonly state: StateOf<D>; readonly version: Version; readonly position: Position }>

  /** Accepts no more commands. Resolves when all accepted ones are answered. */
  close(): Promise<void>
}

/** Too many commands wait for one stream or in the process, or the gate is closing. Try again later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

export type GateLimits = AppendLimits & {
  readonly batch: BatchLimits
  /** How many commands may wait for one stream, and in the whole process. */
  readonly waiting: { readonly stream: number; readonly process: number }
  readonly warm: WarmStreamLimits
  /** How many of the last events are read when the decider does not need all events of a stream. */
  readonly tail: number
  /** How old, in milliseconds, the state of another stream may be when other processes can write to it. */
  readonly contextAgeMs: number
  readonly outcomes: OutcomeCacheLimits
}

const LIMITS: GateLimits = {
  timeoutMs: 5_000,
  deadlineMs: 15_000,
  // One append fits into what EventStoreDB takes at once, which is 1 MiB.
  batch: { events: 2_000, bytes: 900 * 1024 },
  waiting: { stream: 20_000, process: 100_000 },
  warm: { streams: 10_000, commands: 2_000_000 },
  tail: 20_000,
  contextAgeMs: 100,
  outcomes: { least: 10_000, keepMs: 10 * 60_000, maxBytes: 48 * 1024 * 1024 },
}

export type GateOptions = {
  readonly log: EventLog
  /** One for each category that commands are sent to or judged against. */
  readonly deciders: readonly AnyDecider[]
  readonly time: Time
  readonly logger: Logger
  readonly metrics?: GateMetrics
  readonly caches?: Caches
  readonly limits?: Partial<GateLimits>
}

const NO_METRICS: GateMetrics = { decided() {}, appended() {}, conflict() {}, retried() {} }

export function createGate(options: GateOptions): CommandGate {
  const { log, deciders, time, logger, metrics = NO_METRICS } = options
  const limits = { ...LIMITS, ...options.limits }
  const seed = createHashSeed(time)
  let waiting = 0
  let closed: PromiseWithResolvers<void> | null = null

  const outcomes = new OutcomeCache(limits.outcomes, time)
  options.caches?.add(outcomes)
  const mailboxes = createWarmStreams(deciders, limits.warm, createMailbox)
  const context: GateContext = {
    log,
    time,
    logger,
    metrics,
    limits,
    outcomes,
    contextOf: warmStateOf,
    onBatchDone: mailboxes.used,
    onAnswered() {
      waiting--
      if (waiting === 0) closed?.resolve()
    },
  }

  function createMailbox(decider: Decider, stream: StreamName): Mailbox {
    return new Mailbox(decider, new StreamState(stream, decider, log, time, seed, limits.tail), context)
  }

  function warmStateOf(stream: StreamName): StreamState {
    const mailbox = mailboxes.of(stream)
    mailboxes.used(mailbox)
    return mailbox.state
  }

  return {
    submit<Code extends string>(
      decider: { category: Category },
      id: string,
      command: Command,
      correlationId: string,
    ) {
      const mailbox = mailboxes.of(streamName(decider.category, id))
      const inFlight = mailbox.inFlight(command.commandId)
      if (inFlight) return inFlight as Promise<Outcome<Code>>
      if (closed) return Promise.reject(new Overloaded('the gate is closing'))
      if (mailbox.pending >= limits.waiting.stream || waiting >= limits.waiting.process) {
        return Promise.reject(new Overloaded(`too many commands wait for ${mailbox.state.stream}`))
      }
      waiting++
      return mailbox.put(command, correlationId) as Promise<Outcome<Code>>
    },

    async state<S>(decider: { category: Category }, id: string) {
      const state = warmStateOf(streamName(decider.category, id))
      await state.load()
      if (state.ageMs > limits.contextAgeMs) await state.refresh()
      return (await state.load()) as FoldedState & { readonly state: S }
    },

    close() {
      closed ??= Promise.withResolvers()
      if (waiting === 0) closed.resolve()
      return closed.promise
    },
  }
}
