// The events of the notary. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent, Position } from '../event.ts'

/** A public key that signs heads. */
export type Key = {
  /** The first 16 hex digits of the SHA-256 of `publicKey`. */
  readonly keyId: string
  /** Ed25519, as SubjectPublicKeyInfo (DER), in base64url. */
  readonly publicKey: string
  /** The `keyId` of the key before it, and that key's signature over this one in base64url. Null: no endorsement. */
  readonly endorsedBy: string | null
  readonly endorsement: string | null
}

/** A signed statement of a room's events up to a position. Hashes are SHA-256, in hex. */
export type Head = {
  /** How many events of the room the head before this one covers. 0: there was none. */
  readonly from: number
  /** How many events of the room this head covers, in log order. */
  readonly count: number
  /** The hash chain over all covered events. */
  readonly chain: string
  /** The root of the Merkle tree (RFC 6962) over all covered events. */
  readonly root: string
  /** The roots of the perfect subtrees of that tree, the largest first. The next head continues from them. */
  readonly peaks: readonly string[]
  /** The position of the last covered event. */
  readonly upTo: Position
  /** Milliseconds since 1970. */
  readonly signedAt: number
  readonly keyId: string
  /** Ed25519 over format, room, count, chain, root, signedAt and keyId as canonical JSON, in base64url. */
  readonly signature: string
  /** The first 8 bytes of the hash of each event after `from`, in base64url. They show which event was changed. */
  readonly fingerprints: string
}

export type NotaryEvent =
  /** Only in the stream of keys. */
  | DomainEvent<'KeyIntroduced', Key>
  /** Only in the stream of a room. */
  | DomainEvent<'HeadSigned', Head>
