// Reads addresses, networks and names of machines as they come from settings and from the headers of strangers.

import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** Longer ones are no names of the DNS. */
const MAX_HOST_LENGTH = 255

/** An address in one spelling: no zone, IPv4 not as IPv6, in lower case. Null: the text is none. */
export function parseAddress(text: string): string | null {
  if (text.length > 64) return null
  const bare = text.split('%', 1)[0]!
  if (isIP(bare) === 0) return null
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? []
  return mapped ?? bare.toLowerCase()
}

/** Answers whether an address, as `parseAddress` writes it, is among those of the set. */
export type AddressSet = (address: string) => boolean

/** `entries` are addresses and networks, such as `10.0.0.5` and `2001:db8::/32`. Null: one of them is neither. */
export function createAddressSet(entries: readonly string[]): AddressSet | null {
  const list = new BlockList()
  for (const entry of entries) {
    const [, text = '', , prefix] = /^([^/]+)(\/(\d{1,3}))?$/.exec(entry) ?? []
    const address = text.includes('%') ? null : parseAddress(text)
    if (address === null) return null
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    // A prefix of `::ffff:10.0.0.0/104` would count other bits than are left of it.
    if (prefix !== undefined && address !== text.toLowerCase()) return null
    const most = family === 'ipv4' ? 32 : 128
    if (Number(prefix ?? most) > most) return null
    list.addSubnet(address, Number(prefix ?? most), family)
  }
  return address => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

const LOOPBACK = createAddressSet(['127.0.0.0/8', '::1'])!

/** Whether an address, as `parseAddress` writes it, is of this machine itself. */
export const isLoopbackAddress: AddressSet = address => LOOPBACK(address)

/** Whether a name, such as `localhost`, `127.0.0.1` or `[::1]`, is this machine for everybody who resolves it. */
export function isLoopbackHost(text: string): boolean {
  const name = text.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  const address = parseAddress(name)
  if (address !== null) return isLoopbackAddress(address)
  return name === 'localhost' || name.endsWith('.localhost')
}

/**
 * What an authority (`api.example.org:443`) names, without its port: a name in lower case, or an address as `parseAddress` writes it.
 * Null: it is neither.
 */
export function parseHost(authority: string): string | null {
  if (authority.length > MAX_HOST_LENGTH + 6) return null
  const [, inBrackets, name] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{0,5})?$/i.exec(authority) ?? []
  if (inBrackets !== undefined) return isIPv6(inBrackets) ? parseAddress(inBrackets) : null
  if (name === undefined || name.length > MAX_HOST_LENGTH) return null
  const bare = name.toLowerCase().replace(/\.$/, '')
  return bare === '' ? null : bare
}
