// Deciding the commands that wait, each on the state that those before it lead to.

import type { Command, Decider, Rejection } from '../../commands/decider.ts'
import type { NewEvent, StreamName } from '../../commands/event.ts'
import type { EventId } from '../../commands/ids.ts'
import { uuidV5 } from '../support/uuid.ts'
import type { Outcome } from './outcome.ts'
import type { FoldedState } from './stream-state.ts'

/** A command that waits. What was decided last is kept with it. */
export type PendingCommand = {
  readonly command: Command
  readonly correlationId: string
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  /** Its events; they stand through a lost race where `commuting`. */
  events: readonly NewEvent[]
  commuting: boolean
  rejection: Rejection | null
  /** What its decider threw, which is a defect. */
  error: unknown
  /** The log was asked for events of this command and had none. */
  recalled: boolean
}

/** How much goes into one append. The first command's events always do. */
export type BatchLimits = {
  readonly events: number
  /** Of JSON, about. */
  readonly bytes: number
}

export type Batch = {
  readonly base: FoldedState
  /** How many of the waiting commands were decided. */
  readonly taken: number
  readonly events: readonly NewEvent[]
  /** After all of `events`. */
  readonly state: unknown
  /** Whether a command led to no event. */
  readonly refuses: boolean
  /** The streams that the commands were judged against. */
  readonly contexts: ReadonlySet<StreamName>
}

/** The streams whose state must be had before the commands can be decided. */
export type MissingState = { readonly missing: ReadonlySet<StreamName> }

const NO_EVENTS: readonly NewEvent[] = []
const NO_STREAMS: readonly StreamName[] = []

export function decideBatch(
  decider: Decider,
  id: string,
  base: FoldedState,
  jobs: readonly PendingCommand[],
  contextOf: (stream: StreamName) => FoldedState | null,
  at: number,
  limits: BatchLimits,
): Batch | MissingState {
  const events: NewEvent[] = []
  const contexts = new Set<StreamName>()
  let state = base.state
  let taken = 0
  let bytes = 0
  let refuses = false
  let needed = NO_STREAMS
  let context: readonly unknown[] = []

  for (const job of jobs) {
    let next = state
    try {
      if (!job.commuting) {
        reset(job)
        const needs = decider.needs?.(job.command, state, id) ?? NO_STREAMS
        if (!sameStreams(needs, needed)) {
          // Each is asked for once: what is young enough now may be too old in a moment.
          const found = needs.map(contextOf)
          if (!found.every(folded => folded !== null))
            return missingFor(decider, id, state, jobs.slice(taken), contextOf, limits)
          needed = needs
          context = found.map(folded => folded.state)
          for (const stream of needs) contexts.add(stream)
        }
        decide(decider, job, state, context, at)
      }
      for (const event of job.events) next = decider.evolve(next, event)
    } catch (error) {
      // A defect in the decider harms this command, and no other.
      reset(job)
      job.error = error ?? new Error('nothing was thrown')
      next = state
    }
    const weight = weigh(job)
    const full = events.length + job.events.length > limits.events || bytes + weight > limits.bytes
    if (full && events.length > 0 && job.events.length > 0) break
    if (job.events.length === 0) refuses = true
    for (const event of job.events) events.push(event)
    state = next
    bytes += weight
    taken++
  }
  return { base, taken, events, state, refuses, contexts }
}

/** Of all that follow, at once: a read and a batch for each would follow otherwise, when many people come at first. */
function missingFor(
  decider: Decider,
  id: string,
  state: unknown,
  jobs: readonly PendingCommand[],
  contextOf: (stream: StreamName) => FoldedState | null,
  limits: BatchLimits,
): MissingState {
  const missing = new Set<StreamName>()
  for (const { command } of jobs.slice(0, limits.events)) {
    try {
      for (const stream of decider.needs?.(command, state, id) ?? NO_STREAMS) {
        if (!contextOf(stream)) missing.add(stream)
      }
    } catch {
      // It is told when its turn comes.
    }
  }
  return { missing }
}

function sameStreams(some: readonly StreamName[], others: readonly StreamName[]): boolean {
  return some.length === others.length && some.every((stream, i) => stream === others[i])
}

function reset(job: PendingCommand): void {
  job.events = NO_EVENTS
  job.rejection = null
  job.error = undefined
}

function decide(
  decider: Decider,
  job: PendingCommand,
  state: unknown,
  context: readonly unknown[],
  at: number,
): void {
  const { command, correlationId } = job
  const decision = decider.decide(command, state, context)
  if ('rejected' in decision) {
    job.rejection = decision.rejected
    return
  }
  if (decision.accepted.length === 0) return
  const cause = { commandId: command.commandId, by: command.by, correlationId }
  job.events = decision.accepted.map(({ type, data }, index) => ({
    type,
    data,
    id: uuidV5(command.commandId, INDEX[index] ?? String(index)) as EventId,
    at,
    cause,
  }))
}

const INDEX = Array.from({ length: 16 }, (_, index) => String(index))

/** Keys, ids and the frame of an event in JSON. */
const FRAME = 320

/** About how many bytes of JSON its events are; rather too many than too few. */
function weigh(job: PendingCommand): number {
  let bytes = 0
  for (const event of job.events) bytes += FRAME + weightOf(event.data)
  return bytes
}

function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 3 + 3
  if (typeof value !== 'object' || value === null) return 24
  let bytes = 2
  // Not `for in`: where every event has other fields, that looks each of them up.
  for (const [key, field] of Object.entries(value)) bytes += key.length + 4 + weightOf(field)
  return bytes
}
