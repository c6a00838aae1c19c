// Which gateways carry a room: chosen by load, told as events before anything is begun there, and chosen again when one is
// emptied or dies.

import type { Gateway, GatewayEvent, ReportedRoom } from '../audio-gateway/audio-gateway.ts'
import {
  adoptConnection,
  EDGE_RETRY_MS,
  type GatewayConnections,
  newGatewayConnections,
} from './connections.ts'
import type { Handover } from './handover.ts'
import { gatewayOf, isDraining, publishTalking, reportCutOff, type SoundRoomState } from './room-state.ts'

/** Milliseconds after which a gateway that serves nobody of the audience is let go of. */
const GATHER_AFTER = 30_000
/** Milliseconds between two tries where no gateway can be reached. */
const TRY_EVERY = 500
/** Milliseconds between two looks at what is really there. */
export const INSPECT_INTERVAL_MS = 15_000

export type Placement = {
  /** Sees to it that a gateway carries the room; false: none can now. */
  place(): Promise<boolean>
  /** Looks at what may have changed; false: the home gateway has lost the room, and it has to be placed anew. */
  look(): Promise<boolean>
  /** One more gateway for listeners, or null where all are full. */
  spread(): Promise<GatewayConnections | null>
  /** Lets go of those that serve nobody any more. */
  gather(): Promise<void>
}

export function createPlacement(
  site: SoundRoomState,
  leaving: Handover,
  happened: (gateway: string) => (happening: GatewayEvent) => void,
): Placement {
  return new RoomPlacement(site, leaving, happened)
}

class RoomPlacement implements Placement {
  readonly #site: SoundRoomState
  readonly #leaving: Handover
  readonly #happened: (gateway: string) => (happening: GatewayEvent) => void
  readonly #roomId: SoundRoomState['roomId']
  readonly #facts: SoundRoomState['facts']
  readonly #places: SoundRoomState['places']
  readonly #time: SoundRoomState['time']
  readonly #logger: SoundRoomState['logger']
  readonly #settings: SoundRoomState['settings']
  readonly #sound: SoundRoomState['sound']
  readonly #downSince = new Map<string, number>()
  /** Where this process begins, so that there is nothing yet. */
  readonly #begun = new WeakSet<GatewayConnections>()
  readonly #askAgainAt = new WeakMap<GatewayConnections, number>()

  constructor(
    site: SoundRoomState,
    leaving: Handover,
    happened: (gateway: string) => (happening: GatewayEvent) => void,
  ) {
    this.#site = site
    this.#leaving = leaving
    this.#happened = happened
    this.#roomId = site.roomId
    this.#facts = site.facts
    this.#places = site.places
    this.#time = site.time
    this.#logger = site.logger
    this.#settings = site.settings
    this.#sound = site.sound
  }

