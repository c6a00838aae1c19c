// The commands of one stream. They wait here while an append is in flight, and leave together in the next.

import type { Command, Decider } from '../../commands/decider.ts'
import { parseStream, type StreamName } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import { type Appended, damageOf, type EventLog, LogFault } from '../event-log/event-log.ts'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { type AppendLimits, appendWithRetry } from './append-with-retry.ts'
import { type Batch, type BatchLimits, decideBatch, type MissingState, type PendingCommand } from './batch.ts'
import { readCommandEvents } from './command-events.ts'
import type { GateMetrics, Outcome } from './outcome.ts'
import type { OutcomeCache } from './outcome-cache.ts'
import type { FoldedState, StreamState } from './stream-state.ts'

/** What all mailboxes of a gate share. */
export type GateContext = {
  readonly log: EventLog
  readonly time: Time
  readonly logger: Logger
  readonly metrics: GateMetrics
  readonly limits: AppendLimits & { readonly batch: BatchLimits; readonly contextAgeMs: number }
  readonly outcomes: OutcomeCache
  /** The state of another stream, warm or not. */
  contextOf(stream: StreamName): StreamState
  /** Called when a command of this mailbox is answered. */
  onAnswered(): void
  /** Called when a batch of this mailbox is done. */
  onBatchDone(mailbox: Mailbox): void
}

export class Mailbox {
  readonly state: StreamState
  readonly #decider: Decider
  readonly #id: string
  readonly #context: GateContext
  readonly #pending = new Map<CommandId, Promise<Outcome>>()
  #waiting: PendingCommand[] = []
  #isDraining = false

  constructor(decider: Decider, state: StreamState, context: GateContext) {
    this.#decider = decider
    this.#id = parseStream(state.stream).id
    this.state = state
    this.#context = context
  }

  /** How many commands have no answer yet. */
  get pending(): number {
    return this.#pending.size
  }

  inFlight(commandId: CommandId): Promise<Outcome> | undefined {
    return this.#pending.get(commandId)
  }

