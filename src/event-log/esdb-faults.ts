// What EventStoreDB's client throws, told apart once. Its errors carry a `type`, a gRPC `code`, or neither.

import { TimeoutError } from '../support/time.ts'
import { LogFault } from './event-log.ts'

type Thrown = { type?: unknown; code?: unknown; message?: unknown; actualVersion?: unknown }

const CANCELLED = 1
const UNKNOWN = 2
const DEADLINE_EXCEEDED = 4
const ABORTED = 10
const INTERNAL = 13
const UNAVAILABLE = 14

const UNCERTAIN_TYPES = ['timeout', 'deadline-exceeded', 'unavailable', 'cancelled', 'not-leader']
const UNCERTAIN_CODES = [CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE]

/** The version that a stream has in truth, where an append met a conflict; null for any other error. */
export function conflictOf(error: unknown): number | null {
  const { type, actualVersion } = error as Thrown
  if (type !== 'wrong-expected-version') return null
  // A stream that does not exist is told in words, not as a revision.
  return typeof actualVersion === 'bigint' ? Number(actualVersion) + 1 : 0
}

export const isMissingStream = (error: unknown) => (error as Thrown).type === 'stream-not-found'

/** The node answered that another leads; the client has turned to that one already, so the same call may go again. */
export const isNotLeader = (error: unknown) => (error as Thrown).type === 'not-leader'

/** After these an append may have been written all the same. */
function isOutcomeUnknown(error: unknown): boolean {
  const { type, code, message } = error as Thrown
  if (error instanceof TimeoutError || UNCERTAIN_TYPES.includes(type as string)) return true
  // The client found no node of the cluster, which it says with neither: nobody was asked, and the next try may find one.
  if (typeof message === 'string' && message.startsWith('Failed to discover')) return true
  // A refusal that has a type of its own is a refusal, whatever code came with it.
  return (type === undefined || type === 'unknown') && UNCERTAIN_CODES.includes(code as number)
}

export function logFaultOf(error: unknown, doing: string): LogFault {
  if (error instanceof LogFault) return error
  const { message, type } = error as Thrown
  const said = typeof message === 'string' && message ? message : String(type ?? error)
  const text = error instanceof TimeoutError ? said : `${doing}: ${said}`
  return new LogFault(text, { isOutcomeUnknown: isOutcomeUnknown(error), cause: error })
}
