// A map that forgets what was not used for long, cheaply: finding what is in use is one look-up and moves nothing.

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

  /** When half of the limit was used since the last time that there was anything to forget, forgets all others. */
  forget(): void {
    if (this.#recent.size < this.#half) return
    this.#older = this.#recent
    this.#recent = new Map()
  }
}
