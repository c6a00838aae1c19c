// Limits by network the sockets that are nobody's: anonymous ones, and those that have not sent `connection_init`.

import { networkOf } from './client-addresses.ts'

/** A socket, as far as it is counted here. */
export type CountedSocket = { readonly address: string }

/** Counts anonymous sockets. They may only read the schema and sign in for development, and no person's limit applies. */
export class AnonymousSockets {
  readonly #maxPerNetwork: number
  readonly #counts = new Map<string, number>()
  readonly #admitted = new Set<CountedSocket>()

  constructor(maxPerNetwork: number) {
    this.#maxPerNetwork = maxPerNetwork
  }

  /** Returns false if the network has too many anonymous sockets. */
  admit(socket: CountedSocket): boolean {
    if (this.#admitted.has(socket)) return true
    const network = networkOf(socket.address)
    const count = this.#counts.get(network) ?? 0
    if (count >= this.#maxPerNetwork) return false
    this.#counts.set(network, count + 1)
    this.#admitted.add(socket)
    return true
  }

  /** Call when the socket has closed or authenticated. Does nothing for a socket that was not admitted. */
  release(socket: CountedSocket): void {
    if (!this.#admitted.delete(socket)) return
    const network = networkOf(socket.address)
    const count = this.#counts.get(network)! - 1
    if (count > 0) this.#counts.set(network, count)
    else this.#counts.delete(network)
  }
}

/**
 * Keeps the sockets that have not sent `connection_init`, oldest first. A new one is never turned away for them: the oldest
 * goes, so that people who share a network with an attacker need only be quicker than its sockets are replaced.
 */
export class UninitialisedSockets<T extends CountedSocket> {
  readonly #maxPerNetwork: number
  readonly #all = new Set<T>()
  readonly #byNetwork = new Map<string, Set<T>>()

  constructor(maxPerNetwork: number) {
    this.#maxPerNetwork = maxPerNetwork
  }

  get size(): number {
    return this.#all.size
  }

  get oldest(): T | null {
    return this.#all.values().next().value ?? null
  }

  /** Returns the socket that has to go for it, or null. */
  add(socket: T): T | null {
    const network = networkOf(socket.address)
    const theirs = this.#byNetwork.get(network) ?? new Set()
    this.#byNetwork.set(network, theirs.add(socket))
    this.#all.add(socket)
    if (theirs.size <= this.#maxPerNetwork) return null
    return theirs.values().next().value ?? null
  }

  /** Call when the socket has sent it, or has closed. */
  release(socket: T): void {
    if (!this.#all.delete(socket)) return
    const network = networkOf(socket.address)
    const theirs = this.#byNetwork.get(network)
    theirs?.delete(socket)
    if (theirs?.size === 0) this.#byNetwork.delete(network)
  }
}
