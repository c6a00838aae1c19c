// Limits anonymous sockets by network. They may only read the schema and sign in for development, and no person's limit
// applies to them.

import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export type AnonymousSockets = {
  /** Returns false if the network has too many anonymous sockets. */
  admit(stream: Duplex): boolean
  /** Call when the socket has closed or authenticated. Does nothing for a socket that was not admitted. */
  release(stream: Duplex): void
}

export function createAnonymousSockets(maxPerAddress: number): AnonymousSockets {
  const counts = new Map<string, number>()
  // A closed stream no longer knows its address.
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

/** What a provider assigns to one customer: an IPv4 address, or the first half of an IPv6 address. */
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
