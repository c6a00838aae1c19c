// What the other voices of a room must know of the room itself.

/** Why somebody cannot act in a room at all. */
export type NotHere = 'NO_SUCH_ROOM' | 'ROOM_NOT_LIVE' | 'ROOM_CANCELLED' | 'ROOM_CLOSED' | 'NOT_IN_ROOM'
