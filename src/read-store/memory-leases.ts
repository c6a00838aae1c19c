// Leases of one process: they matter where several loops of it want the same work.

import type { Lease } from './read-store.ts'

export class MemoryLeases {
  readonly #now: () => number
  readonly #held = new Map<string, Lease>()
  /** One for all names, so that it goes on rising for a name whose lease was forgotten. */
  #epoch = 0

  constructor(now: () => number) {
    this.#now = now
  }

  acquire(name: string, holder: string, ttl: number): Lease | null {
    const now = this.#now()
    const held = this.#held.get(name)
    if (held && held.holder !== holder && held.until > now) return null
    if (held?.holder !== holder) this.#epoch += 1
    const epoch = held?.holder === holder ? held.epoch : this.#epoch
    const lease = { name, holder, epoch, until: now + ttl }
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
