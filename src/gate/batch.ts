// Decides the waiting commands in order, each on the state that the commands before it lead to.

import type { Command, Decider, Rejection } from '../../commands/decider.ts'
import type { NewEvent, StreamName } from '../../commands/event.ts'
import type { EventId } from '../../commands/ids.ts'
import { uuidV5 } from '../support/uuid.ts'
import type { Outcome } from './outcome.ts'
import type { FoldedState } from './stream-state.ts'

/** A waiting command with its latest decision. */
export type PendingCommand = {
  readonly command: Command
  readonly correlationId: string
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  events: readonly NewEvent[]
  /** After a conflict, its events are appended again without a new decision. */
  isDecided: boolean
  rejection: Rejection | null
  /** What its decider threw. That is a defect. */
  error: unknown
  /** The log has no events of this command, although its hash is remembered. */
  isKnownNew: boolean
}

/** The limits of one append. The first command's events are appended even if they exceed the limits. */
export type BatchLimits = {
  readonly events: number
  /** Estimated bytes of JSON. */
  readonly bytes: number
}

export type Batch = {
  readonly base: FoldedState
  /** How many of the waiting commands were decided. */
  readonly decided: number
  readonly events: readonly NewEvent[]
  /** The state after all of `events`. */
  readonly state: unknown
  /** Whether a command led to no event: it was rejected or changed nothing. */
  readonly hasNoOps: boolean
  /** The streams that the commands were judged against. */
  readonly contexts: ReadonlySet<StreamName>
}

/** The streams whose states must be loaded before the commands can be decided. */
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
  let decided = 0
  let bytes = 0
  let hasNoOps = false
  let needed = NO_STREAMS
  let context: readonly unknown[] = []

  for (const job of jobs) {
    let next = state
    try {
      if (!job.isDecided) {
        reset(job)
        const needs = decider.needs?.(job.command, state, id) ?? NO_STREAMS
        if (!sameStreams(needs, needed)) {
          // Each stream is asked for once: a state that is recent enough now may be too old a moment later.
          const found = needs.map(contextOf)
          if (!found.every(folded => folded !== null))
            return missingFor(decider, id, state, jobs.slice(decided), contextOf, limits)
          needed = needs
          context = found.map(folded => folded.state)
          for (const stream of needs) contexts.add(stream)
        }
        decide(decider, job, state, context, at)
      }
      for (const event of job.events) next = decider.evolve(next, event)
    } catch (error) {
      // A defect in the decider fails this command and no other.
      reset(job)
      job.error = error ?? new Error('nothing was thrown')
      next = state
    }
    const ownBytes = bytesOfEvents(job)
    const isFull = events.length + job.events.length > limits.events || bytes + ownBytes > limits.bytes
    if (isFull && events.length > 0 && job.events.length > 0) break
    if (job.events.length === 0) hasNoOps = true
    for (const event of job.events) events.push(event)
    state = next
    bytes += ownBytes
    decided++
  }
  return { base, decided, events, state, hasNoOps, contexts }
}

/** The missing states of all remaining commands at once, so that many first commands do not need a read and a batch each. */
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
      // The error is reported when this command is decided.
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

/** The bytes of an event in JSON without its data. */
const ENVELOPE_BYTES = 320

/** An upper estimate of the bytes of its events in JSON. */
function bytesOfEvents(job: PendingCommand): number {
  let bytes = 0
  for (const event of job.events) bytes += ENVELOPE_BYTES + bytesOf(event.data)
  return bytes
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 3 + 3
  if (typeof value !== 'object' || value === null) return 24
  let bytes = 2
  // `for in` would look up each field when the events differ in their fields.
  for (const [key, field] of Object.entries(value)) bytes += key.length + 4 + bytesOf(field)
  return bytes
}
