// The open sockets of this process: whose they are, how many, and when each must end.

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { UserId } from '../../../commands/ids.ts'
import { sleep, type Time } from '../../support/time.ts'
import type { Viewer } from '../viewer.ts'
import { AnonymousSockets, UninitialisedSockets } from './network-limits.ts'

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
  /** Not 4429, after which clients stay away: many people of one network may reconnect at once. */
  tooManyUninitialised: [1013, 'Too many sockets of one address have not sent connection_init'],
  tooManyStrangers: [4429, 'Too many sockets without a token from one address'],
  fault: [4500, 'Internal server error'],
} as const

export type CloseReason = keyof typeof closeCodes

/** One socket. */
export type SocketSession = {
  readonly socket: WebSocket
  /** Below the WebSocket. */
  readonly stream: Duplex
  /** Of the client, behind trusted proxies too. */
  readonly address: string
  /** Null until the client authenticates, and for anonymous sockets. */
  viewer: Viewer | null
  /** Queries and mutations in progress. A closing socket waits a moment for their results. */
  running: number
  /** When its last operation ended, in milliseconds since 1970. Null while an operation is in progress. */
  idleSince: number | null
  /** True once it accepts no more operations. It closes when those in progress have ended. */
  closing: boolean
  /** Whether the last ping was answered. */
  answered: boolean
  /** Resolves when the stream has drained. Null while nothing waits for that. */
  drained: Promise<void> | null
}

export type Sockets = {
  readonly size: number
  /** Sockets that have not sent `connection_init`. */
  readonly uninitialised: number
  /** Cuts the oldest uninitialised socket of its network if that has too many. */
  open(socket: WebSocket, stream: Duplex, address: string): SocketSession
  /** Call when the socket has sent `connection_init`. */
  initialise(session: SocketSession): void
  /** Cuts the oldest uninitialised socket. Returns false if there is none. */
  makeRoom(): boolean
  /** Returns false if the person has too many sockets. The first person to authenticate on a socket keeps it. */
  identify(session: SocketSession, viewer: Viewer): boolean
  /** Counts the socket as anonymous. Returns false if its network has too many of these. */
  registerAnonymous(session: SocketSession): boolean
  close(session: SocketSession, reason: CloseReason): void
  /** Closes a person's sockets whose tokens were issued at or before `issuedBefore`. */
  revoke(userId: UserId, issuedBefore: number): void
  /** Closes the sockets of all viewers that match. */
  revokeWhere(isVoid: (viewer: Viewer) => boolean): Promise<void>
  /** Closes all sockets, spread over this many milliseconds, so that clients do not all reconnect at once. */
  drain(milliseconds: number): Promise<void>
  gone(session: SocketSession): void
}

/** The longest pause between two closes of a drain, in milliseconds. */
const STEP_MS = 10
/** Milliseconds between two checks for expired tokens. A timer per socket would cost about 250 bytes each. */
const EXPIRY_CHECK_INTERVAL_MS = 500
/** Sockets closed in one turn of the event loop. */
const CLOSES_PER_TURN = 100

export type SocketsOptions = {
  readonly maxPerPerson: number
  /** Anonymous sockets from one network. */
  readonly maxAnonymousPerAddress: number
  /** Sockets from one network that have not sent `connection_init`. One more closes the oldest. */
  readonly maxUninitialisedPerAddress: number
  readonly time: Time
  /** Called for each socket that the server closes. */
  readonly onClose?: (reason: CloseReason) => void
}

export function createSockets(options: SocketsOptions): Sockets {
  return new OpenSockets(options)
}

class OpenSockets implements Sockets {
  readonly #options: SocketsOptions
  readonly #time: Time
  readonly #sessions = new Set<SocketSession>()
  readonly #byPerson = new Map<UserId, Set<SocketSession>>()
  readonly #anonymous: AnonymousSockets
  readonly #uninitialised: UninitialisedSockets<SocketSession>
  #isExpiryCheckDue = false

  constructor(options: SocketsOptions) {
    this.#options = options
    this.#time = options.time
    this.#anonymous = new AnonymousSockets(options.maxAnonymousPerAddress)
    this.#uninitialised = new UninitialisedSockets(options.maxUninitialisedPerAddress)
  }

  get size() {
    return this.#sessions.size
  }

  get uninitialised() {
    return this.#uninitialised.size
  }

