// The messages of the subprotocol graphql-transport-ws, as clients may send them.

import type { Request } from './operations.ts'

export const SUBPROTOCOL = 'graphql-transport-ws'

export type MessagePayload = Readonly<Record<string, unknown>>

export type OperationRequest = Request & { readonly extensions?: MessagePayload | null | undefined }

export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload?: MessagePayload }
  | { readonly type: 'ping' | 'pong'; readonly payload?: MessagePayload }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: OperationRequest }
  | { readonly type: 'complete'; readonly id: string }

/** An id goes back with each message of its operation: a long one would be paid for with every event. */
const LONGEST_ID = 256

/** Null for what is not of the protocol, or is of its other side. */
export function parseMessage(text: string): ClientMessage | null {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  return isObject(message) && isMessage(message) ? (message as ClientMessage) : null
}

function isMessage({ type, id, payload }: MessagePayload): boolean {
  switch (type) {
    case 'connection_init':
    case 'ping':
    case 'pong':
      return isAbsent(payload) || isObject(payload)
    case 'subscribe':
      return isId(id) && isObject(payload) && isRequest(payload)
    case 'complete':
      return isId(id)
    default:
      return false
  }
}

function isRequest({ query, operationName, variables, extensions }: MessagePayload): boolean {
  return (
    typeof query === 'string' &&
    (isAbsent(operationName) || typeof operationName === 'string') &&
    (isAbsent(variables) || isObject(variables)) &&
    (isAbsent(extensions) || isObject(extensions))
  )
}

function isId(id: unknown): boolean {
  return typeof id === 'string' && id.length > 0 && id.length <= LONGEST_ID
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function isObject(value: unknown): value is MessagePayload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
