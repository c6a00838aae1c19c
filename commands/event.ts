// What an event is. Everything else in the system is a way of writing these down or of reading them.

import type { CommandId, EventId, UserId } from './ids.ts'

/** A fact in the past tense. `type` and the shape of `data` are the storage format: never rename, only add. */
export type DomainEvent<Type extends string = string, Data extends object = object> = {
  readonly type: Type
  readonly data: Readonly<Data>
}

/** The place of an event in the whole log: an opaque string that sorts as text in log order. */
export type Position = string & { readonly __brand: 'Position' }

/** Before the first event of any log. */
export const BEGINNING = '00000000000000000000' as Position

/** The one form of a position: decimal, padded to 20 digits (an unsigned 64-bit number), so that text order is log order. */
export function positionOf(number: bigint | number): Position {
  const digits = number.toString()
  // Each event has one: `padStart` takes thrice as long.
  return (ZEROS.slice(digits.length) + digits) as Position
}

const ZEROS = BEGINNING as string

/** Reads what a client gives back; null for what no log of ours ever gave out. */
export function parsePosition(text: string): Position | null {
  return /^\d{20}$/.test(text) ? (text as Position) : null
}

/** How many events a stream has; 0 = none. Also the version an append expects, and the version of the last event. */
export type Version = number

/** The voices of a room: its timeline is these streams, merged by position. */
export const ROOM_CATEGORIES = ['Room', 'Chat', 'Reactions', 'Polls', 'Sound'] as const
export const CATEGORIES = [...ROOM_CATEGORIES, 'User', 'Notary'] as const

/** `Room` in `Room-<roomId>`. */
export type Category = (typeof CATEGORIES)[number]

/** `Room-<roomId>`: one stream is one consistency boundary. */
export type StreamName = `${Category}-${string}`

/** The same text each time: each command asks for it, and looks it up. */
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
/** Of each category. */
const MAX_NAMES_KEPT = 10_000

export function streamsOfRoom(roomId: string): readonly StreamName[] {
  return ROOM_CATEGORIES.map(category => streamName(category, roomId))
}

type ParsedStream = { readonly category: Category; readonly id: string }

/** Every projection asks this of every event, and looks the id up: of one text that is kept, the hash is known. */
const parsed = new Map<StreamName, ParsedStream>()

/** The category and the id of a stream; ids may hold dashes. */
export function parseStream(stream: StreamName): ParsedStream {
  const known = parsed.get(stream)
  if (known) return known
  const dash = stream.indexOf('-')
  const parts = { category: stream.slice(0, dash) as Category, id: stream.slice(dash + 1) }
  if (parsed.size >= 2 * MAX_NAMES_KEPT) parsed.clear()
  parsed.set(stream, parts)
  return parts
}

/** Who did what is the command's business; this says which command, on whose behalf, as a part of what. */
export type Cause = {
  readonly commandId: CommandId
  readonly by: Actor
  /** Groups all that one request led to; the request's id in the logs. */
  readonly correlationId: string
}

/** A person, or `system` where a reactor acted on nobody's behalf. */
export type Actor = UserId | typeof SYSTEM
export const SYSTEM = 'system' as const

/** An event that is about to be appended. `id` is derived from the command id and the index (UUID v5). */
export type NewEvent<E extends DomainEvent = DomainEvent> = E & {
  readonly id: EventId
  /** Milliseconds since 1970: when the command was decided, by the clock of the process that decided it. */
  readonly at: number
  readonly cause: Cause
}

/** The same fact with its place in the log. */
export type Recorded<E extends DomainEvent = DomainEvent> = NewEvent<E> & {
  readonly stream: StreamName
  /** 1 for the first event of the stream. */
  readonly version: Version
  readonly position: Position
}
