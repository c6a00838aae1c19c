// Chooses the gateways of a room by load, and again when one is drained or dies. The log says so before anything begins.

import type { AudioGateway } from '../audio-gateway/audio-gateway.ts'
import type { RoomOnGateway } from './connections.ts'
import type { GatewayLoss } from './gateway-loss.ts'
import type { Handover } from './handover.ts'
import type { SoundRoomContext } from './room-context.ts'
import { GATEWAY_RETRY_MS, type RoomInspector } from './room-inspector.ts'

/** How long, in milliseconds, an edge is kept that serves no listener. */
const KEEP_EMPTY_EDGE_MS = 30_000

/** As the event `SoundPlaced` names it. */
type PlacementReason = 'begun' | 'healed' | 'drained'

export type PlacementOptions = {
  readonly context: SoundRoomContext
  readonly handover: Handover
  readonly loss: GatewayLoss
  readonly inspector: RoomInspector
}

export class Placement {
  readonly #context: SoundRoomContext
  readonly #handover: Handover
  readonly #loss: GatewayLoss
  readonly #inspector: RoomInspector

  constructor({ context, handover, loss, inspector }: PlacementOptions) {
    this.#context = context
    this.#handover = handover
    this.#loss = loss
    this.#inspector = inspector
  }

  /** Places the room on a gateway. Resolves to false when none is available. */
  async place(): Promise<boolean> {
    const { log, state, scheduler, time } = this.#context
    if (!(await this.#canPlaceNow())) return false
    const home = log.sound.gateway
    const isDrained = home !== null && state.gatewayOf(home)?.isDraining === true
    if (home !== null && !isDrained) return true
    const chosen = this.#leastLoaded(({ id }) => id === home)
    if (!chosen) {
      if (!isDrained) scheduler.scheduleAt(time.now() + GATEWAY_RETRY_MS)
      return isDrained
    }
    // Know who is there before leaving them: an earlier process may have let them in.
    if (isDrained && !(await this.#inspector.inspectAll())) return this.place()
    return this.#moveTo(chosen, isDrained ? 'drained' : log.sound.isLost ? 'healed' : 'begun')
  }

  /** Adds a gateway for listeners. Null: all are full. */
  async spread(): Promise<RoomOnGateway | null> {
    const { gateway, edges, epoch } = this.#context.log.sound
    const chosen = this.#leastLoaded(({ id, load }) => load >= 1 || id === gateway || edges.has(id))
    if (!chosen) return null
    if (!(await this.#context.log.submit('SpreadAudience', { gateway: chosen.id, epoch }))) return null
    await this.#handover.end(chosen.id)
    return this.#inspector.addPlaced(chosen.id)
  }

  /** Gives up the edges that serve nobody any more. */
  async gather(): Promise<void> {
    const { state, log, scheduler, time } = this.#context
    const now = time.now()
    for (const room of [...state.rooms.values()]) {
      const emptySince = state.updateEmptySince(room)
      if (room.gateway === log.sound.gateway || emptySince === null) continue
      // An edge that was not inspected may serve people of whom an earlier process knew.
      const canEndNow = state.isDrainingEdge(room.gateway) && !room.isUncertain
      const endAt = canEndNow ? now : emptySince + KEEP_EMPTY_EDGE_MS
      if (now < endAt) scheduler.scheduleAt(endAt)
      else await log.submit('GatherAudience', { gateway: room.gateway, epoch: room.epoch })
    }
  }

  /** False: the home gateway is away, but may come back with everything, or is the only one that there is. */
  async #canPlaceNow(): Promise<boolean> {
    const { log, state, settings, scheduler, time } = this.#context
    const home = log.sound.gateway
    const gateway = state.gatewayOf(home)
    if (home === null || gateway?.isUp) return true
    const waitMs = settings.lostAfterMs - this.#loss.awayMs(home)
    if (gateway && (waitMs > 0 || !this.#leastLoaded(({ id }) => id === home))) {
      const retryMs = waitMs > 0 ? Math.min(waitMs, GATEWAY_RETRY_MS) : GATEWAY_RETRY_MS
      scheduler.scheduleAt(time.now() + Math.max(1, retryMs))
      return false
    }
    await this.#loss.loseHome()
    return true
  }

  #leastLoaded(isExcluded: (gateway: AudioGateway) => boolean): AudioGateway | undefined {
    return this.#context.gateways
      .filter(gateway => gateway.isUp && !gateway.isDraining && !isExcluded(gateway))
      .sort((a, b) => a.load - b.load)[0]
  }

  /** False: another process was faster, or the room has closed. What the log says now decides. */
  async #moveTo(gateway: AudioGateway, reason: PlacementReason): Promise<boolean> {
    const { log, logger, roomId } = this.#context
    gateway.reserveRoom()
    const next = { gateway: gateway.id, epoch: log.sound.epoch + 1, reason }
    if (!(await log.submit('PlaceSound', next))) return false
    const { epoch } = log.sound
    await this.#loss.leaveEarlierEpochs()
    await this.#handover.end(gateway.id)
    this.#inspector.addPlaced(gateway.id)
    logger.info({ roomId, gateway: gateway.id, epoch, reason }, 'sound: room placed on gateway')
    if (epoch > 1) this.#context.broadcast({ signal: 'reset', epoch })
    return true
  }
}
