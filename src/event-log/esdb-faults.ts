// Classifies the errors of the EventStoreDB client. They carry a `type`, a gRPC `code`, or neither.

import { TimeoutError } from '../support/time.ts'
import { LogFault } from './event-log.ts'

type Thrown = { type?: unknown; code?: unknown; message?: unknown; actualVersion?: unknown }

const CANCELLED = 1
const UNKNOWN = 2
const INVALID_ARGUMENT = 3
const DEADLINE_EXCEEDED = 4
const ABORTED = 10
const INTERNAL = 13
const UNAVAILABLE = 14

const UNCERTAIN_TYPES = ['timeout', 'deadline-exceeded', 'unavailable', 'cancelled', 'not-leader']
const UNCERTAIN_CODES = [CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE]

/** The actual version of the stream, if the error is an append conflict. Null for any other error. */
export function conflictOf(error: unknown): number | null {
  const { type, actualVersion } = error as Thrown
  if (type !== 'wrong-expected-version') return null
  // For a missing stream, the client reports a word instead of a revision.
  return typeof actualVersion === 'bigint' ? Number(actualVersion) + 1 : 0
}

/** The server was asked to read where no record begins. Versions of it differ in the words and the code. */
export function isInvalidPosition(error: unknown): boolean {
  const { type, code, message } = (error instanceof LogFault ? error.cause : error) as Thrown
  if (type !== undefined && type !== 'unknown') return false
  return (
    [UNKNOWN, INVALID_ARGUMENT].includes(code as number) && /position|ReadAllResult/i.test(String(message))
  )
}

export const isMissingStream = (error: unknown) => (error as Thrown).type === 'stream-not-found'

/** The node is not the leader. The client has switched to the leader, so repeat the call. */
export const isNotLeader = (error: unknown) => (error as Thrown).type === 'not-leader'

/** After such an error the append may still have been written. */
function isOutcomeUnknown(error: unknown): boolean {
  const { type, code, message } = error as Thrown
  if (error instanceof TimeoutError || UNCERTAIN_TYPES.includes(type as string)) return true
  // Discovery found no node. This error has no type or code. Nothing was sent, and a retry may find a node.
  if (typeof message === 'string' && message.startsWith('Failed to discover')) return true
  // An error with a specific type is a definite refusal, whatever its code.
  return (type === undefined || type === 'unknown') && UNCERTAIN_CODES.includes(code as number)
}

export function logFaultOf(error: unknown, doing: string): LogFault {
  if (error instanceof LogFault) return error
  const { message, type } = error as Thrown
  const said = typeof message === 'string' && message ? message : String(type ?? error)
  const text = error instanceof TimeoutError ? said : `${doing}: ${said}`
  return new LogFault(text, { isOutcomeUnknown: isOutcomeUnknown(error), cause: error })
}
