// Handles name a connection for a client: opaque to it, and signed so that nobody can make or change one.

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { ConnectionId } from '../audio-gateway/audio-gateway.ts'
import { personOf } from './diff.ts'

export type HandleTarget = {
  readonly roomId: RoomId
  readonly epoch: number
  readonly connection: ConnectionId
}

export type Handles = {
  sign(target: HandleTarget): string
  /** Null when the signature is wrong, or the connection is another person's. */
  read(handle: string, person: UserId): HandleTarget | null
}

/** Processes that share gateways need the same secret, to read each other's handles. */
export function createHandles(secret: string): Handles {
  const seal = (text: string) => createHmac('sha256', secret).update(`handle ${text}`).digest()
  return {
    sign({ roomId, epoch, connection }) {
      const text = `${roomId} ${epoch} ${connection}`
      return `${Buffer.from(text).toString('base64url')}.${seal(text).toString('base64url')}`
    },
    read(handle, person) {
      const [body = '', signature = ''] = handle.split('.')
      const text = Buffer.from(body, 'base64url').toString()
      const given = Buffer.from(signature, 'base64url')
      const expected = seal(text)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const [roomId = '', epoch = '', connection = ''] = text.split(' ')
      if (personOf(connection) !== person) return null
      return { roomId: roomId as RoomId, epoch: Number(epoch), connection }
    },
  }
}
