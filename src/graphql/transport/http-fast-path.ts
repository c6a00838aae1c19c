// The short way of what is asked for all the time: an operation by POST, in a document that was looked at before, for an
// `Accept` that was answered before. Apollo looks at everything else, and at the first of each kind: what it found to be
// good is not looked at again, and is answered in the bytes that it would have answered.

import { execute } from 'graphql'
import { BoundedMap } from '../../support/bounded-map.ts'
import { type Mask, maskResult } from '../faults.ts'
import type { Viewer } from '../viewer.ts'
import { isSubscription, type Operations, type Request } from './operations.ts'

export type HttpFastPath = {
  /** The text of the answer; null for what Apollo must answer, of which nothing was executed. */
  answer(body: unknown, viewer: Viewer | null, requestId: string): Promise<string | null>
  /** The content type that this `Accept` is answered with; null while that is not known. */
  typeFor(accept: string | undefined): string | null
  /** Apollo answered this `Accept` with that content type. */
  learn(accept: string | undefined, type: unknown): void
}

/** How many values of `Accept` are known, and how long one of them may be. */
const KNOWN = { values: 100, characters: 512 }
/** What stands for a request without the header: no header is like it. */
const NONE = '\n'

export function createHttpFastPath(operations: Operations, mask: Mask): HttpFastPath {
  const types = new BoundedMap<string, string>(KNOWN.values)
  return {
    typeFor: (accept = NONE) => types.get(accept) ?? null,
    learn(accept = NONE, type) {
      if (accept.length <= KNOWN.characters && typeof type === 'string' && type.startsWith('application/'))
        types.set(accept, type)
    },
    async answer(body, viewer, requestId) {
      if (!isPlain(body) || !operations.knows(body.query)) return null
      const args = operations.prepare(body, viewer, requestId)
      if (!('document' in args) || isSubscription(args)) return null
      const result = await execute(args)
      // Without data nothing was executed: the variables are not what the operation declares.
      if (!('data' in result)) return null
      const { data, errors } = maskResult(mask, result, requestId)
      return `${JSON.stringify(errors ? { errors, data } : { data })}\n`
    },
  }
}

/** A body that was sent as JSON, whatever else is in it. */
function isPlain(body: unknown): body is Request {
  if (!isRecord(body)) return false
  const { query, operationName = null, variables = null, extensions = null } = body
  return (
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    (variables === null || isRecord(variables)) &&
    // Of a persisted query Apollo says that there are none here.
    (extensions === null || (isRecord(extensions) && !('persistedQuery' in extensions)))
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
