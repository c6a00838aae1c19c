// JSON with one form only (RFC 8785): the same value always has the same text, and so the same hash.

import type { Recorded } from '../../commands/event.ts'

/** Fields sorted by their UTF-16 code units, no spaces, numbers and strings as JSON.stringify writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = value as Readonly<Record<string, unknown>>
  const parts = Object.keys(fields)
    .sort()
    .flatMap(name => (fields[name] === undefined ? [] : `${JSON.stringify(name)}:${canonical(fields[name])}`))
  return `{${parts.join(',')}}`
}

/**
 * What is proved of an event: all of it but its position, which is another one when the event is imported into another
 * log. Its place among the events of its room is proved by the chain.
 */
export function canonicalEvent({ id, stream, version, type, at, cause, data }: Recorded): string {
  return canonical({ id, stream, version, type, at, cause, data })
}