  open(socket: WebSocket, stream: Duplex, address: string) {
    const session: SocketSession = {
      socket,
      stream,
      address,
      viewer: null,
      running: 0,
      idleSince: this.#time.now(),
      closing: false,
      answered: true,
      drained: null,
    }
    this.#sessions.add(session)
    const replaced = this.#uninitialised.add(session)
    if (replaced !== null) this.#cut(replaced)
    this.#scheduleExpiryCheck()
    return session
  }

  initialise(session: SocketSession) {
    this.#uninitialised.release(session)
  }

  makeRoom() {
    const { oldest } = this.#uninitialised
    if (oldest !== null) this.#cut(oldest)
    return oldest !== null
  }

  /** At once: a client that does not send `connection_init` may not answer a close either, and would be there for longer. */
  #cut(session: SocketSession) {
    this.close(session, 'tooManyUninitialised')
    this.gone(session)
    void this.#time.nextTurn().then(() => session.socket.terminate())
  }

  identify(session: SocketSession, viewer: Viewer) {
    if (session.viewer) return true
    const theirs = this.#byPerson.get(viewer.userId) ?? new Set()
    if (theirs.size >= this.#options.maxPerPerson) return false
    // It may have closed while its token was checked.
    if (!this.#sessions.has(session)) return true
    this.#byPerson.set(viewer.userId, theirs.add(session))
    this.#anonymous.release(session)
    session.viewer = viewer
    return true
  }

  // A socket that has closed already is not counted, because nothing would release it.
  registerAnonymous(session: SocketSession) {
    return !this.#sessions.has(session) || this.#anonymous.admit(session)
  }

  revoke(userId: UserId, issuedBefore: number) {
    for (const session of this.#byPerson.get(userId) ?? [])
      if (session.viewer !== null && session.viewer.issuedAt <= issuedBefore) this.close(session, 'revoked')
  }

  async revokeWhere(isVoid: (viewer: Viewer) => boolean) {
    let closed = 0
    for (const session of this.#sessions) {
      if (session.viewer === null || !isVoid(session.viewer)) continue
      this.close(session, 'revoked')
      if (++closed % CLOSES_PER_TURN === 0) await this.#time.nextTurn()
    }
  }

  async drain(milliseconds: number) {
    const begun = this.#time.now()
    const open = [...this.#sessions]
    const step = Math.min(STEP_MS, milliseconds / open.length)
    for (const [index, session] of open.entries()) {
      session.closing = true
      if (session.running === 0) this.close(session, 'restart')
      const early = begun + step * (index + 1) - this.#time.now()
      if (early >= STEP_MS) await sleep(this.#time, early)
    }
    const busy = () => [...this.#sessions].some(session => session.running > 0)
    while (busy() && this.#time.now() < begun + milliseconds) await sleep(this.#time, STEP_MS)
    for (const session of this.#sessions) this.close(session, 'restart')
  }

  gone(session: SocketSession) {
    this.#sessions.delete(session)
    this.#anonymous.release(session)
    this.#uninitialised.release(session)
    if (!session.viewer) return
    const theirs = this.#byPerson.get(session.viewer.userId)
    theirs?.delete(session)
    if (theirs?.size === 0) this.#byPerson.delete(session.viewer.userId)
  }

  #isOpen({ socket }: SocketSession) {
    return socket.readyState === socket.OPEN
  }

  close(session: SocketSession, reason: CloseReason) {
    if (!this.#isOpen(session)) return
    const [code, text] = closeCodes[reason]
    session.socket.close(code, text)
    this.#options.onClose?.(reason)
  }

  #scheduleExpiryCheck() {
    if (this.#isExpiryCheckDue || this.#sessions.size === 0) return
    this.#isExpiryCheckDue = true
    this.#time.after(EXPIRY_CHECK_INTERVAL_MS, this.#closeExpired)
  }

  readonly #closeExpired = async () => {
    const at = this.#time.now()
    let closed = 0
    for (const session of this.#sessions) {
      if (session.viewer === null || session.viewer.expiresAt > at || !this.#isOpen(session)) continue
      this.close(session, 'expired')
      if (++closed % CLOSES_PER_TURN === 0) await this.#time.nextTurn()
    }
    this.#isExpiryCheckDue = false
    this.#scheduleExpiryCheck()
  }
}
