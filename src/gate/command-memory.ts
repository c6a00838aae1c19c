// Remembers the version of the first event of each command of a stream, in 12 bytes per slot.

import type { Time } from '../support/time.ts'

/** Random per process, so that nobody can choose command ids that collide. */
export type HashSeed = { readonly high: number; readonly low: number }

export function createHashSeed(time: Pick<Time, 'randomBytes'>): HashSeed {
  const bytes = time.randomBytes(8)
  return { high: bytes.readInt32LE(0), low: bytes.readInt32LE(4) }
}

/**
 * Command ids by a hash of 64 bits, with the version of the first event that each wrote. A hit is a hint and not a proof:
 * the caller reads the event at that version and compares its command id.
 */
export class CommandMemory {
  #recent = new Table()
  /** With a limit, the half that is evicted next. */
  #older: Table | null = null
  readonly #limit: number
  readonly #seed: HashSeed

  /** Keeps at least the last `limit` commands. */
  constructor(seed: HashSeed, limit: number = Number.POSITIVE_INFINITY) {
    this.#seed = seed
    this.#limit = limit
  }

  get size(): number {
    return this.#recent.size + (this.#older?.size ?? 0)
  }

  /** If a command wrote several events, the first one added counts. */
  add(commandId: string, version: number): void {
    hash(commandId, this.#seed)
    if (this.#older?.get(high, low)) return
    this.#recent.set(high, low, version)
    if (this.#recent.size < this.#limit) return
    this.#older = this.#recent
    this.#recent = new Table()
  }

  /** The version of the first event of the command, or 0 if it is not remembered. */
  find(commandId: string): number {
    hash(commandId, this.#seed)
    return this.#recent.get(high, low) || (this.#older?.get(high, low) ?? 0)
  }
}

const WORDS = 3
const FEWEST_SLOTS = 16

/** Open addressing over slots of hash, hash, version. A version of 0 marks a free slot; at most half are taken. */
class Table {
  size = 0
  #slots = FEWEST_SLOTS
  #words = new Int32Array(FEWEST_SLOTS * WORDS)

  get(high: number, low: number): number {
    return this.#words[this.#offset(high, low) + 2]!
  }

  set(high: number, low: number, version: number): void {
    if (this.get(high, low) !== 0) return
    this.#write(high, low, version)
    this.size++
    if (this.size * 2 >= this.#slots) this.#grow()
  }

  #write(high: number, low: number, version: number): void {
    const offset = this.#offset(high, low)
    this.#words[offset] = high
    this.#words[offset + 1] = low
    this.#words[offset + 2] = version
  }

  #offset(high: number, low: number): number {
    const words = this.#words
    const last = this.#slots - 1
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      const offset = slot * WORDS
      if (words[offset + 2] === 0 || (words[offset] === high && words[offset + 1] === low)) return offset
    }
  }

  #grow(): void {
    const before = this.#words
    this.#slots *= 2
    this.#words = new Int32Array(this.#slots * WORDS)
    for (let from = 0; from < before.length; from += WORDS) {
      const version = before[from + 2]!
      if (version !== 0) this.#write(before[from]!, before[from + 1]!, version)
    }
  }
}

let high = 0
let low = 0

/**
 * Leaves its two words in `high` and `low`, because an object for each command would cost more than the hash. They are
 * signed, because the engine boxes numbers beyond 31 bits.
 */
function hash(text: string, seed: HashSeed): void {
  let h = seed.high
  let l = seed.low
  for (let i = 0; i < text.length; i += 2) {
    // Two characters at a time. Past the end, charCodeAt returns NaN, which counts as 0.
    const code = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
    h = Math.imul(h ^ code, 0x85ebca6b)
    l = Math.imul(l ^ code, 0xc2b2ae35)
    h ^= l >>> 15
  }
  high = h ^ (h >>> 13)
  low = Math.imul(l ^ (l >>> 16), 0x27d4eb2f) ^ (h >>> 11)
}
