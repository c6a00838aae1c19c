// Somebody who uses the API as people do, while somebody else attacks it: how long their requests take.

import type { Server } from '../support/server.ts'

/** Milliseconds between two requests. */
const INTERVAL_MS = 25

export type ObservedUser = {
  /** Ends. Returns how long the slowest of a hundred requests took, in milliseconds. */
  stop(): Promise<number>
}

/** Asks a small query again and again. A request that fails fails the test. */
export async function startObservedUser(server: Server): Promise<ObservedUser> {
  const { token } = await server.signIn('Bystander')
  const latencies: number[] = []
  let isStopping = false
  const ask = async () => {
    const begun = performance.now()
    const { data } = await server.query('{ me { scopes } }', {}, token)
    if (!data?.me) throw new Error('the bystander got no answer')
    latencies.push(performance.now() - begun)
  }
  const running = (async () => {
    while (!isStopping) {
      await ask()
      await new Promise(resolve => setTimeout(resolve, INTERVAL_MS))
    }
  })()
  running.catch(() => {})
  return {
    async stop() {
      isStopping = true
      await running
      latencies.sort((a, b) => a - b)
      return latencies[Math.floor(latencies.length * 0.99)]!
    },
  }
}
