// Applies what a gateway reports by itself to the state of the room.

import type { GatewayEvent } from '../audio-gateway/audio-gateway.ts'
import type { DeviceConnection, RoomOnGateway } from './connections.ts'
import type { SoundRoomContext } from './room-context.ts'

export function handleGatewayEvent(context: SoundRoomContext, gateway: string, event: GatewayEvent): void {
  const { state, scheduler } = context
  const room = state.rooms.get(gateway)
  if (!room || scheduler.isStopped) return
  if (event.type === 'uncertain') state.markUncertain(room)
  else {
    const one = room.connections.get(event.connection)
    if (!one) return
    handleConnectionEvent(context, room, one, event)
  }
  if (event.type !== 'talking') scheduler.schedule()
}

function handleConnectionEvent(
  context: SoundRoomContext,
  room: RoomOnGateway,
  one: DeviceConnection,
  event: Exclude<GatewayEvent, { type: 'uncertain' }>,
): void {
  const { state } = context
  switch (event.type) {
    case 'up':
      state.markUp(one)
      break
    case 'talking':
      state.setTalking(one, event.isTalking)
      context.updateTalking(one.person, event.since)
      break
    case 'receiving':
      state.setReceiving(one, event.isReceiving)
      break
    case 'gone':
      state.removeConnection(room, one)
      // A device that closed its own connection needs no request to reconnect.
      if (event.reason === 'own') context.connectionEnded(one, 'own')
      else context.connectionLost(one, event.reason)
  }
}
