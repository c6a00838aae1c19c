// The shape of every read-side module: what is seen, folded from what happened.

import type { DomainEvent, Position, Recorded } from '../commands/event.ts'

/**
 * An index that a list may be read by: the documents that have every field of `equal`, grouped by these fields'
 * values and ordered by `order`, then by key. A document where any of the fields is undefined or null is not in the
 * index. A field of `equal` that holds an array puts the document under each of its values.
 */
export type Index = {
  readonly equal: readonly string[]
  /** At most one field, a number or a string that sorts as text; ascending (a list may be read backwards). */
  readonly order: string
}

/**
 * A pure fold of events into documents.
 *
 * `Document` is plain JSON data and immutable. The store keeps with each document the position that it reflects.
 */
export type Projection<Document extends object = object, E extends DomainEvent = DomainEvent> = {
  /** The name of its checkpoint and of its collection: never rename it. */
  readonly name: string
  /** Raised with every change of what is folded, so that it is built anew beside the old. */
  readonly version: number
  /** The types of event that it folds; others are not shown to it. */
  readonly handles: readonly E['type'][]
  /** The documents that an event touches; known from the event alone. */
  keysOf(event: Recorded<E>): readonly string[]
  /** Document (null: there is none) and event to document (null: there is none any more). Never throws on known events. */
  evolve(document: Document | null, event: Recorded<E>, key: string): Document | null
  /** Every list that a query reads needs one; a query reads no collection otherwise. */
  readonly indexes: Readonly<Record<string, Index>>
}

/** A stored document with the position of the last event that it reflects. */
export type Stored<Document extends object = object> = {
  readonly key: string
  readonly position: Position
  readonly document: Document
}
