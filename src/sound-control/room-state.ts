// The state of one room's sound: what it has on which gateway. Other files read it and change it through its methods.

import type { UserId } from '../../commands/ids.ts'
import type {
  AudioGateway,
  ConnectionId,
  ConnectionKind,
  DisconnectReason,
  GatewayRoom,
  GatewayRoomSnapshot,
  RtpAddress,
} from '../audio-gateway/audio-gateway.ts'
import type { Time } from '../support/time.ts'
import {
  type DeviceConnection,
  newConnection,
  newestByPerson,
  type RoomOnGateway,
  retirementAt,
} from './connections.ts'
import { wantsStream } from './diff.ts'
import type { LogState } from './log-state.ts'
import type { Renegotiation } from './protocol.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type MutableRoom = Omit<Mutable<RoomOnGateway>, 'connections'> & {
  readonly connections: Map<ConnectionId, Mutable<DeviceConnection>>
}

export type SoundRoomStateOptions = {
  readonly gateways: readonly AudioGateway[]
  readonly log: LogState
  readonly time: Pick<Time, 'now'>
}

export class SoundRoomState {
  readonly #gateways: readonly AudioGateway[]
  readonly #log: LogState
  readonly #time: Pick<Time, 'now'>
  /** By the id of the gateway. */
  readonly #rooms = new Map<string, MutableRoom>()
  /** What people were asked to do with their connection and have not done. */
  readonly #pending = new Map<UserId, Renegotiation>()
  /** Why the latest connection of a person ended. */
  readonly #disconnectReasons = new Map<UserId, DisconnectReason>()
  #isStreaming = false

  constructor({ gateways, log, time }: SoundRoomStateOptions) {
    this.#gateways = gateways
    this.#log = log
    this.#time = time
  }

  // Reading -----------------------------------------------------------------------------------------------------------

  /** What the room has on each gateway, by the gateway's id. */
  get rooms(): ReadonlyMap<string, RoomOnGateway> {
    return this.#rooms
  }

  /** What the room has on its home gateway, which mixes it. */
  get home(): RoomOnGateway | undefined {
    return this.#rooms.get(this.#log.sound.gateway ?? '')
  }

  /** Whether there is anybody to hear the room. */
  get isWanted(): boolean {
    const { room } = this.#log
    return room.phase === 'live' && room.participants.size > 0
  }

  /** Whether new listeners get the stream instead of joining the bridge. */
  get isStreaming(): boolean {
    return this.#isStreaming
  }

  gatewayOf(id: string | null): AudioGateway | undefined {
    return this.#gateways.find(gateway => gateway.id === id)
  }

  /** Whether the listeners of an edge gateway have to move. The whole room leaves a home gateway, once another can take it. */
  isDrainingEdge(id: string): boolean {
    return id !== this.#log.sound.gateway && this.gatewayOf(id)?.isDraining === true
  }

