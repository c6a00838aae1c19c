// Applies the operations of `diff` to the gateways of a room, until nothing is left to do.

import { EDGE_RETRY_MS, type RoomOnGateway } from './connections.ts'
import { audioRoleOf, type DesiredSound, diff, type SoundOperation } from './diff.ts'
import { dropConnection, setMuted } from './mute-now.ts'
import type { SoundRoomContext } from './room-context.ts'
import type { RoomRecording } from './room-recording.ts'

/** An operation can make others necessary. More rounds than this mean that they undo each other. */
const MAX_ROUNDS = 8

export class OperationRunner {
  readonly #context: SoundRoomContext
  readonly #recording: RoomRecording

  constructor(context: SoundRoomContext, recording: RoomRecording) {
    this.#context = context
    this.#recording = recording
  }

  /** Runs operations until the gateways hold what they should. Rejects when the home gateway fails. */
  async settle(): Promise<void> {
    const { log, state } = this.#context
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const actual = {
        home: log.sound.gateway ?? '',
        rooms: state.rooms,
        hasOpenSegment: log.sound.segment !== null,
      }
      const operations = diff(this.#desired(), actual).filter(one => this.#isPossible(one))
      if (operations.length === 0) return
      for (const operation of operations) {
        if (!this.#context.canAct) return
        if (this.#isPossible(operation))
          await this.#run(operation).catch(err => this.#operationFailed(operation, err))
      }
    }
    throw new Error(`the gateways did not settle within ${MAX_ROUNDS} rounds of operations`)
  }

  #desired(): DesiredSound {
    const { log, state } = this.#context
    const { gateway, edges } = log.sound
    const streams = new Set<string>(edges)
    if (state.isStreaming && gateway !== null) streams.add(gateway)
    for (const [room, one] of state.connections())
      if (one.kind === 'stream' && !one.isRetired) streams.add(room.gateway)
    return {
      isWanted: state.isWanted,
      roleOf: person => audioRoleOf(log.room, person),
      streams,
      isRecording: this.#recording.isWanted,
    }
  }

  async #run(operation: SoundOperation): Promise<void> {
    switch (operation.type) {
      case 'mute':
      case 'unmute':
      case 'drop':
        return this.#runOnConnection(operation)
      case 'open-stream':
      case 'close-stream':
      case 'remove':
        return this.#runOnGateway(operation.type, this.#context.state.rooms.get(operation.gateway)!)
      default:
        return this.#runOnHome(operation, this.#context.state.home!)
    }
  }

  async #runOnConnection({
    type,
    gateway,
    connection,
  }: Extract<SoundOperation, { connection: string }>): Promise<void> {
    const room = this.#context.state.rooms.get(gateway)!
    const one = room.connections.get(connection)
    if (!one) return
    if (type === 'drop') await dropConnection(this.#context, room, one)
    else await setMuted(this.#context, room, one, type === 'mute')
  }

  async #runOnGateway(type: 'open-stream' | 'close-stream' | 'remove', on: RoomOnGateway): Promise<void> {
    const { state } = this.#context
    switch (type) {
      case 'open-stream':
        return state.setStream(on, await on.room.openStream(on === state.home))
      case 'close-stream':
        await on.room.closeStream()
        return state.setStream(on, null)
      case 'remove':
        for (const one of on.connections.values()) {
          state.retire(one)
          this.#context.connectionEnded(one, 'sound')
        }
        await on.room.remove()
        state.removeRoom(on.gateway)
    }
  }

  async #runOnHome(
    operation: Extract<
      SoundOperation,
      { type: 'open-bridge' | 'record' | 'end-recording' | 'forward' | 'end-forward' }
    >,
    home: RoomOnGateway,
  ): Promise<void> {
    const { state } = this.#context
    switch (operation.type) {
      case 'open-bridge':
        await home.room.openBridge()
        return state.setBridge(home)
      case 'forward':
        await home.room.forward(operation.to)
        return state.setForwards(home, [...home.forwards, operation.to])
      case 'end-forward': {
        const { host, port } = operation.to
        await home.room.endForward(operation.to)
        const others = home.forwards.filter(one => one.host !== host || one.port !== port)
        return state.setForwards(home, others)
      }
      case 'record':
        return this.#recording.start(home)
      case 'end-recording':
        return this.#recording.stop(home)
    }
  }

  /** The edge that an operation is for; undefined: it is for the home gateway. */
  #edgeOf(operation: SoundOperation): RoomOnGateway | undefined {
    const { state } = this.#context
    const room = 'gateway' in operation ? state.rooms.get(operation.gateway) : undefined
    return room === state.home ? undefined : room
  }

  #isPossible(operation: SoundOperation): boolean {
    return operation.type === 'remove' || !this.#edgeOf(operation)?.isUncertain
  }

  /** An edge that does not answer keeps nothing from being done elsewhere. */
  #operationFailed(operation: SoundOperation, err: unknown): void {
    const { state, scheduler, time, logger, roomId } = this.#context
    const edge = this.#edgeOf(operation)
    if (!edge) throw err
    if (operation.type === 'remove') {
      // The sweep removes it when the gateway can be reached again.
      edge.room.release()
      state.removeRoom(edge.gateway)
    } else scheduler.scheduleAt(time.now() + EDGE_RETRY_MS)
    state.markUncertain(edge)
    logger.warn({ err, roomId, gateway: edge.gateway }, 'sound: edge operation failed, retrying')
  }
}
