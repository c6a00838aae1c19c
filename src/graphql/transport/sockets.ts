// The open sockets of this process: whose they are, how many, and when each must end.

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { UserId } from '../../../commands/ids.ts'
import { sleep, type Time } from '../../support/time.ts'
import type { Viewer } from '../viewer.ts'
import type { AnonymousSockets } from './anonymous-sockets.ts'
import { createAnonymousSockets } from './anonymous-sockets.ts'

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
export type SocketSession = {
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
  open(socket: WebSocket, stream: Duplex): SocketSession
  /** False where the person has as many as one may have. A socket stays the person's who was first. */
  identify(peer: SocketSession, viewer: Viewer): boolean
  /** It says that it is nobody's. False where as many of these came from its address as may. */
  estrange(peer: SocketSession): boolean
  close(peer: SocketSession, reason: CloseReason): void
  /** Ends the sockets of a person whose tokens were issued up to that moment. */
  revoke(userId: UserId, issuedBefore: number): void
  /** Closes all over so many milliseconds, so that they do not all come back in one instant. */
  drain(milliseconds: number): Promise<void>
  gone(peer: SocketSession): void
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
  readonly time: Time
  /** Told of each socket that is closed from this side. */
  readonly onClose?: (reason: CloseReason) => void
}): Sockets {
  return new OpenSockets(options)
}

class OpenSockets implements Sockets {
  readonly #options: {
    readonly maxPerPerson: number
    /** Sockets that are nobody's, from one address. */
    readonly maxStrangers: number
    readonly time: Time
    /** Told of each socket that is closed from this side. */
    readonly onClose?: (reason: CloseReason) => void
  }
  readonly #time: Time
  readonly #peers = new Set<SocketSession>()
  readonly #byPerson = new Map<UserId, Set<SocketSession>>()
  readonly #strangers: AnonymousSockets
  #looking = false

  constructor(options: {
    readonly maxPerPerson: number
    /** Sockets that are nobody's, from one address. */
    readonly maxStrangers: number
    readonly time: Time
    /** Told of each socket that is closed from this side. */
    readonly onClose?: (reason: CloseReason) => void
  }) {
    this.#options = options
    this.#time = options.time
    this.#strangers = createAnonymousSockets(this.#options.maxStrangers)
  }

  get size() {
    return this.#peers.size
  }

  open(socket: WebSocket, stream: Duplex) {
    const peer: SocketSession = {
      socket,
      stream,
      viewer: null,
      running: 0,
      idleSince: this.#time.now(),
      closing: false,
      answered: true,
      drained: null,
    }
    this.#peers.add(peer)
    this.#lookLater()
    return peer
  }

  identify(peer: SocketSession, viewer: Viewer) {
    if (peer.viewer) return true
    const theirs = this.#byPerson.get(viewer.userId) ?? new Set()
    if (theirs.size >= this.#options.maxPerPerson) return false
    // It may have gone while its token was checked.
    if (!this.#peers.has(peer)) return true
    this.#byPerson.set(viewer.userId, theirs.add(peer))
    this.#strangers.release(peer.stream)
    peer.viewer = viewer
    return true
  }

  // It may have gone by now: nothing would release it.
  estrange(peer: SocketSession) {
    return !this.#peers.has(peer) || this.#strangers.admit(peer.stream)
  }

  revoke(userId: UserId, issuedBefore: number) {
    for (const peer of this.#byPerson.get(userId) ?? [])
      if (peer.viewer !== null && peer.viewer.issuedAt <= issuedBefore) this.close(peer, 'revoked')
  }

  async drain(milliseconds: number) {
    const begun = this.#time.now()
    const open = [...this.#peers]
    const step = Math.min(STEP, milliseconds / open.length)
    for (const [index, peer] of open.entries()) {
      peer.closing = true
      if (peer.running === 0) this.close(peer, 'restart')
      const early = begun + step * (index + 1) - this.#time.now()
      if (early >= STEP) await sleep(this.#time, early)
    }
    const busy = () => [...this.#peers].some(peer => peer.running > 0)
    while (busy() && this.#time.now() < begun + milliseconds) await sleep(this.#time, STEP)
    for (const peer of this.#peers) this.close(peer, 'restart')
  }

  gone(peer: SocketSession) {
    this.#peers.delete(peer)
    this.#strangers.release(peer.stream)
    if (!peer.viewer) return
    const theirs = this.#byPerson.get(peer.viewer.userId)
    theirs?.delete(peer)
    if (theirs?.size === 0) this.#byPerson.delete(peer.viewer.userId)
  }

  #isOpen({ socket }: SocketSession) {
    return socket.readyState === socket.OPEN
  }

  close(peer: SocketSession, reason: CloseReason) {
    if (!this.#isOpen(peer)) return
    const [code, text] = closeCodes[reason]
    peer.socket.close(code, text)
    this.#options.onClose?.(reason)
  }

  #lookLater() {
    if (this.#looking || this.#peers.size === 0) return
    this.#looking = true
    this.#time.after(LOOK_EVERY, this.#look)
  }

  readonly #look = async () => {
    const at = this.#time.now()
    let closed = 0
    for (const peer of this.#peers) {
      if (peer.viewer === null || peer.viewer.expiresAt > at || !this.#isOpen(peer)) continue
      this.close(peer, 'expired')
      if (++closed % AT_ONCE === 0) await this.#time.nextTurn()
    }
    this.#looking = false
    this.#lookLater()
  }
}
