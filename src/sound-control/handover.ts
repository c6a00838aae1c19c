// What a room still has on gateways that it moved away from, while its people follow: until all of them have sound on the
// next one, those who have not hear each other where they were.

import { type GatewayConnections, OVERLAP_MS } from './connections.ts'
import { standingOf } from './diff.ts'
import { connectionsOf, isWanted, type SoundRoomState } from './room-state.ts'

/** Milliseconds in which people are to have followed: a client may have to come back to another process first. */
const FOLLOW_WITHIN = 10_000

export type Handover = {
  /** Nothing is left anywhere. */
  readonly isOver: boolean
  begin(here: GatewayConnections): void
  /** Silences at once whom it must, without waiting for it. */
  silence(): void
  /** Silences whom it must, and ends what nobody waits for any more. */
  see(): Promise<void>
  /** Ends what is on one gateway: the room begins there anew. */
  end(gateway: string): Promise<void>
  letGo(): void
}

export function createHandover(site: SoundRoomState): Handover {
  const { facts, time, logger, roomId } = site
  const left = new Map<GatewayConnections, number>()

  async function silence({ room, connections }: GatewayConnections): Promise<void> {
    const asking = [...connections.values()].map(async one => {
      const standing = standingOf(facts.room, one.person)
      if (standing === null) {
        connections.delete(one.id)
        await room.drop(one.id)
      } else if (one.kind === 'bridge' && standing !== 'heard' && !one.muted) {
        await room.mute(one.id, true)
        one.muted = true
      }
    })
    await Promise.all(asking)
  }

  /** When the last of those who are there will have had sound on the next one for a while; infinite: not yet known. */
  function followed({ connections }: GatewayConnections): number {
    const moments = [...connections.values()].map(({ person }) =>
      Math.min(...connectionsOf(site, person).map(([, { upAt }]) => upAt ?? Number.POSITIVE_INFINITY)),
    )
    return Math.max(0, ...moments) + OVERLAP_MS
  }

  async function remove(here: GatewayConnections): Promise<void> {
    left.delete(here)
    try {
      await here.room.remove()
    } catch (err) {
      // It is swept when it can be reached again.
      logger.warn({ err, roomId, gateway: here.gateway }, 'sound: removing room from gateway failed')
      here.room.letGo()
    }
  }

  return {
    get isOver() {
      return left.size === 0
    },
    begin(here) {
      left.set(here, time.now() + FOLLOW_WITHIN)
    },
    silence() {
      // Who could not be is seen to in turn.
      for (const here of left.keys()) silence(here).catch(() => site.soon())
    },
    async see() {
      for (const [here, until] of left) {
        const end = isWanted(site) ? Math.min(until, followed(here)) : 0
        const isSilenced = await silence(here).then(
          () => true,
          () => false,
        )
        if (isSilenced && time.now() < end) site.at(end)
        else await remove(here)
      }
    },
    async end(gateway) {
      for (const here of left.keys()) if (here.gateway === gateway) await remove(here)
    },
    letGo() {
      for (const { room } of left.keys()) room.letGo()
      left.clear()
    },
  }
}
