// The types of a projection: the pure module that folds events into documents.

import type { DomainEvent, Position, Recorded } from '../commands/event.ts'

/**
 * An index for reading lists of documents, grouped by the values of the `equal` fields and sorted by `order`, then by
 * key. A document is not in the index while any of these fields is undefined or null. If an `equal` field is an array,
 * the document is in the index once for each value.
 */
export type Index = {
  readonly equal: readonly string[]
  /** A field that is a number, or a string that sorts as text. Ascending; a list may be read backwards. */
  readonly order: string
}

/**
 * A pure fold of events into documents.
 *
 * `Document` is immutable JSON data. The store keeps with it the position of the last event that it reflects.
 */
export type Projection<Document extends object = object, E extends DomainEvent = DomainEvent> = {
  /** The name of its checkpoint and of its collection. Never changes. */
  readonly name: string
  /** Raise it with every change to the documents, so that a new version is built beside the old one. */
  readonly version: number
  /** The event types that it folds. It gets no others. */
  readonly handles: readonly E['type'][]
  /** The keys of the documents that an event changes, known from the event alone. */
  keysOf(event: Recorded<E>): readonly string[]
  /** Folds an event into a document. Null: no document, before or after. Never throws on known events. */
  evolve(document: Document | null, event: Recorded<E>, key: string): Document | null
  /** Queries read documents by key or through one of these, never by scanning a collection. */
  readonly indexes: Readonly<Record<string, Index>>
}

/** A stored document with the position of the last event that it reflects. */
export type Stored<Document extends object = object> = {
  readonly key: string
  readonly position: Position
  readonly document: Document
}
