// Mutes or drops people at once when an event says so, before the room's queue gets to it. Reconciling checks it again.

import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { type DeviceConnection, NO_PACKETS_TIMEOUT_MS, type RoomOnGateway } from './connections.ts'
import { audioRoleOf } from './diff.ts'
import type { SoundRoomContext } from './room-context.ts'

/** The people whom an event may mute, or null for nobody. A speaker who leaves the room goes off the stage first. */
export function mutedBy(event: RoomEvent | SoundEvent): UserId | 'everybody' | null {
  switch (event.type) {
    case 'SpeakerMuted':
    case 'WentOffStage':
    case 'ParticipantRemoved':
      return event.data.participant
    case 'RoomClosed':
      return 'everybody'
    default:
      return null
  }
}

/** Asks all gateways at the same time and does not wait for them. */
export function muteNow(context: SoundRoomContext, who: UserId | 'everybody'): void {
  if (!context.canAct) return
  const { state, scheduler, logger, roomId } = context
  for (const [room, one] of state.connections()) {
    // A connection that is just being let in is checked when it is in.
    if (!one.isJoined || (who !== 'everybody' && one.person !== who)) continue
    muteOne(context, room, one, who)?.catch(err => {
      state.markUncertain(room)
      logger.warn({ err, roomId, connection: one.id }, 'sound: mute failed, retrying')
      scheduler.schedule()
    })
  }
}

function muteOne(
  context: SoundRoomContext,
  room: RoomOnGateway,
  one: DeviceConnection,
  who: UserId | 'everybody',
): Promise<void> | null {
  const role = audioRoleOf(context.log.room, one.person)
  // A closed room is removed from its gateways as a whole.
  if (role === null && who !== 'everybody') return dropConnection(context, room, one)
  if (one.kind === 'bridge' && role !== 'heard' && !one.isMuted) return setMuted(context, room, one, true)
  return null
}

/** Mutes or unmutes one connection. One that cannot be muted is dropped. */
export async function setMuted(
  context: SoundRoomContext,
  room: RoomOnGateway,
  one: DeviceConnection,
  isMuted: boolean,
): Promise<void> {
  const { state, scheduler, logger, roomId } = context
  // Set before the gateway answers: a call meanwhile asks for what is to follow this one.
  state.setMuted(one, isMuted)
  if (isMuted) context.updateTalking(one.person)
  try {
    await room.room.mute(one.id, isMuted)
  } catch (err) {
    if (!isMuted) throw err
    logger.warn({ err, roomId, connection: one.id }, 'sound: mute failed, connection dropped')
    return dropConnection(context, room, one)
  }
  if (room.connections.get(one.id) !== one) return
  if (!isMuted) context.updateTalking(one.person)
  if (!isMuted && !one.isMuted && one.silentSince !== null)
    scheduler.scheduleAt(state.restartSilence(one) + NO_PACKETS_TIMEOUT_MS)
  context.broadcast({ signal: 'muted', person: one.person, muted: isMuted })
}

export async function dropConnection(
  context: SoundRoomContext,
  room: RoomOnGateway,
  one: DeviceConnection,
): Promise<void> {
  if (!context.state.removeConnection(room, one)) return
  // The end of a retired connection was reported when it was retired.
  if (!one.isRetired) context.connectionLost(one, 'sound')
  if (audioRoleOf(context.log.room, one.person) === null)
    context.broadcast({ signal: 'removed', person: one.person })
  await room.room.drop(one.id)
}
