// Inspects the gateways of a room, and notices when one has lost it.

import type { GatewayEvent, GatewayRoomSnapshot } from '../audio-gateway/audio-gateway.ts'
import { EDGE_RETRY_MS, type RoomOnGateway } from './connections.ts'
import type { GatewayLoss } from './gateway-loss.ts'
import type { SoundRoomContext } from './room-context.ts'

/** How often, in milliseconds, a gateway is inspected when nothing seems wrong. */
export const INSPECT_INTERVAL_MS = 15_000
/** How often, in milliseconds, a gateway that is away is tried. */
export const GATEWAY_RETRY_MS = 500

export class RoomInspector {
  readonly #context: SoundRoomContext
  readonly #loss: GatewayLoss
  readonly #onEvent: (gateway: string, event: GatewayEvent) => void
  /** Rooms that this process has just placed: a gateway that has nothing of them has lost nothing. */
  readonly #justPlaced = new WeakSet<RoomOnGateway>()
  readonly #retryAt = new WeakMap<RoomOnGateway, number>()

  constructor(
    context: SoundRoomContext,
    loss: GatewayLoss,
    onEvent: (gateway: string, event: GatewayEvent) => void,
  ) {
    this.#context = context
    this.#loss = loss
    this.#onEvent = onEvent
  }

  /** Adds the room to a gateway on which the log has just placed it. Null: this process does not know the gateway. */
  addPlaced(gateway: string): RoomOnGateway | null {
    const room = this.#add(gateway) ?? null
    if (room) this.#justPlaced.add(room)
    return room
  }

  /** Inspects what may have changed. False: the home gateway has lost the room, which has to be placed again. */
  async inspectAll(): Promise<boolean> {
    const { gateway, edges } = this.#context.log.sound
    for (const id of [gateway, ...edges]) if (id !== null) this.#add(id)
    for (const room of [...this.#context.state.rooms.values()]) {
      const isHome = room.gateway === this.#context.log.sound.gateway
      if (!(await this.#isLost(room, isHome))) continue
      if (isHome) {
        await this.#loss.loseHome()
        return false
      }
      await this.#loss.loseEdge(room)
    }
    return true
  }

  #add(id: string): RoomOnGateway | undefined {
    const { state, roomId, log } = this.#context
    const known = state.rooms.get(id)
    const gateway = state.gatewayOf(id)
    if (known || !gateway) return known
    return state.addRoom(
      id,
      gateway.getRoom(roomId, log.sound.epoch, event => this.#onEvent(id, event)),
    )
  }

  async #isLost(room: RoomOnGateway, isHome: boolean): Promise<boolean> {
    const { time, scheduler, settings } = this.#context
    const awayMs = this.#loss.awayMs(room.gateway)
    if (awayMs > settings.lostAfterMs) return true
    if (!room.isUncertain && time.now() - room.inspectedAt < INSPECT_INTERVAL_MS) return false
    if (!isHome && awayMs > 0) {
      scheduler.scheduleAt(time.now() + GATEWAY_RETRY_MS)
      return false
    }
    const snapshot = isHome ? await room.room.inspect() : await this.#inspectEdge(room)
    return snapshot !== null && this.#applySnapshot(room, snapshot, isHome)
  }

  /** Null: the edge does not answer now. That keeps nothing from being done on other gateways. */
  async #inspectEdge(edge: RoomOnGateway): Promise<GatewayRoomSnapshot | null> {
    const { state, scheduler, time, logger, roomId } = this.#context
    if (time.now() >= (this.#retryAt.get(edge) ?? Number.NEGATIVE_INFINITY)) {
      try {
        return await edge.room.inspect()
      } catch (err) {
        logger.warn({ err, roomId, gateway: edge.gateway }, 'sound: edge inspection failed, retrying')
        state.markUncertain(edge)
        this.#retryAt.set(edge, time.now() + EDGE_RETRY_MS)
      }
    }
    scheduler.scheduleAt(this.#retryAt.get(edge)!)
    return null
  }

  /** Returns whether the gateway has lost the room. */
  #applySnapshot(room: RoomOnGateway, snapshot: GatewayRoomSnapshot, isHome: boolean): boolean {
    const { state, speaking } = this.#context
    const isLost = !this.#justPlaced.delete(room) && snapshot.isNew
    if (isHome && isLost) speaking.end()
    // People on a lost home gateway get the reset of the next epoch instead.
    for (const one of state.applySnapshot(room, snapshot))
      if (isHome && isLost) this.#context.connectionEnded(one, 'sound')
      else this.#context.connectionLost(one, 'sound')
    if (isLost) return true
    if (isHome) speaking.markCertain()
    for (const { person, kind } of room.connections.values())
      if (kind === 'bridge') this.#context.updateTalking(person)
    return false
  }
}
