// Keeps a room on the gateway that it moved away from until its people have followed, so that they hear each other there.

import type { UserId } from '../../commands/ids.ts'
import { type DeviceConnection, OVERLAP_MS, type RoomOnGateway } from './connections.ts'
import { audioRoleOf } from './diff.ts'
import type { SoundRoomContext } from './room-context.ts'

/** How long, in milliseconds, people may take to follow: a client may have to reconnect to another process first. */
const FOLLOW_TIMEOUT_MS = 10_000

export class Handover {
  readonly #context: SoundRoomContext
  /** The rooms that were left, with the time at which each ends at the latest. */
  readonly #left = new Map<RoomOnGateway, number>()

  constructor(context: SoundRoomContext) {
    this.#context = context
  }

  /** Whether nothing is left on any gateway. */
  get isDone(): boolean {
    return this.#left.size === 0
  }

  begin(room: RoomOnGateway): void {
    this.#left.set(room, this.#context.time.now() + FOLLOW_TIMEOUT_MS)
  }

  /** Mutes and drops people at once, without waiting for the gateways. */
  muteNow(): void {
    for (const room of this.#left.keys())
      this.#applyRoles(room).catch(() => this.#context.scheduler.schedule())
  }

  /** Mutes and drops people, and removes the rooms that everybody has left, or has had time to leave. */
  async progress(): Promise<void> {
    const { time, state, scheduler } = this.#context
    for (const [room, until] of this.#left) {
      const endAt = state.isWanted ? Math.min(until, this.#followedAt(room)) : 0
      const hasApplied = await this.#applyRoles(room).then(
        () => true,
        () => false,
      )
      // A gateway that cannot mute is not kept on.
      if (hasApplied && time.now() < endAt) scheduler.scheduleAt(endAt)
      else await this.#remove(room)
    }
  }

  /** Ends what is left on one gateway, because the room begins there again. */
  async end(gateway: string): Promise<void> {
    for (const room of this.#left.keys()) if (room.gateway === gateway) await this.#remove(room)
  }

  /** Leaves everything as it is, for the next process. */
  release(): void {
    for (const { room } of this.#left.keys()) room.release()
    this.#left.clear()
  }

  async #applyRoles(room: RoomOnGateway): Promise<void> {
    await Promise.all([...room.connections.values()].map(one => this.#applyRole(room, one)))
  }

  async #applyRole(room: RoomOnGateway, one: DeviceConnection): Promise<void> {
    const { state, log } = this.#context
    const role = audioRoleOf(log.room, one.person)
    if (role === null) {
      state.removeConnection(room, one)
      await room.room.drop(one.id)
    } else if (one.kind === 'bridge' && role !== 'heard' && !one.isMuted) {
      await room.room.mute(one.id, true)
      state.setMuted(one, true)
    }
  }

  /** When the last of its people will have had sound on the next gateway for a while; infinite: not known yet. */
  #followedAt({ connections }: RoomOnGateway): number {
    const times = [...connections.values()].map(({ person }) => this.#firstUpAt(person))
    return Math.max(0, ...times) + OVERLAP_MS
  }

  #firstUpAt(person: UserId): number {
    const connections = this.#context.state.connectionsOf(person)
    return Math.min(...connections.map(([, { upAt }]) => upAt ?? Number.POSITIVE_INFINITY))
  }

  async #remove(left: RoomOnGateway): Promise<void> {
    const { logger, roomId } = this.#context
    this.#left.delete(left)
    try {
      await left.room.remove()
    } catch (err) {
      // The sweep removes it when the gateway can be reached again.
      logger.warn({ err, roomId, gateway: left.gateway }, 'sound: removal after handover failed')
      left.room.release()
    }
  }
}
