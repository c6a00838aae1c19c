// A map of which every version stays as it was, for the large collections that commands are judged by.

/**
 * What `set` and `delete` answer is a new version; the old one stays. The version that was made last is an ordinary map,
 * and asking it costs what that costs. An older one knows in what it differs from the next; when it is asked, the map is
 * turned back to it, change by change. So it fits whoever goes forward and seldom looks back, as the gate does. An old
 * version that is kept keeps all that were made from it. The order of entries means nothing.
 */
export class PersistentMap<K, V extends NonNullable<unknown> | null> {
  readonly size: number
  /** Null while another version has it. */
  #map: Map<K, V> | null
  /** The version that this one was changed into, and what it had there (undefined: nothing). */
  #next: PersistentMap<K, V> | null = null
  #key: K | undefined
  #value: V | undefined

  private constructor(map: Map<K, V>) {
    this.#map = map
    this.size = map.size
  }

  static empty<K, V extends NonNullable<unknown> | null>(): PersistentMap<K, V> {
    return new PersistentMap<K, V>(new Map())
  }

  get(key: K): V | undefined {
    return this.#current().get(key)
  }

  has(key: K): boolean {
    return this.#current().has(key)
  }

  set(key: K, value: V): PersistentMap<K, V> {
    // Many begin with one empty version: each has a map of its own from there.
    if (this.size === 0) return new PersistentMap(new Map([[key, value]]))
    const map = this.#current()
    const before = map.get(key)
    if (before === value) return this
    map.set(key, value)
    return this.#changed(map, key, before)
  }

  delete(key: K): PersistentMap<K, V> {
    const map = this.#current()
    const before = map.get(key)
    if (before === undefined) return this
    map.delete(key)
    return this.#changed(map, key, before)
  }

  keys(): K[] {
    return [...this.#current().keys()]
  }

  entries(): [K, V][] {
    return [...this.#current()]
  }

  toJSON(): Record<string, V> {
    return Object.fromEntries(this.#current())
  }

  #changed(map: Map<K, V>, key: K, before: V | undefined): PersistentMap<K, V> {
    const next = new PersistentMap<K, V>(map)
    this.#becomeOlder(next, key, before)
    return next
  }

  #becomeOlder(next: PersistentMap<K, V>, key: K, value: V | undefined): void {
    this.#map = null
    this.#next = next
    this.#key = key
    this.#value = value
  }

  /** The map, as it is in this version. */
  #current(): Map<K, V> {
    if (this.#map) return this.#map
    const way: PersistentMap<K, V>[] = []
    let holder: PersistentMap<K, V> = this
    for (; holder.#next; holder = holder.#next) way.push(holder)
    const map = holder.#map!
    for (let older = way.pop(); older; older = way.pop()) {
      const key = older.#key as K
      const value = older.#value
      holder.#becomeOlder(older, key, map.get(key))
      if (value === undefined) map.delete(key)
      else map.set(key, value)
      older.#map = map
      older.#next = null
      older.#key = older.#value = undefined
      holder = older
    }
    return map
  }
}
