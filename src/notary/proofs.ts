// The proof of a single event: that it is among those that a head covers, without the others.

import type { Recorded } from '../../commands/event.ts'
import { leafOf, pathTo, rootBy } from './chain.ts'
import { isGenuine, type StoredHead } from './head-file.ts'

export type Proof = {
  readonly format: 'rostrum-proof-1'
  readonly event: Recorded
  /** Its place among the events of the room, from 1. */
  readonly number: number
  /** The hashes beside the way to the root, the lowest first; SHA-256, in hex. */
  readonly path: readonly string[]
  readonly head: Omit<StoredHead, 'fingerprints' | 'from'>
}

/** Null where the room has no such event, or no head covers it. Keeps the hashes of all events while it looks. */
export async function proofOf(
  eventId: string,
  events: AsyncIterable<Recorded>,
  heads: readonly StoredHead[],
): Promise<Proof | null> {
  const leaves: Buffer[] = []
  let found: { event: Recorded; index: number } | null = null
  for await (const event of events) {
    if (event.id === eventId) found = { event, index: leaves.length }
    leaves.push(leafOf(event))
  }
  const covering = heads.filter(head => found && head.count > found.index && head.count <= leaves.length)
  const head = covering.sort((a, b) => a.count - b.count)[0]
  if (!found || !head) return null
  const { fingerprints: _, from: __, ...signed } = head
  return {
    format: 'rostrum-proof-1',
    event: found.event,
    number: found.index + 1,
    path: pathTo(leaves.slice(0, head.count), found.index).map(hash => hash.toString('hex')),
    head: signed,
  }
}

/** What is wrong with a proof; null: nothing. */
export function flawOf(proof: Proof, trusted: ReadonlyMap<string, string>): string | null {
  const { event, number, path, head } = proof
  if (proof.format !== 'rostrum-proof-1') return 'this is no proof'
  const id = event.stream.slice(event.stream.indexOf('-') + 1)
  if (id !== head.room) return 'the event is of another room than the head'
  if (!isGenuine({ ...head, from: 0, fingerprints: '' }, trusted))
    return `the head is not signed by a key that is trusted (${head.keyId})`
  const root = rootBy(
    leafOf(event),
    number - 1,
    head.count,
    path.map(hash => Buffer.from(hash, 'hex')),
  )
  return root === head.root ? null : 'the event is not the one that was signed'
}
