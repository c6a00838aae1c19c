// Which gateways carry a room: chosen by load, told as events before anything is begun there, and chosen again when one is
// emptied or dies.

import type { Gateway, Happening, RoomThere } from '../audio-gateway/audio-gateway.ts'
import { EDGE_AGAIN, type Held, held, seen } from './connections.ts'
import type { Leaving } from './handover.ts'
import { cutOff, gatewayOf, isEmptied, type Site, tellTalking } from './room-state.ts'

/** Milliseconds after which a gateway that serves nobody of the audience is let go of. */
const GATHER_AFTER = 30_000
/** Milliseconds between two tries where no gateway can be reached. */
const TRY_EVERY = 500
/** Milliseconds between two looks at what is really there. */
export const LOOK_EVERY = 15_000

export type Placement = {
  /** Sees to it that a gateway carries the room; false: none can now. */
  place(): Promise<boolean>
  /** Looks at what may have changed; false: the home gateway has lost the room, and it has to be placed anew. */
  look(): Promise<boolean>
  /** One more gateway for listeners, or null where all are full. */
  spread(): Promise<Held | null>
  /** Lets go of those that serve nobody any more. */
  gather(): Promise<void>
}

export function createPlacement(
  site: Site,
  leaving: Leaving,
  happened: (gateway: string) => (happening: Happening) => void,
): Placement {
  const { roomId, facts, places, clock, logger, settings, sound } = site
  const downSince = new Map<string, number>()
  /** Where this process begins, so that there is nothing yet. */
  const begun = new WeakSet<Held>()
  const askAgainAt = new WeakMap<Held, number>()

  /** The least busy of those that take more. */
  function choose(but: (gateway: Gateway) => boolean): Gateway | undefined {
    return sound.gateways
      .filter(gateway => gateway.up && !gateway.draining && !but(gateway))
      .sort((a, b) => a.load - b.load)[0]
  }

  /** How long a gateway has been away, in milliseconds; 0: it is there. */
  function away(id: string): number {
    if (gatewayOf(site, id)?.up) {
      downSince.delete(id)
      return 0
    }
    const since = downSince.get(id) ?? clock.now()
    downSince.set(id, since)
    return clock.now() - since + 1
  }

  async function lose(): Promise<void> {
    const { gateway, epoch } = facts.sound
    logger.warn({ roomId, gateway, epoch }, 'a gateway lost the sound of a room')
    site.talk.end()
    await facts.tell('LoseSound', { epoch })
    await leave()
  }

  /**
   * What belongs to an earlier epoch is left once its people have followed, or removed at once where none can, and swept
   * when it comes back where it cannot be reached.
   */
  async function leave(): Promise<void> {
    for (const [id, here] of [...places]) {
      if (facts.sound.gateway !== null && here.epoch === facts.sound.epoch) continue
      places.delete(id)
      for (const one of here.connections.values()) site.left(one, 'sound')
      if (away(id) > 0) here.room.letGo()
      else if (facts.sound.gateway !== null && facts.sound.gateway !== id) {
        if (here.recording) await here.room.endRecording().catch(() => {})
        leaving.begin(here)
      } else await here.room.remove().catch(() => here.room.letGo())
    }
  }

  async function begin(gateway: Gateway, reason: 'begun' | 'healed' | 'drained'): Promise<boolean> {
    gateway.expectRoom()
    const told = await facts.tell('PlaceSound', { gateway: gateway.id, epoch: facts.sound.epoch + 1, reason })
    // Another process was faster, or the room is over: what is so now decides.
    if (!told) return false
    const { epoch } = facts.sound
    await leave()
    await leaving.end(gateway.id)
    beginAt(gateway.id)
    logger.info({ roomId, gateway: gateway.id, epoch, reason }, 'the sound of a room was placed')
    if (epoch > 1) site.signal({ signal: 'reset', epoch })
    return true
  }
  function beginAt(id: string): Held | null {
    const here = hold(id) ?? null
    if (here) begun.add(here)
    return here
  }

  function hold(id: string): Held | undefined {
    const known = places.get(id)
    const gateway = gatewayOf(site, id)
    if (known || !gateway) return known
    const room = gateway.room(roomId, facts.sound.epoch, happened(id))
    const here = held(id, facts.sound.epoch, room, clock.now())
    places.set(id, here)
    return here
  }

  async function loseEdge(here: Held): Promise<void> {
    places.delete(here.gateway)
    here.room.letGo()
    await facts.tell('GatherAudience', { gateway: here.gateway, epoch: here.epoch })
    for (const one of here.connections.values()) cutOff(site, one, 'sound')
  }

  /** Null: an edge that does not answer now, which keeps nothing from being done elsewhere. */
  async function lookAt(here: Held, isHome: boolean): Promise<RoomThere | null> {
    if (isHome) return here.room.look()
    const again = askAgainAt.get(here) ?? Number.NEGATIVE_INFINITY
    if (clock.now() >= again) {
      try {
        return await here.room.look()
      } catch (err) {
        logger.warn({ err, roomId, gateway: here.gateway }, 'an edge could not be looked at yet')
        here.doubtful = true
        askAgainAt.set(here, clock.now() + EDGE_AGAIN)
      }
    }
    site.at(askAgainAt.get(here)!)
    return null
  }

  async function look(): Promise<boolean> {
    for (const id of [facts.sound.gateway, ...facts.sound.edges]) if (id !== null) hold(id)
    for (const here of [...places.values()]) {
      const isHome = here.gateway === facts.sound.gateway
      if (away(here.gateway) > settings.lostAfter) {
        if (!isHome) {
          await loseEdge(here)
          continue
        }
        await lose()
        return false
      }
      if (!here.doubtful && clock.now() - here.lookedAt < LOOK_EVERY) continue
      if (!isHome && away(here.gateway) > 0) {
        site.at(clock.now() + TRY_EVERY)
        continue
      }
      const there = await lookAt(here, isHome)
      if (!there) continue
      const isLost = !begun.delete(here) && there.fresh
      if (isHome && isLost) site.talk.end()
      // Whoever was on the home gateway is told of the next epoch.
      for (const one of seen(here, there, clock.now()))
        if (isHome && isLost) site.left(one, 'sound')
        else cutOff(site, one, 'sound')
      if (!isLost) {
        if (isHome) site.talk.trust()
        for (const { person, kind } of here.connections.values())
          if (kind === 'bridge') tellTalking(site, person)
        continue
      }
      if (isHome) {
        await lose()
        return false
      }
      await loseEdge(here)
    }
    return true
  }

  async function place(): Promise<boolean> {
    const id = facts.sound.gateway
    const current = gatewayOf(site, id)
    if (id !== null && !current?.up) {
      const wait = settings.lostAfter - away(id)
      // It may come back with everything, or be the only one that there is.
      if (current && (wait > 0 || !choose(({ id: other }) => other === id))) {
        site.at(clock.now() + Math.max(1, Math.min(wait > 0 ? wait : TRY_EVERY, TRY_EVERY)))
        return false
      }
      await lose()
    }
    const drained = facts.sound.gateway !== null && current?.draining
    if (facts.sound.gateway !== null && !drained) return true
    const chosen = choose(({ id: other }) => other === facts.sound.gateway)
    // Whoever is there is to be known before they are left: an earlier process may have let them in.
    if (chosen && drained && !(await look())) return place()
    if (chosen) return begin(chosen, drained ? 'drained' : facts.sound.lost ? 'healed' : 'begun')
    if (!drained) site.at(clock.now() + TRY_EVERY)
    return drained === true
  }

  return {
    place,
    look,

    async spread() {
      const { gateway, edges, epoch } = facts.sound
      const chosen = choose(({ id, load }) => load >= 1 || id === gateway || edges.has(id))
      if (!chosen || !(await facts.tell('SpreadAudience', { gateway: chosen.id, epoch }))) return null
      await leaving.end(chosen.id)
      return beginAt(chosen.id)
    },

    async gather() {
      const now = clock.now()
      for (const here of [...places.values()]) {
        if (here.connections.size > 0) here.emptySince = null
        else here.emptySince ??= now
        if (here.gateway === facts.sound.gateway || here.emptySince === null) continue
        // What was not looked at may serve people of whom an earlier process knew.
        const isLeft = isEmptied(site, here.gateway) && !here.doubtful
        const end = isLeft ? now : here.emptySince + GATHER_AFTER
        if (now < end) site.at(end)
        else await facts.tell('GatherAudience', { gateway: here.gateway, epoch: here.epoch })
      }
    },
  }
}
