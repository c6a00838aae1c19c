// The types of events, streams and positions, on which every other folder builds.

import type { CommandId, EventId, UserId } from './ids.ts'

/** A fact in the past tense. `type` and the shape of `data` are the storage format: never rename, only add. */
export type DomainEvent<Type extends string = string, Data extends object = object> = {
  readonly type: Type
  readonly data: Readonly<Data>
}

/** Where an event stands in the whole log: an opaque string that sorts as text in log order. */
export type Position = string & { readonly __brand: 'Position' }

/** The position before the first event of any log. */
export const BEGINNING = '00000000000000000000' as Position

/** Formats a position: an unsigned 64-bit number in decimal, padded to 20 digits so that text order is log order. */
export function positionOf(number: bigint | number): Position {
  const digits = number.toString()
  // Called for every event that is read: `padStart` takes three times as long.
  return (ZEROS.slice(digits.length) + digits) as Position
}

const ZEROS = BEGINNING as string

/** Parses a position that a client sends back. Null where the text is not a position. */
export function parsePosition(text: string): Position | null {
  return /^\d{20}$/.test(text) ? (text as Position) : null
}

/** How many events a stream has: the version of its last event, and the version that an append expects. 0: none. */
export type Version = number

/** The categories of a room's streams. Merged by position, they are the room's timeline. */
export const ROOM_CATEGORIES = ['Room', 'Chat', 'Reactions', 'Polls', 'Sound'] as const
export const CATEGORIES = [...ROOM_CATEGORIES, 'User', 'Notary'] as const

/** The part of a stream name before the dash: `Room` in `Room-<roomId>`. */
export type Category = (typeof CATEGORIES)[number]

/** Such as `Room-<roomId>`. One stream is one consistency boundary. */
export type StreamName = `${Category}-${string}`

/** Names a stream. Returns the same string each time, because a string that was looked up before has its hash. */
export function streamName(category: Category, id: string): StreamName {
  const ofCategory = namesByCategory[category]
  const known = ofCategory.get(id)
  if (known !== undefined) return known
  const name: StreamName = `${category}-${id}`
  if (ofCategory.size >= MAX_NAMES_KEPT) ofCategory.clear()
  ofCategory.set(id, name)
  return name
}

const namesByCategory: Readonly<Record<Category, Map<string, StreamName>>> = {
  Room: new Map(),
  Chat: new Map(),
  Reactions: new Map(),
  Polls: new Map(),
  Sound: new Map(),
  User: new Map(),
  Notary: new Map(),
}
/** How many names are kept of each category. */
const MAX_NAMES_KEPT = 10_000

export function streamsOfRoom(roomId: string): readonly StreamName[] {
  return ROOM_CATEGORIES.map(category => streamName(category, roomId))
}

type ParsedStream = { readonly category: Category; readonly id: string }

/** Cached, because every projection parses the stream of every event, and a cached id has its hash already. */
const parsed = new Map<StreamName, ParsedStream>()

/** Splits a stream name into its category and its id. Ids may contain dashes. */
export function parseStream(stream: StreamName): ParsedStream {
  const known = parsed.get(stream)
  if (known) return known
  const dash = stream.indexOf('-')
  const parts = { category: stream.slice(0, dash) as Category, id: stream.slice(dash + 1) }
  if (parsed.size >= 2 * MAX_NAMES_KEPT) parsed.clear()
  parsed.set(stream, parts)
  return parts
}

/** What caused an event: which command, by whom, in which request. */
export type Cause = {
  readonly commandId: CommandId
  readonly by: Actor
  /** Shared by everything that one request led to. The id of the request in the logs. */
  readonly correlationId: string
}

/** The person who acted, or `system` where a reactor did. */
export type Actor = UserId | typeof SYSTEM
export const SYSTEM = 'system' as const

/** An event that is about to be appended. `id` is a UUID v5 of the command id and the index of the event. */
export type NewEvent<E extends DomainEvent = DomainEvent> = E & {
  readonly id: EventId
  /** When the command was decided, by the clock of the process that decided it. Milliseconds since 1970. */
  readonly at: number
  readonly cause: Cause
}

/** An event in the log. */
export type Recorded<E extends DomainEvent = DomainEvent> = NewEvent<E> & {
  readonly stream: StreamName
  /** 1 for the first event of the stream. */
  readonly version: Version
  readonly position: Position
}