  put(command: Command, correlationId: string): Promise<Outcome> {
    const outcome = new Promise<Outcome>((resolve, reject) => {
      this.#waiting.push({
        command,
        correlationId,
        resolve,
        reject,
        events: [],
        isDecided: false,
        rejection: null,
        error: undefined,
        isKnownNew: false,
      })
    })
    this.#pending.set(command.commandId, outcome)
    this.#startDraining()
    return outcome
  }

  #startDraining(): void {
    if (this.#isDraining) return
    this.#isDraining = true
    // In the next turn of the event loop, so that all commands of this turn go into one batch.
    void this.#context.time.nextTurn().then(() => this.#drain())
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting
      this.#waiting = []
      const remaining = await this.#processBatch(jobs)
      if (remaining.length > 0) this.#waiting = remaining.concat(this.#waiting)
      this.#context.onBatchDone(this)
      await this.#context.time.nextTurn()
    }
    this.#isDraining = false
  }

  /** Decides and appends a batch. Answers at least one of the jobs and returns the others. */
  async #processBatch(jobs: readonly PendingCommand[]): Promise<readonly PendingCommand[]> {
    const { time, limits } = this.#context
    let waiting = jobs
    let decided = jobs.length
    try {
      let base = await this.state.load()
      const contexts = new Map<StreamName, FoldedState>()
      const backoff = createBackoff({ firstMs: 5, maxMs: 200 }, time.random)
      const until = time.elapsed() + limits.deadlineMs
      let isCurrent = this.#context.log.isExclusive
      for (;;) {
        waiting = this.#withoutKnown(waiting)
        decided = waiting.length
        if (decided === 0) return waiting
        const batch = this.#decide(base, waiting, contexts)
        if ('missing' in batch) {
          await this.#loadContexts(batch.missing, contexts)
          continue
        }
        decided = batch.decided
        if (!isCurrent && batch.hasNoOps) {
          isCurrent = true
          if (await this.#refresh(batch, contexts)) {
            base = await this.state.load()
            continue
          }
        }
        const appended = await this.#append(batch)
        if (appended.written) {
          this.state.advance(base, appended.events, batch.state)
          this.#answer(waiting.slice(0, decided), batch, appended)
          return waiting.slice(decided)
        }
        this.#context.metrics.conflict(this.#decider.category)
        for (const job of waiting) job.isDecided ||= job.events.length > 0 && this.#commutes(job)
        if (time.elapsed() > until) {
          throw new LogFault(`${this.state.stream}: other writers won every race until the deadline`)
        }
        await this.state.refresh()
        const refreshed = await this.state.load()
        // The log reported a newer version and then returned the old one: a lagging replica. Give it a moment.
        if (refreshed.version === base.version) await sleep(time, backoff.next())
        base = refreshed
        isCurrent = true
      }
    } catch (error) {
      if (!(error instanceof LogFault) || error.isOutcomeUnknown) this.state.drop()
      const { logger } = this.#context
      // The log has reported damage already.
      if (!damageOf(error))
        logger.error({ err: error, stream: this.state.stream, commands: decided }, 'gate: commands failed')
      for (const job of waiting.slice(0, decided)) this.#fail(job, error)
      return waiting.slice(decided)
    }
  }

  #decide(
    base: FoldedState,
    jobs: readonly PendingCommand[],
    contexts: ReadonlyMap<StreamName, FoldedState>,
  ): Batch | MissingState {
    const { limits, time } = this.#context
    const contextOf = (stream: StreamName) => {
      const loaded = contexts.get(stream)
      if (loaded) return loaded
      const state = this.#context.contextOf(stream)
      return state.ageMs <= limits.contextAgeMs ? state.folded : null
    }
    return decideBatch(this.#decider, this.#id, base, jobs, contextOf, time.now(), limits.batch)
  }

  #commutes({ command }: PendingCommand): boolean {
    return this.#decider.reads === 'tail' || (this.#decider.commutes?.(command) ?? false)
  }

  /** Loads the states of other streams for this batch, so that none is evicted or grows too old before it is decided. */
  async #loadContexts(
    streams: ReadonlySet<StreamName>,
    contexts: Map<StreamName, FoldedState>,
  ): Promise<void> {
    await Promise.all(
      [...streams].map(async stream => {
        const state = this.#context.contextOf(stream)
        await state.load()
        if (state.ageMs > this.#context.limits.contextAgeMs) await state.refresh()
        contexts.set(stream, await state.load())
      }),
    )
  }

  /**
   * A rejection may come from a stale state. An append at the exact version proves that the stream's own state was
   * current; everything else must be read again. Resolves to true if a state has changed.
   */
  async #refresh(batch: Batch, contexts: Map<StreamName, FoldedState>): Promise<boolean> {
    const own = batch.events.length === 0 ? this.state.refresh() : false
    const others = [...batch.contexts].map(async stream => {
      const state = this.#context.contextOf(stream)
      const before = contexts.get(stream)?.version ?? state.folded?.version
      await state.refresh()
      const after = await state.load()
      contexts.set(stream, after)
      return after.version !== before
    })
    return (await Promise.all([own, ...others])).includes(true)
  }

  async #append({ base, events }: Batch): Promise<Appended> {
    if (events.length === 0) return { written: true, version: base.version, events: [] }
    const { time, metrics } = this.#context
    const startedAt = time.elapsed()
    const { stream } = this.state
    const onRetry = () => metrics.retried(this.#decider.category)
    const appended = await appendWithRetry(this.#context, stream, base.version, events, onRetry)
    if (appended.written) metrics.appended(events.length, time.elapsed() - startedAt)
    return appended
  }

  #answer(jobs: readonly PendingCommand[], { base }: Batch, { events }: Appended & { written: true }): void {
    const { metrics, outcomes } = this.#context
    let answered = 0
    for (const job of jobs) {
      const { type, commandId } = job.command
      if (job.error !== undefined) {
        const facts = { err: job.error, command: type, commandId, stream: this.state.stream }
        this.#context.logger.error(facts, 'gate: decider threw')
        this.#fail(job, job.error)
      } else if (job.rejection) {
        const outcome: Outcome = { accepted: false, rejection: job.rejection }
        outcomes.add(this.state.stream, commandId, outcome)
        metrics.decided(type, 'rejected', job.rejection.code)
        this.#settle(job, outcome)
      } else {
        const own = events.slice(answered, answered + job.events.length)
        answered += own.length
        const version = base.version + answered
        const position = events[answered - 1]?.position ?? base.position
        const outcome: Outcome = { accepted: true, position, version, events: own }
        if (own.length === 0) outcomes.add(this.state.stream, commandId, outcome)
        metrics.decided(type, own.length === 0 ? 'nothing' : 'accepted')
        this.#settle(job, outcome)
      }
    }
  }

  #settle(job: PendingCommand, outcome: Outcome): void {
    this.#pending.delete(job.command.commandId)
    job.resolve(outcome)
    this.#context.onAnswered()
  }

  #fail(job: PendingCommand, error: unknown): void {
    this.#pending.delete(job.command.commandId)
    this.#context.metrics.decided(job.command.type, 'fault')
    job.reject(error)
    this.#context.onAnswered()
  }

  /** Answers repeated commands with their first outcome, and returns the others. */
  #withoutKnown(jobs: readonly PendingCommand[]): readonly PendingCommand[] {
    const remembered = this.#context.outcomes.of(this.state.stream)
    const isKnown = (job: PendingCommand) =>
      remembered?.has(job.command.commandId) ||
      (!job.isKnownNew && this.state.find(job.command.commandId) > 0)
    if (!jobs.some(isKnown)) return jobs
    return jobs.filter(job => {
      if (!isKnown(job)) return true
      this.#context.metrics.decided(job.command.type, 'repeated')
      const outcome = remembered?.get(job.command.commandId)
      if (outcome) this.#settle(job, outcome)
      else this.#recall(job)
      return false
    })
  }

  /** Reads the events of a repeated command and answers it. Other commands do not wait for this. */
  async #recall(job: PendingCommand): Promise<void> {
    const { commandId } = job.command
    try {
      const events = await readCommandEvents(
        this.#context.log,
        this.state.stream,
        this.state.find(commandId),
        commandId,
      )
      const last = events.at(-1)
      if (last) {
        const { position, version } = last
        this.#settle(job, { accepted: true, position, version, events })
        return
      }
      // A different id with the same hash: this command is new.
      job.isKnownNew = true
      this.#waiting.push(job)
      this.#startDraining()
    } catch (error) {
      this.#fail(job, error)
    }
  }
}
