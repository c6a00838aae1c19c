// The open sockets of this process: whose they are, how many, and when each must end.

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { UserId } from '../../../commands/ids.ts'
import { nextTurn, pause } from '../../support/clock.ts'
import type { Viewer } from '../viewer.ts'
import { createStrangers } from './anonymous-sockets.ts'

/** Why a socket was closed. Clients of the protocol come back by themselves after 1012, 1013 and 4403. */
export const closeCodes = {
  /** Nothing was under way on it for long. */
  idle: [1000, 'Nothing was under way'],
  /** The process stops. Come back: another one, or the next, goes on from your last position. */
  restart: [1012, 'Service restart: come back and go on from your last position'],
  /** The client does not read what it subscribed to. */
  slow: [1013, 'Too slow: come back and go on from your last position'],
  /** The keys of the identity provider cannot be had. */
  unavailable: [1013, 'Tokens cannot be checked now: try again'],
  invalid: [4400, 'Invalid message received'],
  unacknowledged: [4401, 'Unauthorized: wait for the acknowledgement'],
  expired: [4403, 'Token expired: come back with a new one'],
  revoked: [4403, 'Token revoked'],
  subprotocol: [4406, 'Subprotocol not acceptable'],
  uninitialised: [4408, 'Connection initialisation timeout'],
  duplicate: [4409, 'An operation with this id is under way'],
  tooManyInits: [4429, 'Too many initialisation requests'],
  tooManyMessages: [4429, 'Too many messages'],
  tooManySockets: [4429, 'Too many sockets of one person'],
  tooManyStrangers: [4429, 'Too many sockets without a token from one address'],
  fault: [4500, 'Internal server error'],
} as const

export type CloseReason = keyof typeof closeCodes

/** One socket. */
export type Peer = {
  readonly socket: WebSocket
  /** Below the WebSocket. */
  readonly stream: Duplex
  /** Null until it says who it is, and for those who never do. */
  viewer: Viewer | null
  /** Queries and mutations under way: their answers are worth a moment's wait before the socket is closed. */
  running: number
  /** Since when nothing is under way on it, in milliseconds since 1970; null while something is. */
  idleSince: number | null
  /** It takes no more operations, and is closed when those under way are answered. */
  closing: boolean
  /** Whether the last ping was answered. */
  answered: boolean
  /** Resolves when it takes more; null while nobody waits for that. */
  drained: Promise<void> | null
}

export type Sockets = {
  readonly size: number
  open(socket: WebSocket, stream: Duplex): Peer
  /** False where the person has as many as one may have. A socket stays the person's who was first. */
  identify(peer: Peer, viewer: Viewer): boolean
  /** It says that it is nobody's. False where as many of these came from its address as may. */
  estrange(peer: Peer): boolean
  close(peer: Peer, reason: CloseReason): void
  /** Ends the sockets of a person whose tokens were issued up to that moment. */
  revoke(userId: UserId, issuedBefore: number): void
  /** Closes all over so many milliseconds, so that they do not all come back in one instant. */
  drain(milliseconds: number): Promise<void>
  gone(peer: Peer): void
}

/** Milliseconds between two sockets that are told to come back, where there are few. */
const STEP = 10
/** Milliseconds between two looks for tokens that have expired: a timer for each would be a quarter of a kilobyte each. */
const LOOK_EVERY = 500
/** Sockets that are closed in one turn of the event loop. */
const AT_ONCE = 100

export function createSockets(options: {
  readonly maxPerPerson: number
  /** Sockets that are nobody's, from one address. */
  readonly maxStrangers: number
  readonly now: () => number
  /** Told of each socket that is closed from this side. */
  readonly onClose?: (reason: CloseReason) => void
}): Sockets {
  const peers = new Set<Peer>()
  const byPerson = new Map<UserId, Set<Peer>>()
  const strangers = createStrangers(options.maxStrangers)

  const isOpen = ({ socket }: Peer) => socket.readyState === socket.OPEN

  const close = (peer: Peer, reason: CloseReason) => {
    if (!isOpen(peer)) return
    const [code, text] = closeCodes[reason]
    peer.socket.close(code, text)
    options.onClose?.(reason)
  }

  const look = async () => {
    const at = options.now()
    let closed = 0
    for (const peer of peers) {
      if (peer.viewer === null || peer.viewer.expiresAt > at || !isOpen(peer)) continue
      close(peer, 'expired')
      if (++closed % AT_ONCE === 0) await nextTurn()
    }
    looking = false
    lookLater()
  }
  const lookLater = () => {
    if (looking || peers.size === 0) return
    looking = true
    setTimeout(look, LOOK_EVERY).unref()
  }
  let looking = false

  return {
    get size() {
      return peers.size
    },
    open(socket, stream) {
      const peer: Peer = {
        socket,
        stream,
        viewer: null,
        running: 0,
        idleSince: options.now(),
        closing: false,
        answered: true,
        drained: null,
      }
      peers.add(peer)
      lookLater()
      return peer
    },
    identify(peer, viewer) {
      if (peer.viewer) return true
      const theirs = byPerson.get(viewer.userId) ?? new Set()
      if (theirs.size >= options.maxPerPerson) return false
      // It may have gone while its token was checked.
      if (!peers.has(peer)) return true
      byPerson.set(viewer.userId, theirs.add(peer))
      strangers.release(peer.stream)
      peer.viewer = viewer
      return true
    },
    // It may have gone by now: nothing would release it.
    estrange: peer => !peers.has(peer) || strangers.admit(peer.stream),
    close,
    revoke(userId, issuedBefore) {
      for (const peer of byPerson.get(userId) ?? [])
        if (peer.viewer !== null && peer.viewer.issuedAt <= issuedBefore) close(peer, 'revoked')
    },
    async drain(milliseconds) {
      const begun = options.now()
      const open = [...peers]
      const step = Math.min(STEP, milliseconds / open.length)
      for (const [index, peer] of open.entries()) {
        peer.closing = true
        if (peer.running === 0) close(peer, 'restart')
        const early = begun + step * (index + 1) - options.now()
        if (early >= STEP) await pause(early)
      }
      const busy = () => [...peers].some(peer => peer.running > 0)
      while (busy() && options.now() < begun + milliseconds) await pause(STEP)
      for (const peer of peers) close(peer, 'restart')
    },
    gone(peer) {
      peers.delete(peer)
      strangers.release(peer.stream)
      if (!peer.viewer) return
      const theirs = byPerson.get(peer.viewer.userId)
      theirs?.delete(peer)
      if (theirs?.size === 0) byPerson.delete(peer.viewer.userId)
    },
  }
}
