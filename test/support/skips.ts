// A reporter for the end of a run: what did not run, and why.

import type { TestEvent } from 'node:test/reporters'

export default async function* skips(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const left = new Map<string, number>()
  for await (const { type, data } of source) {
    if (type !== 'test:pass' || typeof data.skip !== 'string') continue
    const line = `${data.name}: ${data.skip}`
    left.set(line, (left.get(line) ?? 0) + 1)
  }
  if (left.size === 0) return
  yield '\nDid not run:\n'
  for (const [line, count] of left) yield `  ${line}${count > 1 ? ` (${count} times)` : ''}\n`
}
