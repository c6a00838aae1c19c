// Answers repeated operations of signed-in people without Apollo: a POST whose document was validated before and whose
// `Accept` Apollo has answered before. Apollo handles everything else. The response bytes are the same either way.

import { execute } from 'graphql'
import { BoundedMap } from '../../support/bounded-map.ts'
import { type Mask, maskResult } from '../faults.ts'
import type { Viewer } from '../viewer.ts'
import { isSubscription, type Operations, type Request } from './operations.ts'

export type HttpFastPath = {
  /** The response body. Null when Apollo must answer; then nothing was executed. */
  answer(body: unknown, viewer: Viewer | null, requestId: string): Promise<string | null>
  /** The content type for this `Accept`. Null while it is unknown. */
  typeFor(accept: string | undefined): string | null
  /** Remembers that Apollo answered this `Accept` with this content type. */
  learn(accept: string | undefined, type: unknown): void
}

/** How many `Accept` values are remembered, and the longest of them. */
const KNOWN = { values: 100, characters: 512 }
/** Stands for a missing header. No header can contain a line break. */
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
      if (viewer === null || !isPlainRequest(body) || !operations.knows(body.query)) return null
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

/** Whether a JSON body is a plain GraphQL request. Unknown keys are ignored. */
function isPlainRequest(body: unknown): body is Request {
  if (!isRecord(body)) return false
  const { query, operationName = null, variables = null, extensions = null } = body
  return (
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    (variables === null || isRecord(variables)) &&
    // Apollo answers persisted queries with an error.
    (extensions === null || (isRecord(extensions) && !('persistedQuery' in extensions)))
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
