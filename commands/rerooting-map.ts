// A persistent map for large collections: every version stays readable, and the newest costs no more than a plain Map.

/** Up to this many changes are undone in any case. In a large map, so is up to one change per this many entries. */
const COPY_THRESHOLD = 16

/**
 * `set` and `delete` return a new version and leave the old one intact. The newest version owns a plain `Map` and costs
 * as much as one. An older version stores how it differs from the next. When it is read, the changes are undone one by
 * one and it takes over the map ("rerooting"). That suits a caller who moves forward and seldom looks back, as the gate
 * does. When two callers continue from the same version, the distance between them grows, and the first one for whom
 * it is too far takes a copy. An old version keeps all later changes in memory for as long as it is referenced. The
 * order of entries is undefined.
 */
export class RerootingMap<K, V extends NonNullable<unknown> | null> {
  readonly size: number
  /** Null while another version owns the map. */
  #map: Map<K, V> | null
  /** In an older version: the next version, the key that differs, and the value before it (undefined: no entry). */
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
    // Many callers start from one empty version. Each gets a map of its own.
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

  /** The map with the entries of this version. */
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

  /** Takes a copy of the map for this version. The other versions keep theirs. */
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

  /** The versions from this one up to the one that owns the map, which is `last`. */
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
