// A load balancer for the tests: takes connections, WebSockets among them, and hands each to a process that takes it.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export type Balancer = {
  readonly url: string
  /** The processes that are asked, in turn; those that do not take a connection are passed over. */
  readonly urls: string[]
}

export async function startBalancer(t: Pick<TestContext, 'after'>): Promise<Balancer> {
  const urls: string[] = []
  const sockets = new Set<Socket>()
  let turn = 0

  function hand(client: Socket, left: number): void {
    const url = urls[turn++ % Math.max(1, urls.length)]
    if (!url || left === 0) return void client.destroy()
    const { hostname, port } = new URL(url)
    const server = connect(Number(port), hostname)
    const next = () => hand(client, left - 1)
    server.once('error', next)
    server.once('connect', () => {
      server.off('error', next)
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy())
        one.once('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
  }

  const listener = createServer(client => {
    client.on('error', () => {})
    hand(client, urls.length)
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    listener.close()
  })
  return { url: `http://127.0.0.1:${(listener.address() as { port: number }).port}`, urls }
}
