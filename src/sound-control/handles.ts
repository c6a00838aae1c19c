// What a client holds of its connection: a text that means nothing to it, and that nobody can make or change.

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { ConnectionId } from '../audio-gateway/audio-gateway.ts'
import { personOf } from './diff.ts'

export type ConnectionHandle = {
  readonly roomId: RoomId
  readonly epoch: number
  readonly connection: ConnectionId
}

export type HandleCodec = {
  sign(held: ConnectionHandle): string
  /** Null where it is not ours, or not this person's. */
  read(handle: string, person: UserId): ConnectionHandle | null
}

export function createHandleCodec(secret: string): HandleCodec {
  const seal = (text: string) => createHmac('sha256', secret).update(`handle ${text}`).digest()
  return {
    sign({ roomId, epoch, connection }) {
      const text = `${roomId} ${epoch} ${connection}`
      return `${Buffer.from(text).toString('base64url')}.${seal(text).toString('base64url')}`
    },
    read(handle, person) {
      const [body = '', sealed = ''] = handle.split('.')
      const text = Buffer.from(body, 'base64url').toString()
      const given = Buffer.from(sealed, 'base64url')
      const right = seal(text)
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null
      const [roomId = '', epoch = '', connection = ''] = text.split(' ')
      if (personOf(connection) !== person) return null
      return { roomId: roomId as RoomId, epoch: Number(epoch), connection }
    },
  }
}
