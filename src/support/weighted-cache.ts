// Caches that are bounded by what their entries weigh in bytes, and counted by name.

import { LRUCache } from 'lru-cache'

export type CacheOptions<K, V> = {
  /** Names the cache in the metrics. Caches of one name are counted together. */
  readonly name: string
  /** What all entries together may weigh. */
  readonly maxBytes: number
  /** The weight of an entry in bytes. Measure it once more when the value grows: by setting it again. */
  weigh(value: V, key: K): number
}

/** Evicts the least recently used entries once all together weigh more than `maxBytes`. */
export class WeightedCache<K extends object | string, V extends object | string | number> {
  readonly name: string
  readonly #entries: LRUCache<K, V>

  constructor({ name, maxBytes, weigh }: CacheOptions<K, V>) {
    this.name = name
    this.#entries = new LRUCache<K, V>({
      maxSize: maxBytes,
      sizeCalculation: (value, key) => Math.max(1, Math.ceil(weigh(value, key))),
    })
  }

  get entries(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  /** The value, which counts as used now. */
  get(key: K): V | undefined {
    return this.#entries.get(key)
  }

  /** Keeps the value. One that alone weighs more than the cache may is not kept. */
  set(key: K, value: V): void {
    this.#entries.set(key, value)
  }

  delete(key: K): void {
    this.#entries.delete(key)
  }

  /** Deletes every entry whose value matches. */
  deleteWhere(matches: (value: V) => boolean): void {
    for (const [key, value] of [...this.#entries.entries()]) if (matches(value)) this.#entries.delete(key)
  }
}

export type CacheUse = { readonly bytes: number; readonly entries: number }
type Counted = CacheUse & { readonly name: string }

/** The caches of one process. */
export class Caches {
  readonly #caches = new Set<Counted>()

  create<K extends object | string, V extends object | string | number>(
    options: CacheOptions<K, V>,
  ): WeightedCache<K, V> {
    const cache = new WeightedCache(options)
    this.add(cache)
    return cache
  }

  /** Counts a cache that bounds itself. */
  add(cache: Counted): void {
    this.#caches.add(cache)
  }

  /** What the caches of each name weigh and hold now. */
  uses(): ReadonlyMap<string, CacheUse> {
    const uses = new Map<string, CacheUse>()
    for (const { name, bytes, entries } of this.#caches) {
      const sum = uses.get(name) ?? { bytes: 0, entries: 0 }
      uses.set(name, { bytes: sum.bytes + bytes, entries: sum.entries + entries })
    }
    return uses
  }
}

/** Bytes of an object or array itself, of one of its slots, and of a text without its characters, at most. */
const OBJECT_BYTES = 56
const SLOT_BYTES = 12
const TEXT_BYTES = 24

/** What plain data weighs in memory: an estimate that is rather too high. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return TEXT_BYTES + value.length * 2
  if (typeof value !== 'object' || value === null) return 0
  let bytes = OBJECT_BYTES
  if (Array.isArray(value)) for (const item of value) bytes += SLOT_BYTES + bytesOf(item)
  else for (const key in value) bytes += SLOT_BYTES + bytesOf((value as Record<string, unknown>)[key])
  return bytes
}
