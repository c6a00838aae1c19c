// Ids of what is past, compared with ids of the present.

import assert from 'node:assert/strict'

/**
 * The answer with the ids that its room, comments and polls have in the present. A cache would mix up the ids of two
 * positions, so this fails if there are several.
 */
export function withPresentIds<T>(past: T): T {
  const positions = new Set<string>()
  const text = JSON.stringify(past, (_key, value) => {
    const [, id, position] = /^([0-9a-f-]{36})@(.+)$/.exec(typeof value === 'string' ? value : '') ?? []
    if (id === undefined) return value
    positions.add(position!)
    return id
  })
  assert.ok(positions.size <= 1, `ids of several positions: ${[...positions]}`)
  return JSON.parse(text)
}
