// The one way in for commands.

import type { Command, Decider } from '../../commands/decider.ts'
import {
  type Category,
  type DomainEvent,
  type Position,
  type StreamName,
  streamName,
  type Version,
} from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Clock } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import type { AppendLimits } from './append-with-retry.ts'
import type { BatchLimits } from './batch.ts'
import { Mailbox, type Office } from './mailbox.ts'
import type { GateMetrics, Outcome } from './outcome.ts'
import { type RefusalLimits, Refusals } from './outcome-cache.ts'
import { type Folded, StreamState } from './stream-state.ts'
import { createMailboxes, type WarmLimits } from './warm-streams.ts'

export interface CommandGate {
  /**
   * Decides a command and appends what it leads to, durably. Commands of one stream are decided in the order of their
   * submission; all that wait while an append is in flight leave together in the next one. A command id seen before is
   * answered with the first outcome: where it wrote, the log knows it; else this process remembers it for a while, and
   * decides it anew after that. Throws a `LogFault` where the log could not say what became of it within the time-out,
   * and `Overloaded` where too many commands wait.
   */
  submit<C extends Command, E extends DomainEvent, S, Code extends string, X extends readonly unknown[]>(
    decider: Decider<C, E, S, Code, X>,
    id: string,
    command: C,
    correlationId: string,
  ): Promise<Outcome<Code>>

  /** The folded state of a stream, current as far as this process can know without a round trip; loads it when cold. */
  state<C extends Command, E extends DomainEvent, S, Code extends string, X extends readonly unknown[]>(
    decider: Decider<C, E, S, Code, X>,
    id: string,
  ): Promise<{ readonly state: S; readonly version: Version; readonly position: Position }>

  /** Takes no more commands and resolves when those taken are done. */
  close(): Promise<void>
}

/** Too many commands wait for one stream or for the process: try again later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

export type GateLimits = AppendLimits & {
  readonly batch: BatchLimits
  /** Commands that may wait for one stream, and in the whole process. */
  readonly waiting: { readonly stream: number; readonly process: number }
  readonly warm: WarmLimits
  /** Events that are read of a stream whose decider does not need all. */
  readonly tail: number
  /** Milliseconds for which the state of another stream is good enough to judge against, where others can write. */
  readonly contextAge: number
  readonly refusals: RefusalLimits
}

const LIMITS: GateLimits = {
  timeout: 5_000,
  deadline: 15_000,
  // One append fits into what EventStoreDB takes at once, which is 1 MiB.
  batch: { events: 2_000, bytes: 900 * 1024 },
  waiting: { stream: 20_000, process: 100_000 },
  warm: { streams: 10_000, commands: 2_000_000 },
  tail: 20_000,
  contextAge: 100,
  refusals: { least: 10_000, keep: 10 * 60_000, most: 200_000 },
}

export type GateOptions = {
  readonly log: EventLog
  /** One for each category that commands are sent to or judged against. */
  readonly deciders: readonly Decider[]
  readonly now: Clock
  readonly logger: Logger
  readonly metrics?: GateMetrics
  readonly limits?: Partial<GateLimits>
}

const NO_METRICS: GateMetrics = { decided() {}, appended() {}, conflict() {}, retried() {} }

export function createGate(options: GateOptions): CommandGate {
  const { log, deciders, now, logger, metrics = NO_METRICS } = options
  const limits = { ...LIMITS, ...options.limits }
  let waiting = 0
  let closed: PromiseWithResolvers<void> | null = null

  const mailboxes = createMailboxes(deciders, limits.warm, createMailbox)
  const office: Office = {
    log,
    now,
    logger,
    metrics,
    limits,
    refusals: new Refusals(limits.refusals, now),
    contextOf: warmStateOf,
    worked: mailboxes.used,
    answered() {
      waiting--
      if (waiting === 0) closed?.resolve()
    },
  }

  function createMailbox(decider: Decider, stream: StreamName): Mailbox {
    return new Mailbox(decider, new StreamState(stream, decider, log, now, limits.tail), office)
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
      if (state.age > limits.contextAge) await state.refresh()
      return (await state.load()) as Folded & { readonly state: S }
    },

    close() {
      closed ??= Promise.withResolvers()
      if (waiting === 0) closed.resolve()
      return closed.promise
    },
  }
}
