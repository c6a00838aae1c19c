// Finds TCP ports on the loopback that nobody uses.

import { type AddressInfo, createServer, type Server } from 'node:net'

/** Two ports. Both are held until both are known, so that they differ. */
export async function findFreePorts(): Promise<readonly [number, number]> {
  const servers = await Promise.all([listenOn(0), listenOn(0)])
  const [first, second] = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(close))
  return [first!, second!]
}

export async function areFree(...ports: number[]): Promise<boolean> {
  const attempts = await Promise.allSettled(ports.map(listenOn))
  const servers = attempts.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  await Promise.all(servers.map(close))
  return servers.length === ports.length
}

function listenOn(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

const close = (server: Server) => new Promise(resolve => server.close(resolve))
