// Finds out where a request comes from, also behind proxies. Limits by address count by this.

import type { IncomingMessage } from 'node:http'
import { type AddressSet, createAddressSet, isLoopbackAddress, parseAddress } from '../../support/network.ts'

/** What is read of a request: of HTTP and of an upgrade to WebSocket alike. */
export type ConnectionRequest = Pick<IncomingMessage, 'headers' | 'socket'>

export type ClientAddresses = {
  /**
   * The address of the client: of the connection, or, if that is of a trusted proxy, the rightmost address of
   * `X-Forwarded-For` that is not one. Empty if the connection is gone.
   */
  addressOf(request: ConnectionRequest): string
  /** Whether the client speaks TLS to a trusted proxy, as `X-Forwarded-Proto` says. */
  isSecure(request: ConnectionRequest): boolean
  /** Whether the client is on this machine, and no proxy stands between. */
  isLocal(request: ConnectionRequest): boolean
}

/** `trustedProxies` are addresses and networks, as `TRUSTED_PROXIES` has them. */
export function createClientAddresses(trustedProxies: readonly string[]): ClientAddresses {
  const isTrusted: AddressSet = createAddressSet(trustedProxies) ?? (() => false)
  const peerOf = ({ socket }: ConnectionRequest) => parseAddress(socket.remoteAddress ?? '') ?? ''
  const isBehindProxy = (peer: string) => peer !== '' && isTrusted(peer)
  return {
    addressOf(request) {
      const peer = peerOf(request)
      return isBehindProxy(peer) ? clientBehind(peer, request.headers['x-forwarded-for'], isTrusted) : peer
    },
    isSecure(request) {
      const scheme = lastOf(request.headers['x-forwarded-proto'])
      return scheme?.toLowerCase() === 'https' && isBehindProxy(peerOf(request))
    },
    isLocal(request) {
      const peer = peerOf(request)
      return (
        peer !== '' &&
        isLoopbackAddress(peer) &&
        request.headers['x-forwarded-for'] === undefined &&
        request.headers.forwarded === undefined
      )
    },
  }
}

/** Walks the hops from the right. A hop that is no address ends the walk: what is left of it may be made up. */
function clientBehind(
  proxy: string,
  forwarded: string | string[] | undefined,
  isTrusted: AddressSet,
): string {
  const text = String(forwarded ?? '')
  let client = proxy
  for (let end = text.length; end >= 0; ) {
    const start = text.lastIndexOf(',', end - 1) + 1
    const hop = parseHop(text.slice(start, end).trim())
    if (hop === null) return client
    client = hop
    if (!isTrusted(hop) || start === 0) return client
    end = start - 1
  }
  return client
}

/** Some proxies append the port: `192.0.2.7:1234`, `[2001:db8::7]:1234`. */
function parseHop(hop: string): string | null {
  if (hop.length > 64) return null
  const [, address] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(hop) ?? /^([\d.]+):\d{1,5}$/.exec(hop) ?? []
  const parsed = parseAddress(address ?? hop)
  // A copy: a slice would keep the whole header for as long as a socket is open.
  return parsed === null ? null : Buffer.from(parsed).toString('latin1')
}

function lastOf(header: string | string[] | undefined): string | undefined {
  const text = header === undefined ? undefined : String(header)
  return text?.slice(text.lastIndexOf(',') + 1).trim()
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
