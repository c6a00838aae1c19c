// The rooms whose sound this process controls, each under a lease: takes them, renews them and gives them up.

import type { Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { AudioGateway } from '../audio-gateway/audio-gateway.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { AVAILABILITY_TTL_MS, canReachGateway, isReachableElsewhere } from './availability.ts'
import type { Handles } from './handles.ts'
import { requestTopic, type SoundRequest } from './protocol.ts'
import type { SoundSettings } from './room-context.ts'
import { RoomReconciler } from './room-reconciler.ts'

export type ControlledRoomsOptions = {
  readonly gateways: readonly AudioGateway[]
  readonly readStore: Pick<ReadStore, 'acquire' | 'release' | 'leases'>
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Bus
  readonly processId: string
  readonly handles: Handles
  readonly settings: SoundSettings
  readonly logger: Logger
  readonly time: Time
  /** Takes no more rooms when it aborts. */
  readonly signal: AbortSignal
}

const LEASE_PREFIX = 'sound:'
/**
 * Milliseconds. When a process dies, another takes over within the sum of both. Until then sound goes on as it was.
 */
const LEASE_TTL_MS = 6_000
export const LEASE_INTERVAL_MS = 2_000

type ControlledRoom = {
  readonly reconciler: RoomReconciler
  readonly responder: Promise<BusSubscription>
  readonly term: Term
}
/** For how long the room is this process's. */
type Term = { lease: Lease }

export class ControlledRooms {
  readonly #options: ControlledRoomsOptions
  readonly #controlled = new Map<RoomId, ControlledRoom>()
  readonly #taking = new Map<RoomId, Promise<void>>()
  /** The rooms that are live, whoever controls them. */
  readonly #live = new Set<RoomId>()
  /** Since when this process has reached no gateway; null: it reaches one. */
  #unreachableSince: number | null = null

  constructor(options: ControlledRoomsOptions) {
    this.#options = options
  }

  /** Counts a room as live, and takes it. */
  async addLive(roomId: RoomId): Promise<void> {
    this.#live.add(roomId)
    await this.take(roomId)
  }

  handleEvent(roomId: RoomId, event: Recorded<RoomEvent | SoundEvent>): void {
    if (event.type === 'RoomOpened') void this.addLive(roomId)
    this.#controlled.get(roomId)?.reconciler.handleEvent(event)
    if (event.type === 'RoomClosed') this.#live.delete(roomId)
  }

  personVanished(roomId: RoomId, person: UserId): void {
    this.#controlled.get(roomId)?.reconciler.personVanished(person)
  }

  /** Whether this process or another controls the room. */
  async isControlled(roomId: RoomId): Promise<boolean> {
    if (this.#controlled.has(roomId)) return true
    const name = LEASE_PREFIX + roomId
    return (await this.#options.readStore.leases(name)).some(lease => lease.name === name)
  }

  /** Takes a room that no process controls. Never rejects: a room that was not taken is tried at the next renewal. */
  take(roomId: RoomId): Promise<void> {
    const taking = this.#taking.get(roomId)
    if (taking || this.#controlled.has(roomId)) return taking ?? Promise.resolve()
    const attempt = this.#tryToTake(roomId)
      .catch(err => this.#options.logger.warn({ err, roomId }, 'sound: room takeover failed'))
      .finally(() => this.#taking.delete(roomId))
    this.#taking.set(roomId, attempt)
    return attempt
  }

  /** Renews the leases, gives up what another process does better, and takes the live rooms that nobody controls. */
  async renewAll(): Promise<void> {
    const { readStore } = this.#options
    if (await this.#shouldGiveUpAll()) await this.#dropAll()
    await Promise.all([...this.#controlled].map(([roomId, room]) => this.#renew(roomId, room)))
    const controlled = new Set((await readStore.leases(LEASE_PREFIX)).map(({ name }) => name))
    const free = [...this.#live].filter(roomId => !controlled.has(LEASE_PREFIX + roomId))
    await Promise.all(free.map(roomId => this.take(roomId)))
  }

  /** Gives up all rooms. Their sound goes on until another process takes them. */
  async close(): Promise<void> {
    await Promise.all([...this.#taking.values()])
    await this.#dropAll()
  }

  async #tryToTake(roomId: RoomId): Promise<void> {
    const { gateways, readStore, gate, bus, processId, handles, settings, logger, time, signal } =
      this.#options
    if (!canReachGateway(gateways) && (await isReachableElsewhere(readStore, processId))) return
    const lease = await readStore.acquire(LEASE_PREFIX + roomId, processId, LEASE_TTL_MS)
    if (!lease) return
    if (signal.aborted) return readStore.release(lease)
    const term: Term = { lease }
    const holdsLease = () => term.lease.until > time.now()
    const reconciler = new RoomReconciler({
      roomId,
      gateways,
      gate,
      bus,
      time,
      handles,
      logger,
      settings,
      holdsLease,
    })
    const responder = bus.respond(requestTopic(roomId), request =>
      reconciler.handleRequest(request as SoundRequest),
    )
    this.#controlled.set(roomId, { reconciler, responder, term })
    await responder
  }

  /** A gateway that died is reached by nobody, which every process has published by then: its rooms are kept. */
  async #shouldGiveUpAll(): Promise<boolean> {
    const { gateways, readStore, processId, logger, time } = this.#options
    this.#unreachableSince = canReachGateway(gateways) ? null : (this.#unreachableSince ?? time.now())
    if (this.#unreachableSince === null) return false
    if (time.now() - this.#unreachableSince <= AVAILABILITY_TTL_MS) return false
    if (!(await isReachableElsewhere(readStore, processId))) return false
    logger.warn({ rooms: this.#controlled.size }, 'sound: no gateway reachable, rooms released')
    return true
  }

  async #renew(roomId: RoomId, room: ControlledRoom): Promise<void> {
    const { readStore, processId, logger } = this.#options
    try {
      if (room.reconciler.isFinished) {
        this.#live.delete(roomId)
        return await this.#drop(roomId)
      }
      const lease = await readStore.acquire(LEASE_PREFIX + roomId, processId, LEASE_TTL_MS)
      if (lease?.epoch === room.term.lease.epoch) {
        room.term.lease = lease
        return
      }
      logger.warn({ roomId }, 'sound: room lease lost')
      await this.#drop(roomId)
    } catch (err) {
      logger.warn({ err, roomId }, 'sound: lease renewal failed')
    }
  }

  async #dropAll(): Promise<void> {
    await Promise.all([...this.#controlled.keys()].map(roomId => this.#drop(roomId)))
  }

  async #drop(roomId: RoomId): Promise<void> {
    const { reconciler, responder, term } = this.#controlled.get(roomId)!
    this.#controlled.delete(roomId)
    const subscription = await responder.catch(() => null)
    subscription?.close()
    await reconciler.stop()
    await this.#options.readStore.release(term.lease)
  }
}
