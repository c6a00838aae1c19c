// A cache of limited size that evicts entries not used for long. A hit on an entry in use costs one look-up and moves nothing.

export class TwoGenerationCache<K, V> {
  #recent = new Map<K, V>()
  #older = new Map<K, V>()
  readonly #half: number

  constructor(limit: number) {
    this.#half = Math.max(1, Math.floor(limit / 2))
  }

  get(key: K): V | undefined {
    const found = this.#recent.get(key)
    if (found !== undefined) return found
    const old = this.#older.get(key)
    if (old !== undefined) this.#recent.set(key, old)
    return old
  }

  set(key: K, value: V): void {
    this.#recent.set(key, value)
  }

  delete(key: K): void {
    this.#recent.delete(key)
    this.#older.delete(key)
  }

  /** Once half of the limit was used since the last eviction, evicts everything that was not used since. */
  forget(): void {
    if (this.#recent.size < this.#half) return
    this.#older = this.#recent
    this.#recent = new Map()
  }
}
