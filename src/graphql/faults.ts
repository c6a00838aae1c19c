// What clients are told of errors: their own in full, ours only by an id that is in the log.

import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql'
import { LogFault } from '../event-log/event-log.ts'
import { Overloaded } from '../gate/command-gate.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'

/** An error with a code, which clients are meant to see. */
export function apiError(
  code: string,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } })
}

/** Logs a fault once, however often it is shown. */
export type Mask = (error: GraphQLError, correlationId?: string) => GraphQLFormattedError

export function createMask(logger: Pick<Logger, 'error'>, time: Pick<Time, 'uuid'>): Mask {
  const ids = new WeakMap<object, string>()

  const idOf = (error: GraphQLError, cause: unknown, correlationId?: string): string => {
    const known = ids.get(error)
    if (known !== undefined) return known
    const id = time.uuid()
    ids.set(error, id)
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
      // `refusal`: a code where Apollo, which writes its own over that of a validation error, does not look.
      const { http: _, stacktrace: __, ...shown } = { ...cause.extensions, ...error.extensions }
      const { refusal: code = shown.code ?? 'BAD_USER_INPUT', ...extensions } = shown
      return { message: error.message, ...place, extensions: { ...extensions, code } }
    }
    if (cause instanceof Overloaded)
      return {
        message: 'Too many commands wait: try again in a moment',
        ...place,
        extensions: { code: 'OVERLOADED' },
      }
    const id = idOf(error, cause, correlationId)
    if (cause instanceof LogFault)
      return {
        message: 'The log cannot be used now: try again in a moment',
        ...place,
        extensions: { code: 'UNAVAILABLE', id },
      }
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL', id } }
  }
}

/** A result with its errors as clients are told of them. */
export function maskResult(
  mask: Mask,
  result: ExecutionResult,
  correlationId: string,
): FormattedExecutionResult {
  const { errors, ...rest } = result
  return errors ? { ...rest, errors: errors.map(error => mask(error, correlationId)) } : rest
}

/** What was thrown, below all that graphql-js wrapped around it. */
function rootOf(error: GraphQLError): unknown {
  let root: unknown = error
  while (root instanceof GraphQLError && root.originalError) root = root.originalError
  return root
}
