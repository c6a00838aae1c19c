// The commands of one stream: they wait here while an append is in flight, and leave together in the next.

import type { Command, Decider } from '../../commands/decider.ts'
import { parseStream, type Recorded, type StreamName } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import { type Appended, type EventLog, LogFault } from '../event-log/event-log.ts'
import { createBackoff } from '../support/backoff.ts'
import { type Clock, nextTurn, pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { type AppendLimits, appendSurely } from './append-with-retry.ts'
import { type Batch, type BatchLimits, decideBatch, type Job, type Missing } from './batch.ts'
import type { GateMetrics, Outcome } from './outcome.ts'
import type { Refusals } from './outcome-cache.ts'
import type { Folded, StreamState } from './stream-state.ts'

/** What mailboxes share. */
export type Office = {
  readonly log: EventLog
  readonly now: Clock
  readonly logger: Logger
  readonly metrics: GateMetrics
  readonly limits: AppendLimits & { readonly batch: BatchLimits; readonly contextAge: number }
  readonly refusals: Refusals
  /** The state of another stream, warm or not. */
  contextOf(stream: StreamName): StreamState
  /** A command of this mailbox was answered. */
  answered(): void
  /** A batch is done. */
  worked(mailbox: Mailbox): void
}

export class Mailbox {
  readonly state: StreamState
  readonly #decider: Decider
  readonly #id: string
  readonly #office: Office
  readonly #pending = new Map<CommandId, Promise<Outcome>>()
  #waiting: Job[] = []
  #working = false

  constructor(decider: Decider, state: StreamState, office: Office) {
    this.#decider = decider
    this.#id = parseStream(state.stream).id
    this.state = state
    this.#office = office
  }

  /** Commands that are not answered. */
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
        commuting: false,
        rejection: null,
        error: undefined,
        recalled: false,
      })
    })
    this.#pending.set(command.commandId, outcome)
    this.#work()
    return outcome
  }

  #work(): void {
    if (this.#working) return
    this.#working = true
    // Not at once: all that arrives in this turn goes together.
    setImmediate(() => this.#workOff())
  }

  async #workOff(): Promise<void> {
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting
      this.#waiting = []
      const left = await this.#workOn(jobs)
      if (left.length > 0) this.#waiting = left.concat(this.#waiting)
      this.#office.worked(this)
      await nextTurn()
    }
    this.#working = false
  }

  /** Answers some of the jobs, at least one, and returns the others. */
  async #workOn(jobs: readonly Job[]): Promise<readonly Job[]> {
    let waiting = jobs
    let taken = jobs.length
    try {
      let base = await this.state.load()
      const held = new Map<StreamName, Folded>()
      const backoff = createBackoff({ first: 5, most: 200 })
      const until = performance.now() + this.#office.limits.deadline
      let certain = this.#office.log.exclusive
      for (;;) {
        waiting = this.#withoutKnown(waiting)
        taken = waiting.length
        if (taken === 0) return waiting
        const batch = this.#decide(base, waiting, held)
        if ('missing' in batch) {
          await this.#hold(batch.missing, held)
          continue
        }
        taken = batch.taken
        if (!certain && batch.refuses) {
          certain = true
          if (await this.#refresh(batch, held)) {
            base = await this.state.load()
            continue
          }
        }
        const appended = await this.#append(batch)
        if (appended.written) {
          this.state.advance(base, appended.events, batch.state)
          this.#answer(waiting.slice(0, taken), batch, appended)
          return waiting.slice(taken)
        }
        this.#office.metrics.conflict(this.#decider.category)
        for (const job of waiting) job.commuting ||= job.events.length > 0 && this.#commutes(job)
        if (performance.now() > until) {
          throw new LogFault(`other writers of ${this.state.stream} were faster each time`)
        }
        await this.state.refresh()
        const moved = await this.state.load()
        // The log named another version and then showed this one: a copy that lags. It needs a moment.
        if (moved.version === base.version) await pause(backoff.next())
        base = moved
        certain = true
      }
    } catch (error) {
      if (!(error instanceof LogFault) || error.fateUnknown) this.state.drop()
      const { logger } = this.#office
      logger.error({ err: error, stream: this.state.stream, commands: taken }, 'commands failed')
      for (const job of waiting.slice(0, taken)) this.#fail(job, error)
      return waiting.slice(taken)
    }
  }

  #decide(base: Folded, jobs: readonly Job[], held: ReadonlyMap<StreamName, Folded>): Batch | Missing {
    const { limits, now } = this.#office
    const contextOf = (stream: StreamName) => {
      const kept = held.get(stream)
      if (kept) return kept
      const state = this.#office.contextOf(stream)
      return state.age <= limits.contextAge ? state.folded : null
    }
    return decideBatch(this.#decider, this.#id, base, jobs, contextOf, now(), limits.batch)
  }

  #commutes({ command }: Job): boolean {
    return this.#decider.reads === 'tail' || (this.#decider.commutes?.(command) ?? false)
  }

  /** Has the states of other streams at hand for this batch, so that none is evicted or too old in between. */
  async #hold(streams: ReadonlySet<StreamName>, held: Map<StreamName, Folded>): Promise<void> {
    await Promise.all(
      [...streams].map(async stream => {
        const state = this.#office.contextOf(stream)
        await state.load()
        if (state.age > this.#office.limits.contextAge) await state.refresh()
        held.set(stream, await state.load())
      }),
    )
  }

  /**
   * A refusal may come of a state that is not the last. An append at the exact version proves the stream's own; all
   * else has to be read. True where something was new.
   */
  async #refresh(batch: Batch, held: Map<StreamName, Folded>): Promise<boolean> {
    const own = batch.events.length === 0 ? this.state.refresh() : false
    const others = [...batch.contexts].map(async stream => {
      const state = this.#office.contextOf(stream)
      const before = held.get(stream)?.version ?? state.folded?.version
      await state.refresh()
      const after = await state.load()
      held.set(stream, after)
      return after.version !== before
    })
    return (await Promise.all([own, ...others])).includes(true)
  }

  async #append({ base, events }: Batch): Promise<Appended> {
    if (events.length === 0) return { written: true, version: base.version, events: [] }
    const { log, limits, logger, metrics } = this.#office
    const begun = performance.now()
    const { stream } = this.state
    const onRetry = () => metrics.retried(this.#decider.category)
    const appended = await appendSurely(log, stream, base.version, events, limits, logger, onRetry)
    if (appended.written) metrics.appended(events.length, performance.now() - begun)
    return appended
  }

  #answer(jobs: readonly Job[], { base }: Batch, { events }: Appended & { written: true }): void {
    const { metrics, refusals } = this.#office
    let done = 0
    for (const job of jobs) {
      const { type, commandId } = job.command
      if (job.error !== undefined) {
        const facts = { err: job.error, command: type, commandId, stream: this.state.stream }
        this.#office.logger.error(facts, 'a command could not be decided')
        this.#fail(job, job.error)
      } else if (job.rejection) {
        const outcome: Outcome = { accepted: false, rejection: job.rejection }
        refusals.add(this.state.stream, commandId, outcome)
        metrics.decided(type, 'rejected', job.rejection.code)
        this.#settle(job, outcome)
      } else {
        const own = events.slice(done, done + job.events.length)
        done += own.length
        const version = base.version + done
        const position = events[done - 1]?.position ?? base.position
        const outcome: Outcome = { accepted: true, position, version, events: own }
        if (own.length === 0) refusals.add(this.state.stream, commandId, outcome)
        metrics.decided(type, own.length === 0 ? 'nothing' : 'accepted')
        this.#settle(job, outcome)
      }
    }
  }

  #settle(job: Job, outcome: Outcome): void {
    this.#pending.delete(job.command.commandId)
    job.resolve(outcome)
    this.#office.answered()
  }

  #fail(job: Job, error: unknown): void {
    this.#pending.delete(job.command.commandId)
    this.#office.metrics.decided(job.command.type, 'fault')
    job.reject(error)
    this.#office.answered()
  }

  /** Answers commands that were seen before with their first outcome, and returns the others. */
  #withoutKnown(jobs: readonly Job[]): readonly Job[] {
    const refused = this.#office.refusals.of(this.state.stream)
    const isKnown = (job: Job) =>
      refused?.has(job.command.commandId) || (!job.recalled && this.state.find(job.command.commandId) > 0)
    if (!jobs.some(isKnown)) return jobs
    return jobs.filter(job => {
      if (!isKnown(job)) return true
      this.#office.metrics.decided(job.command.type, 'repeated')
      const outcome = refused?.get(job.command.commandId)
      if (outcome) this.#settle(job, outcome)
      else this.#recall(job)
      return false
    })
  }

  /** Reads what a command led to. Others do not wait for it. */
  async #recall(job: Job): Promise<void> {
    const { commandId } = job.command
    try {
      const events = await this.#eventsOf(commandId)
      const last = events.at(-1)
      if (last) {
        const { position, version } = last
        this.#settle(job, { accepted: true, position, version, events })
        return
      }
      // Another id with the same hash: this command is a new one.
      job.recalled = true
      this.#waiting.push(job)
      this.#work()
    } catch (error) {
      this.#fail(job, error)
    }
  }

  async #eventsOf(commandId: CommandId): Promise<readonly Recorded[]> {
    const events: Recorded[] = []
    for (let from = this.state.find(commandId); ; from += PAGE) {
      const page = await this.#office.log.read(this.state.stream, from, PAGE)
      for (const event of page) {
        if (event.cause.commandId !== commandId) return events
        events.push(event)
      }
      if (page.length < PAGE) return events
    }
  }
}

/** Events that are read at one go where a command that was seen before is answered. */
const PAGE = 100
