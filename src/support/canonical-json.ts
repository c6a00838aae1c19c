// JSON with one form only (RFC 8785): the same value always has the same text, and so the same hash.

import type { Recorded } from '../../commands/event.ts'

/** Fields sorted by their UTF-16 code units, no spaces, numbers and strings as JSON.stringify writes them. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  // Text by text, without lists of parts: each event of each room comes by here, and it takes half the time.
  let text = ''
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name]
    if (field === undefined) continue
    if (text !== '') text += ','
    text += `${JSON.stringify(name)}:${canonical(field)}`
  }
  return `{${text}}`
}

/**
 * What is proved of an event: all of it but its position, which is another one when the event is imported into another
 * log. Its place among the events of its room is proved by the chain.
 */
export function canonicalEvent({ id, stream, version, type, at, cause, data }: Recorded): string {
  return canonical({ id, stream, version, type, at, cause, data })
}
