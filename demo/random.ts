// Chance that can be had again: the same seed makes the same evening.

export type Random = {
  /** From 0 up to, and without, `below`. */
  integer(below: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** So many different ones, in a new order. */
  sample<T>(from: readonly T[], count: number): T[]
}

/** Mulberry32: 32 bits of state are plenty for who raises a hand. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    integer,
    chance: probability => next() < probability,
    pick: from => from[integer(from.length)]!,
    sample(from, count) {
      const left = [...from]
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(integer(left.length), 1)[0]!,
      )
    },
  }
}
