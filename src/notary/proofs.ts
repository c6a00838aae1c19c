// Proves that a head covers an event, without the other events of the room.

import type { Recorded } from '../../commands/event.ts'
import { leafOf, pathTo, rootBy } from './chain.ts'
import { isGenuine, type StoredHead } from './head-file.ts'

export type Proof = {
  readonly format: 'rostrum-proof-1'
  readonly event: Recorded
  /** The number of the event in its room, from 1. */
  readonly number: number
  /** The sibling hashes up to the root, lowest first: SHA-256, in hex. */
  readonly path: readonly string[]
  readonly head: Omit<StoredHead, 'fingerprints' | 'from'>
}

/** Null if the room has no such event or no head covers it. Keeps the hashes of all events in memory. */
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

/** The reason why a proof is invalid, or null if it is valid. */
export function flawOf(proof: Proof, trusted: ReadonlyMap<string, string>): string | null {
  const { event, number, path, head } = proof
  if (proof.format !== 'rostrum-proof-1') return 'this is not a proof'
  const id = event.stream.slice(event.stream.indexOf('-') + 1)
  if (id !== head.room) return 'the event and the head belong to different rooms'
  if (!isGenuine({ ...head, from: 0, fingerprints: '' }, trusted))
    return `the head is not signed by a trusted key (${head.keyId})`
  const root = rootBy(
    leafOf(event),
    number - 1,
    head.count,
    path.map(hash => Buffer.from(hash, 'hex')),
  )
  return root === head.root ? null : 'the event is not the one that was signed'
}
