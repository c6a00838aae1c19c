// A map bounded in bytes by what its entries weigh. It evicts the least recently used entries.

type Weighed<V> = { readonly value: V; readonly bytes: number }

export class ByteBoundedMap<K, V> {
  readonly #entries = new Map<K, Weighed<V>>()
  readonly #maxBytes: number
  readonly #weigh: (value: V, key: K) => number
  #bytes = 0

  /** `weigh`: the bytes of an entry, key and bookkeeping included. It must not change while the entry is kept. */
  constructor(maxBytes: number, weigh: (value: V, key: K) => number) {
    this.#maxBytes = maxBytes
    this.#weigh = weigh
  }

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** An entry that is heavier than the whole map is not kept. */
  set(key: K, value: V): void {
    this.delete(key)
    const bytes = this.#weigh(value, key)
    if (bytes > this.#maxBytes) return
    this.#entries.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return
      this.delete(oldest)
    }
  }

  delete(key: K): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }

  /** Deletes every entry whose value matches. */
  deleteWhere(matches: (value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (matches(value)) this.delete(key)
  }
}
