// What attacks on a real process have in common: a process with the memory of a small container, and a bystander.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { SHARED_SECRET } from '../support/identity.ts'
import { type Overrides, type ServerProcess, startProcess } from '../support/server.ts'

/** Attacks at the size at which they were found. `npm test` runs them smaller, for the same bounds on memory. */
export const isFullSize = process.env.ROSTRUM_SECURITY === '1'

/** Of heap, in MiB: what the compose file's limit of 768 MB leaves a process. */
const HEAP_MB = 384

/** Tokens are those of `sign` in test/support/identity.ts. */
export const providerVariables = {
  AUTH_SHARED_SECRET: SHARED_SECRET,
  AUTH_ISSUER: 'https://id.example',
  AUTH_AUDIENCE: 'rooms',
}

export const startVictim = (
  t: Pick<TestContext, 'after'>,
  variables: Overrides = {},
): Promise<ServerProcess> =>
  startProcess(t, { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`, ...variables })

/** A value of the process's metrics. */
export async function metricOf({ url }: Pick<ServerProcess, 'url'>, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]
  assert.ok(value !== undefined, `no ${name}`)
  return Number(value)
}

/** How long somebody else waits for a small query, in milliseconds: asked 20 times a second until it is stopped. */
export function watchBystander({ url }: Pick<ServerProcess, 'url'>, token: string) {
  const waits: number[] = []
  let isStopped = false
  const ask = async () => {
    const began = performance.now()
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"query":"{ me { scopes } }"}',
    })
    assert.strictEqual(response.status, 200)
    await response.text()
    waits.push(performance.now() - began)
  }
  const asking = (async () => {
    while (!isStopped) {
      const next = new Promise(resolve => setTimeout(resolve, 50))
      await ask()
      await next
    }
  })()
  return {
    /** The 99th percentile. */
    async stop(): Promise<number> {
      isStopped = true
      await asking
      return waits.toSorted((one, other) => one - other)[Math.floor(waits.length * 0.99)] ?? 0
    },
  }
}

/** At full size, where the machine has nothing else to do, a bystander must hardly notice. */
export function assertUnhurt(t: Pick<TestContext, 'diagnostic'>, p99: number): void {
  t.diagnostic(`a bystander waited ${p99.toFixed(1)} ms (p99)`)
  if (isFullSize) assert.ok(p99 < 100, `a bystander waited ${p99} ms (p99)`)
}
