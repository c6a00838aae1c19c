// A production process with the memory of a small container, as attackers and bystanders meet it.

import type { TestContext } from 'node:test'
import { SignJWT } from 'jose'
import { type ServerProcess, startProcess } from '../support/server.ts'
import type { Json } from '../support/transport.ts'

const SECRET = 'a-secret-of-these-tests-32-bytes-or-more'

/** Whether the attacks run at their original size: `npm run test:security`. */
export const isOriginalSize = process.env.ROSTRUM_SECURITY === '1'

export type Target = ServerProcess & {
  /** A token of the person with this id. */
  tokenOf(userId: string, scope?: string): Promise<string>
  /** The status and the body of a POST. */
  post(body: object, token: string | null): Promise<{ status: number; json: Json }>
  /** A gauge or counter of `/metrics`, labels included. NaN: there is none. */
  metric(name: string): Promise<number>
}

export async function startTarget(t: TestContext, overrides: Record<string, string> = {}): Promise<Target> {
  const server = await startProcess(t, {
    NODE_ENV: 'production',
    NODE_OPTIONS: '--max-old-space-size=384',
    AUTH_SHARED_SECRET: SECRET,
    METRICS_TOKEN: SECRET,
    ...overrides,
  })
  return Object.assign(server, {
    tokenOf: (userId: string, scope = '') =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET)),
    async post(body: object, token: string | null) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      })
      return { status: response.status, json: (await response.json()) as Json }
    },
    async metric(name: string) {
      const headers = { authorization: `Bearer ${SECRET}` }
      const text = await (await fetch(`${server.url}/metrics`, { headers })).text()
      const line = text.split('\n').find(one => one.startsWith(`${name} `))
      return line === undefined ? Number.NaN : Number(line.split(' ')[1])
    },
  })
}

/** Runs `attempts` numbered attempts, `parallel` at a time. */
export async function attack(attempts: number, parallel: number, attempt: (n: number) => Promise<unknown>) {
  let next = 0
  const run = async () => {
    while (next < attempts) await attempt(next++)
  }
  await Promise.all(Array.from({ length: parallel }, run))
}

/** Somebody who asks for little, again and again, while others attack. `stop` answers how long they waited, in milliseconds. */
export function startBystander(
  target: Target,
  token: string,
): { stop(): Promise<{ p50: number; p99: number }> } {
  const waits: number[] = []
  let going = true
  const asking = (async () => {
    while (going) {
      const begun = performance.now()
      const { status } = await target.post({ query: '{ me { scopes } }' }, token)
      waits.push(status === 200 ? performance.now() - begun : Number.POSITIVE_INFINITY)
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  })()
  return {
    async stop() {
      going = false
      await asking
      waits.sort((a, b) => a - b)
      const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!
      return { p50: at(0.5), p99: at(0.99) }
    },
  }
}
