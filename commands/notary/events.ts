// The facts of the notary. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent, Position } from '../event.ts'

/** A public key that heads are signed with from now on. */
export type Key = {
  /** The first 16 hex digits of the SHA-256 of `publicKey`. */
  readonly keyId: string
  /** Ed25519, as SubjectPublicKeyInfo (DER), in base64url. */
  readonly publicKey: string
  /** The key before it, and that key's signature over this one, in base64url; null: nobody vouches for it. */
  readonly endorsedBy: string | null
  readonly endorsement: string | null
}

/** What a room had come to, signed. Hashes are SHA-256, in hex. */
export type Head = {
  /** How many events of the room the head before this one covers; 0: there was none. */
  readonly from: number
  /** How many events of the room it covers, in the order of the log. */
  readonly count: number
  /** The hash chain over all of them. */
  readonly chain: string
  /** The root of the Merkle tree (RFC 6962) over all of them. */
  readonly root: string
  /** The roots of the whole trees that the tree is made of, the largest first: from these the next head goes on. */
  readonly peaks: readonly string[]
  /** The position of the last event that is covered. */
  readonly upTo: Position
  readonly signedAt: number
  readonly keyId: string
  /** Ed25519 over format, room, count, chain, root, signedAt and keyId as canonical JSON; base64url. */
  readonly signature: string
  /** The first 8 bytes of the hash of each event behind `from`, in base64url: they tell which event differs. */
  readonly fingerprints: string
}

export type NotaryEvent =
  /** In the stream of keys alone. */
  | DomainEvent<'KeyIntroduced', Key>
  /** In the stream of a room. */
  | DomainEvent<'HeadSigned', Head>
