// Handles gateways that are unreachable for too long or have lost the room.

import type { RoomOnGateway } from './connections.ts'
import type { Handover } from './handover.ts'
import type { SoundRoomContext } from './room-context.ts'

export class GatewayLoss {
  readonly #context: SoundRoomContext
  readonly #handover: Handover
  readonly #downSince = new Map<string, number>()

  constructor(context: SoundRoomContext, handover: Handover) {
    this.#context = context
    this.#handover = handover
  }

  /** How long a gateway has been away, in milliseconds; 0: it is there. */
  awayMs(id: string): number {
    const { state, time } = this.#context
    if (state.gatewayOf(id)?.isUp) {
      this.#downSince.delete(id)
      return 0
    }
    const since = this.#downSince.get(id) ?? time.now()
    this.#downSince.set(id, since)
    return time.now() - since + 1
  }

  /** The home gateway has lost the room: the epoch ends, and the room has to be placed again. */
  async loseHome(): Promise<void> {
    const { log, logger, roomId, speaking } = this.#context
    const { gateway, epoch } = log.sound
    logger.warn({ roomId, gateway, epoch }, 'sound: gateway lost room')
    speaking.end()
    await log.submit('LoseSound', { epoch })
    await this.leaveEarlierEpochs()
  }

  /** An edge has lost the room: its listeners are asked to connect again. */
  async loseEdge(edge: RoomOnGateway): Promise<void> {
    const { log, state } = this.#context
    state.removeRoom(edge.gateway)
    edge.room.release()
    await log.submit('GatherAudience', { gateway: edge.gateway, epoch: edge.epoch })
    for (const one of edge.connections.values()) this.#context.connectionLost(one, 'sound')
  }

  /** Leaves what belongs to an earlier epoch. */
  async leaveEarlierEpochs(): Promise<void> {
    const { log, state } = this.#context
    for (const room of [...state.rooms.values()]) {
      if (log.sound.gateway !== null && room.epoch === log.sound.epoch) continue
      state.removeRoom(room.gateway)
      for (const one of room.connections.values()) this.#context.connectionEnded(one, 'sound')
      await this.#leave(room)
    }
  }

  async #leave(left: RoomOnGateway): Promise<void> {
    const { gateway } = this.#context.log.sound
    // The sweep removes it when the gateway is back.
    if (this.awayMs(left.gateway) > 0) left.room.release()
    else if (gateway !== null && gateway !== left.gateway) {
      if (left.isRecording) await left.room.stopRecording().catch(() => {})
      this.#handover.begin(left)
    }
    // People have no other gateway to move to.
    else await left.room.remove().catch(() => left.room.release())
  }
}
