// The ways in which a node fails, as the client sees them.

import * as grpc from '@grpc/grpc-js'
import type { EsdbStore } from './store.ts'

/** What the node does to the next calls of a kind, while it is set. */
export type EsdbFault =
  /** Never answers. */
  | 'silent'
  /** Ends the call as though there were nothing more to say. */
  | 'half-close'
  | 'unavailable'
  /** The node's own time-out: nobody knows what became of the append. */
  | 'aborted'
  | 'access-denied'
  /** Does what was asked, then answers as though it had not, or not at all. */
  | 'done-but-unavailable'
  | 'done-but-silent'
  /** Another node leads. */
  | { readonly notLeader: { readonly host: string; readonly port: number } }
  /** From this call on another node answers, which may not be as far. */
  | { readonly failsOverTo: EsdbStore }
  /** Takes so many milliseconds longer. */
  | { readonly slow: number }

export type Kind = 'append' | 'read' | 'subscribe'

export function createFaults() {
  const faults = new Map<Kind, { fault: EsdbFault; left: number }>()
  return {
    set: (kind: Kind, fault: EsdbFault, times: number) => void faults.set(kind, { fault, left: times }),
    heal: () => faults.clear(),
    next(kind: Kind): EsdbFault | null {
      const set = faults.get(kind)
      if (!set || set.left <= 0) return null
      set.left--
      return set.fault
    },
  }
}

export const isNotLeaderFault = (fault: EsdbFault | null) =>
  typeof fault === 'object' && fault !== null && 'notLeader' in fault

export const isFailover = (fault: EsdbFault | null): fault is { readonly failsOverTo: EsdbStore } =>
  typeof fault === 'object' && fault !== null && 'failsOverTo' in fault

/** The status with which a fault is answered at once; null for those that do something else. */
export function statusOf(fault: EsdbFault | null): grpc.ServiceError | null {
  if (fault === 'unavailable') return status(grpc.status.UNAVAILABLE)
  if (fault === 'aborted') return status(grpc.status.ABORTED, 'Operation timed out')
  if (fault === 'access-denied')
    return status(grpc.status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })
  if (fault && typeof fault === 'object' && 'notLeader' in fault) {
    const { host, port } = fault.notLeader
    return status(grpc.status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    })
  }
  return null
}

export const slowness = (fault: EsdbFault | null) =>
  fault && typeof fault === 'object' && 'slow' in fault ? fault.slow : 0

export const gone = (stream: string) =>
  status(grpc.status.FAILED_PRECONDITION, 'deleted', { exception: 'stream-deleted', 'stream-name': stream })

export const tooLarge = (limit: number) =>
  status(grpc.status.INVALID_ARGUMENT, 'too large', {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  })

export const stopped = () => status(grpc.status.CANCELLED)

/** An error ends a stream only this way: `destroy` sends no status, and the client would hang. */
export function fail(call: { emit(name: 'error', error: unknown): boolean }, error: grpc.ServiceError): void {
  call.emit('error', error)
}

export function status(
  code: grpc.status,
  details = grpc.status[code],
  trailers: Record<string, string> = {},
) {
  const metadata = new grpc.Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return Object.assign(new Error(details), { code, details, metadata }) as grpc.ServiceError
}
