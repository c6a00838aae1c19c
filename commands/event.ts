// The types of events, streams and positions, on which every other folder builds.

import type { CommandId, EventId, UserId } from './ids.ts'

/** A fact in the past tense. `type` and the shape of `data` are the storage format: never rename, only add. */
export type DomainEvent<Type extends string = string, Data extends object = object> = {
  readonly type: Type
  readonly data: Readonly<Data>
}

/**
 * Where an event stands in the whole log: an opaque string that sorts as text in log order. 20 digits, and for an event
 * `-` and its fingerprint, by which a log recognizes the position as its own. A position without a fingerprint (between
 * two events, or stored by an older version) can only be compared. Compare positions with `isAfter`, because text order
 * fails for one event with and without its fingerprint.
 */
export type Position = string & { readonly __brand: 'Position' }

/** The position before the first event of any log. */
export const BEGINNING = '00000000000000000000' as Position

/** A position without a fingerprint: an unsigned 64-bit number in decimal, padded to 20 digits. */
export function positionOf(number: bigint | number): Position {
  const digits = number.toString()
  // Called for every event that is read: `padStart` takes three times as long.
  return (ZEROS.slice(digits.length) + digits) as Position
}

const ZEROS = BEGINNING as string
const DIGITS = ZEROS.length

/**
 * The position of an event. The fingerprint is of its id and its time, because an id can recur: a command that is
 * repeated on a restored log gets the same id again.
 */
export function positionOfEvent(
  number: bigint | number,
  { id, at }: { readonly id: string; readonly at: number },
): Position {
  return `${positionOf(number)}-${id.slice(0, 6)}${timeMark(at)}` as Position
}

/** All texts of two digits in base 36. */
const PAIRS: readonly string[] = Array.from({ length: 36 ** 2 }, (_, number) =>
  number.toString(36).padStart(2, '0'),
)
let markedAt = -1
let mark = ''

/** Four characters that distinguish milliseconds. The events of a batch share one time, and so the last mark. */
function timeMark(at: number): string {
  if (at !== markedAt) {
    // A damaged time is not a number.
    const rest = Math.abs(Math.trunc(at)) % PAIRS.length ** 2 || 0
    mark = PAIRS[Math.floor(rest / PAIRS.length)]! + PAIRS[rest % PAIRS.length]!
    markedAt = at
  }
  return mark
}

/** Parses a position that a client sends back. Null where the text is not a position. */
export function parsePosition(text: string): Position | null {
  return /^\d{20}(-[0-9a-z]{10})?$/.test(text) ? (text as Position) : null
}

/** Whether a log can tell that the position is its own. */
export const hasFingerprint = (position: Position): boolean => position.length > DIGITS

/** The fingerprint of a position, or null. Engines that store positions as numbers store it beside them. */
export const fingerprintOf = (position: Position): string | null =>
  hasFingerprint(position) ? position.slice(DIGITS + 1) : null

export const withFingerprint = (position: Position, fingerprint: string): Position =>
  `${digitsOf(position)}-${fingerprint}` as Position

/** The position without its fingerprint. */
export const digitsOf = (position: Position): Position => position.slice(0, DIGITS) as Position

/** The position as a number, for engines that count with it. */
export const positionNumber = (position: Position): bigint => BigInt(position.slice(0, DIGITS))

/** Whether a position is later in the log than another. */
export function isAfter(position: Position | '', other: Position | ''): boolean {
  if (position.length === other.length) return position > other
  return position.slice(0, DIGITS) > other.slice(0, DIGITS)
}

/** For sorting in log order. */
export function comparePositions(one: Position, other: Position): number {
  return isAfter(one, other) ? 1 : isAfter(other, one) ? -1 : 0
}

/** The later of two positions, with its fingerprint if one of two equal ones has it. */
export function laterOf(one: Position, other: Position): Position {
  return isAfter(other, one) || (hasFingerprint(other) && !isAfter(one, other)) ? other : one
}

/** The earliest position. `BEGINNING` if there are none. */
export function earliestOf(positions: Iterable<Position>): Position {
  let earliest: Position | null = null
  for (const position of positions) if (earliest === null || isAfter(earliest, position)) earliest = position
  return earliest ?? BEGINNING
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
