// Leases within one process, for loops that compete for the same work.

import type { Lease } from './read-store.ts'

export class MemoryLeases {
  readonly #now: () => number
  readonly #held = new Map<string, Lease>()
  /** One counter for all names, so that the epoch of a name keeps rising after its lease was deleted. */
  #epoch = 0

  constructor(now: () => number) {
    this.#now = now
  }

  acquire(name: string, holder: string, ttlMs: number): Lease | null {
    const now = this.#now()
    const held = this.#held.get(name)
    if (held && held.holder !== holder && held.until > now) return null
    if (held?.holder !== holder) this.#epoch += 1
    const epoch = held?.holder === holder ? held.epoch : this.#epoch
    const lease = { name, holder, epoch, until: now + ttlMs }
    this.#held.set(name, lease)
    return { ...lease }
  }

  release({ name, holder, epoch }: Lease) {
    const held = this.#held.get(name)
    if (held?.holder === holder && held.epoch === epoch) this.#held.delete(name)
  }

  list(prefix: string): Lease[] {
    const now = this.#now()
    const found: Lease[] = []
    for (const lease of this.#held.values()) {
      if (lease.until <= now) this.#held.delete(lease.name)
      else if (lease.name.startsWith(prefix)) found.push({ ...lease })
    }
    return found
  }
}
