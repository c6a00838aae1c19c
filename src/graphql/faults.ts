// Masks errors: clients see their own mistakes in full, and faults of the server only as an id that is in the log.

import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql'
import { damageOf, LogFault } from '../event-log/event-log.ts'
import { Overloaded } from '../gate/command-gate.ts'
import { StoreFault } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'

/** An error with a code that is shown to the client as it is. */
export function apiError(
  code: string,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } })
}

/** When a client should try again while an engine cannot be reached. */
const RETRY_AFTER_MS = 1_000

/** Formats an error for the client. Logs a fault once, however often the error is formatted. */
export type Mask = (error: GraphQLError, correlationId?: string) => GraphQLFormattedError

/** `hideSuggestions`: leaves out what graphql-js suggests, which names parts of the schema that the client did not. */
export function createMask(
  logger: Pick<Logger, 'error'>,
  time: Pick<Time, 'uuid'>,
  { hideSuggestions = false } = {},
): Mask {
  const ids = new WeakMap<object, string>()

  const idOf = (error: GraphQLError, cause: unknown, correlationId?: string): string => {
    // However many requests meet one damaged part of the log, it is logged once.
    const key = damageOf(cause) ?? error
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = time.uuid()
    ids.set(key, id)
    logger.error({ faultId: id, correlationId, path: error.path?.join('.'), err: cause }, 'api: fault')
    return id
  }

  return (error, correlationId) => {
    const cause = rootOf(error)
    const place = {
      ...(error.locations && { locations: error.locations }),
      ...(error.path && { path: error.path }),
    }
    if (cause instanceof GraphQLError) {
      // Apollo overwrites the `code` of a validation error, so ours travels in `refusal`.
      const { http: _, stacktrace: __, ...shown } = { ...cause.extensions, ...error.extensions }
      const { refusal: code = shown.code ?? 'BAD_USER_INPUT', ...extensions } = shown
      const message = hideSuggestions ? withoutSuggestion(error.message) : error.message
      return { message, ...place, extensions: { ...extensions, code } }
    }
    if (cause instanceof Overloaded)
      return {
        message: 'Too many commands are waiting. Try again in a moment.',
        ...place,
        extensions: { code: 'OVERLOADED' },
      }
    const id = idOf(error, cause, correlationId)
    if (damageOf(cause))
      return {
        message:
          'Events that this needs are damaged in the event log. It fails until the operator has restored them.',
        ...place,
        extensions: { code: 'UNAVAILABLE', id, lasting: true },
      }
    if (cause instanceof LogFault)
      return {
        message: 'The event log is not available. Try again in a moment.',
        ...place,
        extensions: { code: 'UNAVAILABLE', id, retryAfterMs: RETRY_AFTER_MS },
      }
    if (cause instanceof StoreFault)
      return {
        message: 'Rooms cannot be read now. Commands are taken all the same. Try again in a moment.',
        ...place,
        extensions: { code: 'UNAVAILABLE', id, retryAfterMs: RETRY_AFTER_MS },
      }
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL', id } }
  }
}

/** Suggestions are the last sentence of a message. The search is linear, because messages quote the client. */
function withoutSuggestion(message: string): string {
  const start = message.lastIndexOf(' Did you mean ')
  return start >= 0 && message.endsWith('?') ? message.slice(0, start) : message
}

/** The result with all errors formatted for the client. */
export function maskResult(
  mask: Mask,
  result: ExecutionResult,
  correlationId: string,
): FormattedExecutionResult {
  const { errors, ...rest } = result
  return errors ? { ...rest, errors: errors.map(error => mask(error, correlationId)) } : rest
}

/** What was thrown originally, without the errors that graphql-js wraps around it. */
function rootOf(error: GraphQLError): unknown {
  let root: unknown = error
  while (root instanceof GraphQLError && root.originalError) root = root.originalError
  return root
}
