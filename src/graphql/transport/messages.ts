// Parses the client messages of the subprotocol graphql-transport-ws.

import type { Request } from './operations.ts'

export const SUBPROTOCOL = 'graphql-transport-ws'

export type MessagePayload = Readonly<Record<string, unknown>>

export type OperationRequest = Request & { readonly extensions?: MessagePayload | null | undefined }

export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload?: MessagePayload }
  | { readonly type: 'ping' | 'pong'; readonly payload?: MessagePayload }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: OperationRequest }
  | { readonly type: 'complete'; readonly id: string }

/** Characters of an operation id, which is sent back with every message of the operation. */
const MAX_ID_LENGTH = 256

/** Returns null for anything but a valid client message. */
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
  return typeof id === 'string' && id.length > 0 && id.length <= MAX_ID_LENGTH
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function isObject(value: unknown): value is MessagePayload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
