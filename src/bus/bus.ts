// The port of the bus: messages between processes, delivered at most once. What must not be lost is read from the log.

import type { Position, Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'

/**
 * A change of one room, published after its documents are saved. `previous` is the position of the room's event before
 * these, or null if unknown. A subscriber whose last position differs from it has missed events and reads them from the
 * log. `events` is empty when they were too many for one message; they are read from the log as well.
 */
export type Notice = {
  readonly roomId: RoomId
  readonly previous: Position | null
  readonly position: Position
  readonly events: readonly Recorded[]
}

/** Active until closed. Closing twice has no effect. */
export type BusSubscription = { close(): void }

export interface Bus {
  /**
   * Sends a message to all subscribers of the topic; a topic without subscribers is not an error. Never throws, never
   * waits for a handler. Returns false when the message was not sent: the bus is unreachable or the message too large.
   */
  publish(topic: string, message: unknown): boolean

  /**
   * Resolves when the subscription is active. The handler is called once per message; messages of one publisher keep
   * their order. What a handler throws is logged. Subscribers share the message object, so do not change it.
   */
  subscribe(topic: string, handler: (message: unknown) => void): Promise<BusSubscription>

  /**
   * Calls the handler when messages may have been lost, because a connection was down and is back. Subscribers that must
   * not miss anything read the log then.
   */
  onInterruption(handler: () => void): BusSubscription

  /**
   * Sends a request to the responder of the topic and resolves with the answer. Rejects when there is no responder, when
   * the answer takes longer than `timeoutMs` milliseconds, and with the message of the error that the responder threw.
   */
  request(topic: string, message: unknown, timeoutMs: number): Promise<unknown>

  /** Answers requests on a topic until closed. Resolves when it is active. A topic has one responder. */
  respond(topic: string, handler: (message: unknown) => unknown): Promise<BusSubscription>

  /** Resolves when all messages published by this process have been sent. Rejects when the bus is unreachable. */
  ping(): Promise<void>

  /** Delivers published messages, then ends all subscriptions. */
  close(): Promise<void>
}

/** The topic of a room's notices. */
export const roomTopic = (roomId: RoomId) => `room.${roomId}`
/** The topic of rooms that opened, changed or closed, for the lobby. */
export const LOBBY = 'lobby'
