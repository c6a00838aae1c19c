// Which commands of a stream led to events, and where: twelve bytes a command.

/**
 * Command ids by a hash of 64 bits, with the version of the first event that each led to. An answer is a place to look
 * at, not a proof: whoever asks reads the event there and compares the id.
 */
export class CommandMemory {
  #recent = new Table()
  /** With a limit, what the recent half has pushed out and what is forgotten next. */
  #older: Table | null = null
  readonly #limit: number

  /** Of the last commands, at least `limit` are kept; default: all. */
  constructor(limit: number = Number.POSITIVE_INFINITY) {
    this.#limit = limit
  }

  get size(): number {
    return this.#recent.size + (this.#older?.size ?? 0)
  }

  /** Of the events of one command, the first that is added counts. */
  add(commandId: string, version: number): void {
    hash(commandId)
    if (this.#older?.get(high, low)) return
    this.#recent.set(high, low, version)
    if (this.#recent.size < this.#limit) return
    this.#older = this.#recent
    this.#recent = new Table()
  }

  /** The version of the first event that the command led to; 0: none that is remembered. */
  find(commandId: string): number {
    hash(commandId)
    return this.#recent.get(high, low) || (this.#older?.get(high, low) ?? 0)
  }
}

const WORDS = 3
const FEWEST_SLOTS = 16

/** Open addressing: hash, hash, version; a version of 0 is a free slot. At most half of the slots are taken. */
class Table {
  size = 0
  #slots = FEWEST_SLOTS
  #words = new Int32Array(FEWEST_SLOTS * WORDS)

  get(high: number, low: number): number {
    return this.#words[this.#place(high, low) + 2]!
  }

  set(high: number, low: number, version: number): void {
    if (this.get(high, low) !== 0) return
    this.#write(high, low, version)
    this.size++
    if (this.size * 2 >= this.#slots) this.#grow()
  }

  #write(high: number, low: number, version: number): void {
    const place = this.#place(high, low)
    this.#words[place] = high
    this.#words[place + 1] = low
    this.#words[place + 2] = version
  }

  #place(high: number, low: number): number {
    const words = this.#words
    const last = this.#slots - 1
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      const place = slot * WORDS
      if (words[place + 2] === 0 || (words[place] === high && words[place + 1] === low)) return place
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

// Of the process, so that nobody can choose ids that fall on one slot.
const seedHigh = (Math.random() * 2 ** 32) | 0
const seedLow = (Math.random() * 2 ** 32) | 0
let high = 0
let low = 0

/**
 * Leaves its two words in `high` and `low`: an object for each command would cost more than the hash. They are signed,
 * because the engine makes an object of a number beyond 31 bits.
 */
function hash(text: string): void {
  let h = seedHigh
  let l = seedLow
  for (let i = 0; i < text.length; i += 2) {
    // Two letters at a time; past the end there is no code, which counts as 0.
    const code = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
    h = Math.imul(h ^ code, 0x85ebca6b)
    l = Math.imul(l ^ code, 0xc2b2ae35)
    h ^= l >>> 15
  }
  high = h ^ (h >>> 13)
  low = Math.imul(l ^ (l >>> 16), 0x27d4eb2f) ^ (h >>> 11)
}
