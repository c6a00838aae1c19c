// Removes orphaned rooms from gateways: rooms that a process left behind when it died, and that no process controls.

import type { RoomId } from '../../commands/ids.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import type { AudioGateway } from '../audio-gateway/audio-gateway.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Logger } from '../support/log.ts'
import type { ControlledRooms } from './controlled-rooms.ts'

export type SweepOptions = {
  readonly rooms: Pick<ControlledRooms, 'isControlled' | 'take'>
  readonly gate: Pick<CommandGate, 'state'>
  readonly logger: Logger
}

/** Sweeps one gateway. Rejects when its rooms cannot be listed; a room that cannot be removed is logged and skipped. */
export async function sweepGateway(gateway: AudioGateway, options: SweepOptions): Promise<void> {
  for (const roomId of await gateway.listRooms())
    await sweepRoom(gateway, roomId, options).catch(err =>
      options.logger.warn({ err, roomId, gateway: gateway.id }, 'sound: orphaned room removal failed'),
    )
}

async function sweepRoom(
  gateway: AudioGateway,
  roomId: RoomId,
  { rooms, gate, logger }: SweepOptions,
): Promise<void> {
  // The process that controls the room may be about to place it here, or to remove it.
  if (await rooms.isControlled(roomId)) return
  const { state } = await gate.state(soundDecider, roomId)
  // The room may have been closed while no process controlled it. The process that takes it ends its sound.
  if (state.gateway === gateway.id || state.edges.has(gateway.id)) return rooms.take(roomId)
  logger.warn({ roomId, gateway: gateway.id }, 'sound: removing orphaned room')
  await gateway.getRoom(roomId, state.epoch, () => {}).remove()
}
