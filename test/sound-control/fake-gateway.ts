// A gateway in memory, which a test can make fail, hang or disappear.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import {
  type AudioGateway,
  type ConnectionKind,
  GatewayError,
  type GatewayEvent,
  type GatewayRoom,
  type GatewayRoomSnapshot,
  type RtpAddress,
  type StartedRecording,
} from '../../src/audio-gateway/audio-gateway.ts'

/** What the gateway holds of one room. */
export type FakeRoom = { -readonly [K in keyof GatewayRoomSnapshot]: GatewayRoomSnapshot[K] } & {
  epoch: number
  connections: GatewayRoomSnapshot['connections'][number][]
}

const emptyRoom = (epoch: number): FakeRoom => ({
  isNew: false,
  hasBridge: false,
  stream: null,
  forwards: [],
  isRecording: false,
  epoch,
  connections: [],
})

export const createFakeGateway = (id: string): FakeGateway => new FakeGateway(id)

export class FakeGateway implements AudioGateway {
  readonly id: string
  isDraining = false
  load = 0
  /** Cannot write recordings. */
  isDiskFull = false
  /** Stops a recording before it has written anything. */
  writesLate = false
  /** Answers no mute. */
  failsMutes = false
  /** Lets no device in, and answers no inspection, before this resolves. */
  ready: Promise<void> = Promise.resolve()
  /** The calls that changed something, in order. */
  readonly calls: string[] = []
  readonly rooms = new Map<RoomId, FakeRoom>()
  readonly #handlers = new Set<() => void>()
  #isUp = true
  #onEvent: (event: GatewayEvent) => void = () => {}

  constructor(id: string) {
    this.id = id
  }

  get isUp(): boolean {
    return this.#isUp
  }

  set isUp(isUp: boolean) {
    this.#isUp = isUp
    for (const handler of this.#handlers) handler()
  }

  reserveRoom(): void {
    this.load += 0.01
  }

  onChange(handler: () => void) {
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  async listRooms() {
    return [...this.rooms.keys()]
  }

  getRoom(roomId: RoomId, epoch: number, onEvent: (event: GatewayEvent) => void): GatewayRoom {
    this.#onEvent = onEvent
    return new FakeGatewayRoom(this, roomId, epoch)
  }

  /** Reports an event of the room that was asked for last. */
  emit(event: GatewayEvent): void {
    if (event.type === 'talking')
      for (const room of this.rooms.values())
        room.connections = room.connections.map(one =>
          one.id === event.connection ? { ...one, isTalking: event.isTalking } : one,
        )
    this.#onEvent(event)
  }
}

const personIn = (connection: string) => connection.slice(0, 36)

class FakeGatewayRoom implements GatewayRoom {
  readonly #gateway: FakeGateway
  readonly #roomId: RoomId
  readonly #epoch: number

  constructor(gateway: FakeGateway, roomId: RoomId, epoch: number) {
    this.#gateway = gateway
    this.#roomId = roomId
    this.#epoch = epoch
  }

  get #room(): FakeRoom {
    const room = this.#gateway.rooms.get(this.#roomId)
    assert.ok(room, `${this.#gateway.id} has no room`)
    return room
  }

  #call(what: string): FakeRoom {
    this.#gateway.calls.push(what)
    return this.#room
  }

  #add(id: string, kind: ConnectionKind, isMuted: boolean): string {
    this.#room.connections.push({ id, kind, isMuted, isTalking: false, isUp: false })
    return 'v=0'
  }

  async inspect(): Promise<GatewayRoomSnapshot> {
    const { rooms, id } = this.#gateway
    await this.#gateway.ready
    if (!this.#gateway.isUp) throw new GatewayError('unreachable', `${id} is away`)
    const isNew = rooms.get(this.#roomId)?.epoch !== this.#epoch
    if (isNew) rooms.set(this.#roomId, emptyRoom(this.#epoch))
    return structuredClone({ ...this.#room, isNew })
  }

  async openBridge() {
    this.#call('open bridge').hasBridge = true
  }

  async openStream(): Promise<RtpAddress> {
    const stream = { host: this.#gateway.id, port: 1 }
    this.#call('open stream').stream = stream
    return stream
  }

  async closeStream() {
    this.#call('close stream').stream = null
  }

  async forward(to: RtpAddress) {
    const room = this.#call(`forward to ${to.host}`)
    room.forwards = [...room.forwards, to]
  }

  async endForward(to: RtpAddress) {
    const room = this.#call(`end forward to ${to.host}`)
    room.forwards = room.forwards.filter(({ host }) => host !== to.host)
  }

  async join(id: string, isMuted: boolean) {
    await this.#gateway.ready
    return this.#add(id, 'bridge', isMuted)
  }

  async watch(id: string) {
    return this.#add(id, 'stream', true)
  }

  async answer() {}
  async renegotiate() {
    return 'v=0'
  }
  async trickle() {}

  async mute(id: string, isMuted: boolean) {
    if (this.#gateway.failsMutes) throw new GatewayError('unreachable', 'no answer in time')
    const room = this.#call(`${isMuted ? 'mute' : 'unmute'} ${personIn(id)}`)
    room.connections = room.connections.map(one => (one.id === id ? { ...one, isMuted } : one))
  }

  async drop(id: string) {
    const room = this.#call(`drop ${personIn(id)}`)
    room.connections = room.connections.filter(one => one.id !== id)
  }

  async startRecording(name: string): Promise<StartedRecording> {
    if (this.#gateway.isDiskFull) throw new GatewayError('refused', 'no space left')
    // An empty file, written at once.
    await mkdir(dirname(name), { recursive: true })
    if (!this.#gateway.writesLate) await writeFile(`${name}.wav`, '')
    this.#call('record').isRecording = true
    return { path: `${name}.wav`, sampleRate: 48_000, startedAt: 0 }
  }

  async stopRecording() {
    this.#call('end recording').isRecording = false
  }

  async remove() {
    this.#gateway.calls.push('remove')
    this.#gateway.rooms.delete(this.#roomId)
  }

  release() {}
}
