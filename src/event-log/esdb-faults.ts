// What EventStoreDB's client throws, told apart once. Its errors carry a `type`, a gRPC `code`, or neither.

import { LogFault } from './event-log.ts'

type Thrown = { type?: unknown; code?: unknown; message?: unknown; actualVersion?: unknown }

const CANCELLED = 1
const DEADLINE_EXCEEDED = 4
const ABORTED = 10
const UNAVAILABLE = 14

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
function fateUnknown({ type, code }: Thrown): boolean {
  return (
    ['timeout', 'deadline-exceeded', 'unavailable', 'cancelled', 'not-leader'].includes(type as string) ||
    [CANCELLED, DEADLINE_EXCEEDED, ABORTED, UNAVAILABLE].includes(code as number)
  )
}

export function faultOf(error: unknown, doing: string): LogFault {
  if (error instanceof LogFault) return error
  const thrown = error as Thrown
  const said =
    typeof thrown.message === 'string' && thrown.message ? thrown.message : String(thrown.type ?? error)
  return new LogFault(`${doing}: ${said}`, { fateUnknown: fateUnknown(thrown), cause: error })
}

/** A time-out of our own: the client has none on reads, and none on a server that is silent. */
export async function within<T>(
  work: Promise<T>,
  ms: number,
  doing: string,
  onLate?: () => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate?.()
      reject(new LogFault(`${doing}: no answer within ${ms} ms`, { fateUnknown: true }))
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
