// A map of which every version stays as it was, for the large collections that commands are judged by.

/** Changes for which the map is turned back in any case; and of a large map, the part for which it is turned back. */
const COPY_THRESHOLD = 16

/**
 * What `set` and `delete` answer is a new version; the old one stays. The version that was made last is an ordinary map,
 * and asking it costs what that costs. An older one knows in what it differs from the next; when it is asked, the map is
 * turned back to it, change by change. That fits whoever goes forward and seldom looks back, as the gate does. Where two
 * go on from one version, the way between them grows: the first for whom it is too far takes a copy. An old version that
 * is kept keeps what was changed since. The order of entries means nothing.
 */
export class RerootingMap<K, V extends NonNullable<unknown> | null> {
  readonly size: number
  /** Null while another version has it. */
  #map: Map<K, V> | null
  /** Of an older version: what it was changed into, and what it had there (undefined: nothing). */
  #change: { readonly next: RerootingMap<K, V>; readonly key: K; readonly before: V | undefined } | null =
    null

  private constructor(map: Map<K, V>) {
    this.#map = map
    this.size = map.size
  }

  static empty<K, V extends NonNullable<unknown> | null>(): RerootingMap<K, V> {
    return new RerootingMap<K, V>(new Map())
  }

  get(key: K): V | undefined {
    return this.#current().get(key)
  }

  has(key: K): boolean {
    return this.#current().has(key)
  }

  set(key: K, value: V): RerootingMap<K, V> {
    // Many begin with one empty version: each has a map of its own from there.
    if (this.size === 0) return new RerootingMap(new Map([[key, value]]))
    const map = this.#current()
    const before = map.get(key)
    if (before === value) return this
    map.set(key, value)
    return this.#changed(map, key, before)
  }

  delete(key: K): RerootingMap<K, V> {
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

  #changed(map: Map<K, V>, key: K, before: V | undefined): RerootingMap<K, V> {
    const next = new RerootingMap<K, V>(map)
    this.#becomeOlder(next, key, before)
    return next
  }

  /** The map, as it is in this version. */
  #current(): Map<K, V> {
    if (this.#map) return this.#map
    const { way, last } = this.#later()
    const map = last.#map!
    if (way.length > COPY_THRESHOLD && way.length * COPY_THRESHOLD > map.size) return this.#copied(map, way)
    let holder = last
    for (const older of way.reverse()) {
      const { key, before } = older.#change!
      holder.#becomeOlder(older, key, map.get(key))
      if (before === undefined) map.delete(key)
      else map.set(key, before)
      older.#becomeLast(map)
      holder = older
    }
    return map
  }

  /** A map of its own; the others keep theirs. */
  #copied(later: ReadonlyMap<K, V>, way: readonly RerootingMap<K, V>[]): Map<K, V> {
    const map = new Map(later)
    for (const older of way.toReversed()) {
      const { key, before } = older.#change!
      if (before === undefined) map.delete(key)
      else map.set(key, before)
    }
    this.#becomeLast(map)
    return map
  }

  /** From this version on, all that led to the one that has the map. */
  #later() {
    const way: RerootingMap<K, V>[] = []
    let last: RerootingMap<K, V> = this
    for (; last.#change; last = last.#change.next) way.push(last)
    return { way, last }
  }

  #becomeOlder(next: RerootingMap<K, V>, key: K, before: V | undefined): void {
    this.#map = null
    this.#change = { next, key, before }
  }

  #becomeLast(map: Map<K, V>): void {
    this.#map = map
    this.#change = null
  }
}