  /** Every connection, with what the room has on its gateway. */
  *connections(): Generator<readonly [RoomOnGateway, DeviceConnection]> {
    for (const room of this.#rooms.values()) for (const one of room.connections.values()) yield [room, one]
  }

  connectionsOf(person: UserId): (readonly [RoomOnGateway, DeviceConnection])[] {
    return [...this.connections()].filter(([, one]) => one.person === person)
  }

  /** Whether a person is heard to talk, on any of their devices. */
  isHeardTalking(person: UserId): boolean {
    return this.connectionsOf(person).some(([, one]) => one.isTalking && !one.isMuted && !one.isRetired)
  }

  pendingOf(person: UserId): Renegotiation | null {
    return this.#pending.get(person) ?? null
  }

  disconnectReasonOf(person: UserId): DisconnectReason {
    return this.#disconnectReasons.get(person) ?? 'sound'
  }

  // What the room has on a gateway ------------------------------------------------------------------------------------

  /** Adds the room on a gateway, in the epoch that the log says now. It has to be inspected first. */
  addRoom(gateway: string, room: GatewayRoom): RoomOnGateway {
    const added: MutableRoom = {
      gateway,
      epoch: this.#log.sound.epoch,
      room,
      connections: new Map(),
      hasBridge: false,
      stream: null,
      forwards: [],
      isRecording: false,
      isUncertain: true,
      inspectedAt: Number.NEGATIVE_INFINITY,
      emptySince: this.#time.now(),
    }
    this.#rooms.set(gateway, added)
    return added
  }

  removeRoom(gateway: string): void {
    this.#rooms.delete(gateway)
  }

  /** Leaves everything on the gateways as it is, for the next process. */
  releaseRooms(): void {
    for (const { room } of this.#rooms.values()) room.release()
    this.#rooms.clear()
  }

  markUncertain(room: RoomOnGateway): void {
    mutable(room).isUncertain = true
  }

  markAllUncertain(): void {
    for (const room of this.#rooms.values()) room.isUncertain = true
  }

  /** Takes over what was found on the gateway. Returns the connections that are no longer there. */
  applySnapshot(room: RoomOnGateway, snapshot: GatewayRoomSnapshot): DeviceConnection[] {
    const target = mutable(room)
    const now = this.#time.now()
    target.hasBridge = snapshot.hasBridge
    target.stream = snapshot.stream
    target.forwards = snapshot.forwards
    target.isRecording = snapshot.isRecording
    target.isUncertain = false
    target.inspectedAt = now
    const ids = new Set(snapshot.connections.map(({ id }) => id))
    const gone = [...target.connections.values()].filter(({ id }) => !ids.has(id))
    for (const { id } of gone) target.connections.delete(id)
    for (const { id, kind, isMuted, isTalking, isUp } of snapshot.connections) {
      const known = target.connections.get(id) ?? newConnection(id, kind, isMuted, now)
      const one: Mutable<DeviceConnection> = known
      one.isMuted = isMuted
      one.isTalking = isTalking
      if (isUp) one.upAt ??= now
      target.connections.set(id, one)
    }
    return gone
  }

  setBridge(room: RoomOnGateway): void {
    mutable(room).hasBridge = true
  }

  setStream(room: RoomOnGateway, stream: RtpAddress | null): void {
    mutable(room).stream = stream
  }

  setForwards(room: RoomOnGateway, forwards: readonly RtpAddress[]): void {
    mutable(room).forwards = forwards
  }

  setRecording(room: RoomOnGateway, isRecording: boolean): void {
    mutable(room).isRecording = isRecording
  }

  /** Since when the room has nobody on the gateway; null: somebody is there. */
  updateEmptySince(room: RoomOnGateway): number | null {
    const target = mutable(room)
    if (target.connections.size > 0) target.emptySince = null
    else target.emptySince ??= this.#time.now()
    return target.emptySince
  }

  // Connections -------------------------------------------------------------------------------------------------------

  /** Adds a connection that the gateway has not let in yet. */
  addConnection(
    room: RoomOnGateway,
    id: ConnectionId,
    kind: ConnectionKind,
    isMuted: boolean,
  ): DeviceConnection {
    const one: Mutable<DeviceConnection> = newConnection(id, kind, isMuted, this.#time.now())
    one.isJoined = false
    mutable(room).connections.set(id, one)
    return one
  }

  /** False: it was removed before. */
  removeConnection(room: RoomOnGateway, one: DeviceConnection): boolean {
    return mutable(room).connections.delete(one.id)
  }

  markJoined(one: Mutable<DeviceConnection>): void {
    one.isJoined = true
  }

  /** Media flows. A gateway reports that packets stopped only after some came, so silence counts from here. */
  markUp(one: Mutable<DeviceConnection>): void {
    one.upAt ??= this.#time.now()
    if (one.kind === 'bridge' && one.isSending) one.silentSince ??= this.#time.now()
  }

  setMuted(one: Mutable<DeviceConnection>, isMuted: boolean): void {
    one.isMuted = isMuted
  }

  setTalking(one: Mutable<DeviceConnection>, isTalking: boolean): void {
    one.isTalking = isTalking
  }

  setReceiving(one: Mutable<DeviceConnection>, isReceiving: boolean): void {
    one.silentSince = isReceiving ? null : this.#time.now()
  }

  /** Counts the silence of a device from now on: a muted one need not have sent. */
  restartSilence(one: Mutable<DeviceConnection>): number {
    const now = this.#time.now()
    one.silentSince = now
    return now
  }

  setSending(one: Mutable<DeviceConnection>, isSending: boolean): void {
    one.isSending = isSending
  }

  setRequested(one: Mutable<DeviceConnection>, how: Renegotiation | null): void {
    one.requested = how
  }

  retire(one: Mutable<DeviceConnection>): void {
    one.isRetired = true
  }

  /** Retires what is due. Returns the connections that were the last of their person, and when to call again, if ever. */
  retireDue(): { readonly lost: readonly DeviceConnection[]; readonly nextAt: number | null } {
    const now = this.#time.now()
    const all = [...this.connections()].map(([, one]) => one)
    const newest = newestByPerson(all)
    const lost: DeviceConnection[] = []
    let nextAt = Number.POSITIVE_INFINITY
    for (const one of all) {
      if (one.isRetired) continue
      const best = newest.get(one.person)
      const at = retirementAt(one, best)
      if (at > now) {
        nextAt = Math.min(nextAt, at)
        continue
      }
      this.retire(one)
      if (!best || best === one) lost.push(one)
    }
    return { lost, nextAt: nextAt === Number.POSITIVE_INFINITY ? null : nextAt }
  }

  // People ------------------------------------------------------------------------------------------------------------

  setPending(person: UserId, how: Renegotiation): void {
    this.#pending.set(person, how)
  }

  clearPending(person: UserId): void {
    this.#pending.delete(person)
  }

  setDisconnectReason(person: UserId, reason: DisconnectReason): void {
    this.#disconnectReasons.set(person, reason)
  }

  /** Decides by the number of listeners whether new ones get the stream. */
  updateStreaming(aboveListeners: number): void {
    this.#isStreaming = wantsStream(this.#log.room, aboveListeners, this.#isStreaming)
  }
}

/** The views are read-only for everybody but this file. */
const mutable = (room: RoomOnGateway) => room as MutableRoom
