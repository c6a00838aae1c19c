// The hash chain and the Merkle tree over a room's events.
//
// Leaves and nodes are hashed as in RFC 6962. The chain starts with the room's id. All hashes are SHA-256.

import { hash } from 'node:crypto'
import type { Recorded } from '../../commands/event.ts'
import { canonicalJson } from '../support/canonical-json.ts'

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])
const LINK = Buffer.from([2])

const sha256 = (...parts: readonly Uint8Array[]) => hash('sha256', Buffer.concat(parts), 'buffer')

export function leafOf(event: Recorded): Buffer {
  return sha256(LEAF, Buffer.from(canonicalEvent(event)))
}

export const nodeOf = (left: Uint8Array, right: Uint8Array) => sha256(NODE, left, right)

/** Bytes of a leaf that are enough to identify it, where no proof is needed. */
export const FINGERPRINT = 8

/** The state of a chain. It is all that is needed to continue the chain. */
export type ChainState = { readonly count: number; readonly chain: string; readonly peaks: readonly string[] }

export class Chain {
  #count: number
  #chain: Buffer
  /** The roots of the perfect trees, largest first. There are as many as `#count` has one bits. */
  readonly #peaks: Buffer[]

  constructor(roomId: string, state?: ChainState) {
    this.#count = state?.count ?? 0
    this.#chain = state ? Buffer.from(state.chain, 'hex') : sha256(Buffer.from(`rostrum-chain-1\n${roomId}`))
    this.#peaks = state?.peaks.map(peak => Buffer.from(peak, 'hex')) ?? []
  }

  get count(): number {
    return this.#count
  }

  push(leaf: Buffer): void {
    this.#chain = sha256(LINK, this.#chain, leaf)
    let node = leaf
    // Two trees of equal size merge into one of twice the size, like a carry when 1 is added.
    for (let size = this.#count; size % 2 === 1; size = (size - 1) / 2)
      node = nodeOf(this.#peaks.pop()!, node)
    this.#peaks.push(node)
    this.#count += 1
  }

  get chain(): string {
    return this.#chain.toString('hex')
  }

  get root(): string {
    const root = this.#peaks.reduceRight<Buffer | null>(
      (right, left) => (right ? nodeOf(left, right) : left),
      null,
    )
    return (root ?? sha256()).toString('hex')
  }

  get peaks(): readonly string[] {
    return this.#peaks.map(peak => peak.toString('hex'))
  }
}

/** The sibling hashes from a leaf up to the root, lowest first. */
export function pathTo(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return []
  const half = largestPowerBelow(leaves.length)
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return index < half
    ? [...pathTo(left, index), treeOf(right)]
    : [...pathTo(right, index - half), treeOf(left)]
}

/** The root computed from a leaf at `index` of `count` and its path. Null if the path does not fit. */
export function rootBy(leaf: Buffer, index: number, count: number, path: readonly Buffer[]): string | null {
  if (index < 0 || index >= count) return null
  const rest = [...path]
  const up = (at: number, size: number): Buffer | null => {
    if (size === 1) return leaf
    const half = largestPowerBelow(size)
    const inside = at < half ? up(at, half) : up(at - half, size - half)
    const beside = rest.shift()
    if (!inside || !beside) return null
    return at < half ? nodeOf(inside, beside) : nodeOf(beside, inside)
  }
  const root = up(index, count)
  return root && rest.length === 0 ? root.toString('hex') : null
}

function treeOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!
  const half = largestPowerBelow(leaves.length)
  return nodeOf(treeOf(leaves.slice(0, half)), treeOf(leaves.slice(half)))
}

function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1))
}

/**
 * The text of an event that is hashed: everything except the position, which changes when the event is imported into
 * another log. The chain proves the order of the room's events.
 */
export function canonicalEvent({ id, stream, version, type, at, cause, data }: Recorded): string {
  return canonicalJson({ id, stream, version, type, at, cause, data })
}
