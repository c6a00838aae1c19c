// STUN and TURN servers for devices behind NAT. A TURN server can verify the credentials with the shared secret alone
// (`use-auth-secret` of coturn).

import { createHmac } from 'node:crypto'
import type { UserId } from '../../commands/ids.ts'

export type IceSettings = {
  readonly urls: readonly string[]
  /** Shared with the TURN servers. Null if `urls` has none. */
  readonly secret: string | null
  /** How long credentials are valid, in milliseconds. */
  readonly ttlMs: number
}

export type IceServers = {
  readonly servers: readonly {
    readonly urls: readonly string[]
    readonly username: string | null
    readonly credential: string | null
  }[]
  readonly expiresAt: number | null
}

export function createIceServers({ urls, secret, ttlMs: ttl }: IceSettings, now: () => number) {
  const turn = urls.filter(url => /^turns?:/.test(url))
  const stun = urls.filter(url => !turn.includes(url))
  const open = stun.length > 0 ? [{ urls: stun, username: null, credential: null }] : []

  return (userId: UserId): IceServers => {
    if (turn.length === 0 || secret === null) return { servers: open, expiresAt: null }
    const expires = Math.floor((now() + ttl) / 1000)
    const username = `${expires}:${userId}`
    const credential = createHmac('sha1', secret).update(username).digest('base64')
    return { servers: [...open, { urls: turn, username, credential }], expiresAt: expires * 1000 }
  }
}
