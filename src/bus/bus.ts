// The port of the bus: news between processes. At most once; whatever must not be lost is read from the log.

import type { Position, Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'

/**
 * The change of one room, told after its documents were saved. `previous`: the position of the room's event before
 * the first of these (null: not known): a listener that last saw another position has missed something and reads it
 * from the log. No events: they were too many to be carried, and are read from the log as well.
 */
export type Notice = {
  readonly roomId: RoomId
  readonly previous: Position | null
  readonly position: Position
  readonly events: readonly Recorded[]
}

/** Listens until closed. Closing twice is harmless. */
export type BusSubscription = { close(): void }

export interface Bus {
  /**
   * Tells all who listen to the topic; nobody listening is no error. Never throws, never waits for a listener. False: it
   * did not leave, because the bus cannot be reached or the message is larger than it carries.
   */
  publish(topic: string, message: unknown): boolean

  /**
   * Resolves when it listens. The handler is called once for each message, in order for one publisher; what it throws
   * is logged. Messages are shared between listeners: do not change them.
   */
  subscribe(topic: string, handler: (message: unknown) => void): Promise<BusSubscription>

  /**
   * Tells when messages may have been lost on the way here (a link was down and is back): listeners who must miss nothing
   * read the log then.
   */
  onInterruption(handler: () => void): BusSubscription

  /**
   * Asks whoever responds on the topic and resolves with the answer. Rejects where nobody does, where the answer took
   * longer than `patience` milliseconds, and with the message of what the responder threw.
   */
  request(topic: string, message: unknown, patience: number): Promise<unknown>

  /** Answers requests on a topic until closed; resolves when it listens. One responder to a topic. */
  respond(topic: string, handler: (message: unknown) => unknown): Promise<BusSubscription>

  /** Resolves when everything that was published here has left, rejects when the bus cannot be reached. */
  ping(): Promise<void>

  /** Delivers what was published, ends all subscriptions. */
  close(): Promise<void>
}

/** The topic of a room's notices. */
export const roomTopic = (roomId: RoomId) => `room.${roomId}`
/** All rooms that opened, changed or closed, for the lobby. */
export const LOBBY = 'lobby'
