// Who holds a room's subscription open, on which process.

import type { RoomId, UserId } from '../../commands/ids.ts'

export interface Presence {
  /** A socket of the person began to hold the room. Call what it answers once, when it lets go. */
  hold(roomId: RoomId, userId: UserId): () => void
}