  async spread() {
    const { gateway, edges, epoch } = this.#facts.sound
    const chosen = this.#choose(({ id, load }) => load >= 1 || id === gateway || edges.has(id))
    if (!chosen || !(await this.#facts.tell('SpreadAudience', { gateway: chosen.id, epoch }))) return null
    await this.#leaving.end(chosen.id)
    return this.#beginAt(chosen.id)
  }

  async gather() {
    const now = this.#time.now()
    for (const here of [...this.#places.values()]) {
      if (here.connections.size > 0) here.emptySince = null
      else here.emptySince ??= now
      if (here.gateway === this.#facts.sound.gateway || here.emptySince === null) continue
      // What was not looked at may serve people of whom an earlier process knew.
      const isLeft = isDraining(this.#site, here.gateway) && !here.doubtful
      const end = isLeft ? now : here.emptySince + GATHER_AFTER
      if (now < end) this.#site.at(end)
      else await this.#facts.tell('GatherAudience', { gateway: here.gateway, epoch: here.epoch })
    }
  }

  /** The least busy of those that take more. */
  #choose(but: (gateway: Gateway) => boolean): Gateway | undefined {
    return this.#sound.gateways
      .filter(gateway => gateway.up && !gateway.draining && !but(gateway))
      .sort((a, b) => a.load - b.load)[0]
  }

  /** How long a gateway has been away, in milliseconds; 0: it is there. */
  #away(id: string): number {
    if (gatewayOf(this.#site, id)?.up) {
      this.#downSince.delete(id)
      return 0
    }
    const since = this.#downSince.get(id) ?? this.#time.now()
    this.#downSince.set(id, since)
    return this.#time.now() - since + 1
  }

  async #lose(): Promise<void> {
    const { gateway, epoch } = this.#facts.sound
    this.#logger.warn({ roomId: this.#roomId, gateway, epoch }, 'sound: gateway lost the room')
    this.#site.talk.end()
    await this.#facts.tell('LoseSound', { epoch })
    await this.#leave()
  }

  /**
   * What belongs to an earlier epoch is left once its people have followed, or removed at once where none can, and swept
   * when it comes back where it cannot be reached.
   */
  async #leave(): Promise<void> {
    for (const [id, here] of [...this.#places]) {
      if (this.#facts.sound.gateway !== null && here.epoch === this.#facts.sound.epoch) continue
      this.#places.delete(id)
      for (const one of here.connections.values()) this.#site.left(one, 'sound')
      if (this.#away(id) > 0) here.room.letGo()
      else if (this.#facts.sound.gateway !== null && this.#facts.sound.gateway !== id) {
        if (here.recording) await here.room.endRecording().catch(() => {})
        this.#leaving.begin(here)
      } else await here.room.remove().catch(() => here.room.letGo())
    }
  }

  async #begin(gateway: Gateway, reason: 'begun' | 'healed' | 'drained'): Promise<boolean> {
    gateway.expectRoom()
    const told = await this.#facts.tell('PlaceSound', {
      gateway: gateway.id,
      epoch: this.#facts.sound.epoch + 1,
      reason,
    })
    // Another process was faster, or the room is over: what is so now decides.
    if (!told) return false
    const { epoch } = this.#facts.sound
    await this.#leave()
    await this.#leaving.end(gateway.id)
    this.#beginAt(gateway.id)
    this.#logger.info({ roomId: this.#roomId, gateway: gateway.id, epoch, reason }, 'sound: room placed')
    if (epoch > 1) this.#site.signal({ signal: 'reset', epoch })
    return true
  }

  #beginAt(id: string): GatewayConnections | null {
    const here = this.#hold(id) ?? null
    if (here) this.#begun.add(here)
    return here
  }

  #hold(id: string): GatewayConnections | undefined {
    const known = this.#places.get(id)
    const gateway = gatewayOf(this.#site, id)
    if (known || !gateway) return known
    const room = gateway.room(this.#roomId, this.#facts.sound.epoch, this.#happened(id))
    const here = newGatewayConnections(id, this.#facts.sound.epoch, room, this.#time.now())
    this.#places.set(id, here)
    return here
  }

  async #loseEdge(here: GatewayConnections): Promise<void> {
    this.#places.delete(here.gateway)
    here.room.letGo()
    await this.#facts.tell('GatherAudience', { gateway: here.gateway, epoch: here.epoch })
    for (const one of here.connections.values()) reportCutOff(this.#site, one, 'sound')
  }

  /** Null: an edge that does not answer now, which keeps nothing from being done elsewhere. */
  async #lookAt(here: GatewayConnections, isHome: boolean): Promise<ReportedRoom | null> {
    if (isHome) return here.room.look()
    const again = this.#askAgainAt.get(here) ?? Number.NEGATIVE_INFINITY
    if (this.#time.now() >= again) {
      try {
        return await here.room.look()
      } catch (err) {
        this.#logger.warn(
          { err, roomId: this.#roomId, gateway: here.gateway },
          'sound: inspecting edge gateway failed, retrying',
        )
        here.doubtful = true
        this.#askAgainAt.set(here, this.#time.now() + EDGE_RETRY_MS)
      }
    }
    this.#site.at(this.#askAgainAt.get(here)!)
    return null
  }

  async look(): Promise<boolean> {
    for (const id of [this.#facts.sound.gateway, ...this.#facts.sound.edges]) if (id !== null) this.#hold(id)
    for (const here of [...this.#places.values()]) {
      const isHome = here.gateway === this.#facts.sound.gateway
      if (this.#away(here.gateway) > this.#settings.lostAfter) {
        if (!isHome) {
          await this.#loseEdge(here)
          continue
        }
        await this.#lose()
        return false
      }
      if (!here.doubtful && this.#time.now() - here.lookedAt < INSPECT_INTERVAL_MS) continue
      if (!isHome && this.#away(here.gateway) > 0) {
        this.#site.at(this.#time.now() + TRY_EVERY)
        continue
      }
      const there = await this.#lookAt(here, isHome)
      if (!there) continue
      const isLost = !this.#begun.delete(here) && there.fresh
      if (isHome && isLost) this.#site.talk.end()
      // Whoever was on the home gateway is told of the next epoch.
      for (const one of adoptConnection(here, there, this.#time.now()))
        if (isHome && isLost) this.#site.left(one, 'sound')
        else reportCutOff(this.#site, one, 'sound')
      if (!isLost) {
        if (isHome) this.#site.talk.trust()
        for (const { person, kind } of here.connections.values())
          if (kind === 'bridge') publishTalking(this.#site, person)
        continue
      }
      if (isHome) {
        await this.#lose()
        return false
      }
      await this.#loseEdge(here)
    }
    return true
  }

  async place(): Promise<boolean> {
    const id = this.#facts.sound.gateway
    const current = gatewayOf(this.#site, id)
    if (id !== null && !current?.up) {
      const wait = this.#settings.lostAfter - this.#away(id)
      // It may come back with everything, or be the only one that there is.
      if (current && (wait > 0 || !this.#choose(({ id: other }) => other === id))) {
        this.#site.at(this.#time.now() + Math.max(1, Math.min(wait > 0 ? wait : TRY_EVERY, TRY_EVERY)))
        return false
      }
      await this.#lose()
    }
    const drained = this.#facts.sound.gateway !== null && current?.draining
    if (this.#facts.sound.gateway !== null && !drained) return true
    const chosen = this.#choose(({ id: other }) => other === this.#facts.sound.gateway)
    // Whoever is there is to be known before they are left: an earlier process may have let them in.
    if (chosen && drained && !(await this.look())) return this.place()
    if (chosen) return this.#begin(chosen, drained ? 'drained' : this.#facts.sound.lost ? 'healed' : 'begun')
    if (!drained) this.#site.at(this.#time.now() + TRY_EVERY)
    return drained === true
  }
}
