// The addresses of this machine at which a gateway can send and receive media.

import { networkInterfaces } from 'node:os'

/** IPv4, without the loopback: gateways take no candidates there. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
}

/** Null: this machine has none. */
export const ownAddress = (): string | null => ownAddresses()[0] ?? null
