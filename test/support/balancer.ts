// A load balancer for the tests: takes connections, WebSockets among them, and hands each to a process that takes it.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export type Balancer = {
  readonly url: string
  /** The processes that are asked, in turn; those that do not take a connection are passed over. */
  readonly urls: string[]
  /** Those that carry sockets; where there are none, all do. */
  readonly gateways: string[]
}

export async function startBalancer(t: Pick<TestContext, 'after'>): Promise<Balancer> {
  const urls: string[] = []
  const gateways: string[] = []
  const sockets = new Set<Socket>()
  let turn = 0

  function hand(client: Socket, first: Buffer, asked: readonly string[], left = asked.length): void {
    const url = asked[turn++ % Math.max(1, asked.length)]
    if (!url || left === 0) return void client.destroy()
    const { hostname, port } = new URL(url)
    const server = connect(Number(port), hostname)
    const next = () => hand(client, first, asked, left - 1)
    server.once('error', next)
    server.once('connect', () => {
      server.off('error', next)
      server.write(first)
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
    client.once('data', first => {
      client.pause()
      const upgrades = /^upgrade: *websocket/im.test(first.toString('latin1'))
      hand(client, first, upgrades && gateways.length > 0 ? gateways : urls)
    })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    listener.close()
  })
  return { url: `http://127.0.0.1:${(listener.address() as { port: number }).port}`, urls, gateways }
}
