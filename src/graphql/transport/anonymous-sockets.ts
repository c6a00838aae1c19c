// Sockets that say that they are nobody's. They may read the schema and sign in for development; what bounds those of a
// person does not bound them, so the network that they come from does.

import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export type AnonymousSockets = {
  /** False where as many came from there as may. */
  admit(stream: Duplex): boolean
  /** It has gone, or is somebody's now. Harmless for one that was not admitted. */
  release(stream: Duplex): void
}

export function createAnonymousSockets(maxPerAddress: number): AnonymousSockets {
  const counts = new Map<string, number>()
  // The stream forgets its address when it is closed.
  const networks = new Map<Duplex, string>()
  return {
    admit(stream) {
      if (networks.has(stream)) return true
      const network = networkOf((stream as Socket).remoteAddress ?? '')
      const count = counts.get(network) ?? 0
      if (count >= maxPerAddress) return false
      counts.set(network, count + 1)
      networks.set(stream, network)
      return true
    },
    release(stream) {
      const network = networks.get(stream)
      if (network === undefined) return
      networks.delete(stream)
      const count = counts.get(network)! - 1
      if (count > 0) counts.set(network, count)
      else counts.delete(network)
    },
  }
}

/** What one customer of a provider has: an address of version 4, the first half of one of version 6. */
export function networkOf(address: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (four) return four[1]!
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  // `::` stands for as many zeroes as are missing to eight groups.
  const zeroes = tail === undefined ? [] : Array(Math.max(0, 8 - groups.length - last.length)).fill('0')
  return [...groups, ...zeroes, ...last].slice(0, 4).join(':')
}
