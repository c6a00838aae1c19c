// Answers the requests of devices. The log alone says who may do what; nothing that a device sends is trusted.

import { type ConnectionKind, GatewayError } from '../audio-gateway/audio-gateway.ts'
import type { DeviceConnection, RoomOnGateway } from './connections.ts'
import { audioRoleOf } from './diff.ts'
import { muteNow } from './mute-now.ts'
import type { OperationRunner } from './operation-runner.ts'
import type { Placement } from './placement.ts'
import type { SoundReply, SoundRequest, SoundRequestRejection } from './protocol.ts'
import type { SoundRoomContext } from './room-context.ts'
import type { RoomInspector } from './room-inspector.ts'
import { faultInCandidates, faultInSdp } from './sdp.ts'

type RequestOf<A extends SoundRequest['ask']> = Extract<SoundRequest, { ask: A }>
type RequestWithHandle = Extract<SoundRequest, { handle: string }>

export type RequestHandlersOptions = {
  readonly context: SoundRoomContext
  readonly placement: Placement
  readonly inspector: RoomInspector
  readonly operations: OperationRunner
  /** Reconciles the room once, within the request. */
  reconcile(): Promise<void>
}

/** A person may have this many connections at a time: the newest is theirs, and older ones end. */
const MAX_CONNECTIONS = 3

export class RequestHandlers {
  readonly #context: SoundRoomContext
  readonly #placement: Placement
  readonly #inspector: RoomInspector
  readonly #operations: OperationRunner
  readonly #reconcile: () => Promise<void>

  constructor({ context, placement, inspector, operations, reconcile }: RequestHandlersOptions) {
    this.#context = context
    this.#placement = placement
    this.#inspector = inspector
    this.#operations = operations
    this.#reconcile = reconcile
  }

  /** Runs in the room's queue. Rejects only with what is not the gateway's fault. */
  async handle(request: SoundRequest): Promise<SoundReply> {
    if (!this.#context.canAct) return reject('NO_SOUND')
    try {
      if (request.ask === 'state') return this.#state(request)
      if (request.ask === 'connect') return await this.#connect(request)
      const found = this.#findConnection(request)
      if (!found) return reject('SOUND_RESET')
      return await this.#handleOnConnection(request, ...found)
    } catch (error) {
      return this.#rejectionOf(error)
    }
  }

  #state({ person }: RequestOf<'state'>): SoundReply {
    const { log, state, speaking } = this.#context
    return {
      said: 'state',
      epoch: log.sound.gateway === null ? 0 : log.sound.epoch,
      talking: speaking.people,
      pending: state.pendingOf(person),
    }
  }

  /** The connection of a handle: the person's own, in this room and epoch, and not retired. */
  #findConnection({ person, handle }: RequestWithHandle): readonly [RoomOnGateway, DeviceConnection] | null {
    const { handles, log, state, roomId } = this.#context
    const target = handles.read(handle, person)
    if (!target || target.roomId !== roomId || target.epoch !== log.sound.epoch) return null
    if (audioRoleOf(log.room, person) === null) return null
    const own = state.connectionsOf(person)
    return own.find(([, one]) => one.id === target.connection && !one.isRetired) ?? null
  }

  #handleOnConnection(
    request: RequestWithHandle,
    room: RoomOnGateway,
    one: DeviceConnection,
  ): Promise<SoundReply> {
    switch (request.ask) {
      case 'disconnect':
        return this.#disconnect(room, one)
      case 'trickle':
        return this.#trickle(request, room, one)
      default:
        return this.#handleSdp(request, room, one)
    }
  }

  async #disconnect(room: RoomOnGateway, one: DeviceConnection): Promise<SoundReply> {
    this.#context.state.removeConnection(room, one)
    this.#context.connectionEnded(one, 'own')
    this.#context.scheduler.schedule()
    await room.room.drop(one.id)
    return { said: 'done' }
  }

  async #trickle(
    { candidates }: RequestOf<'trickle'>,
    room: RoomOnGateway,
    one: DeviceConnection,
  ): Promise<SoundReply> {
    const fault = faultInCandidates(candidates)
    if (fault) return reject('INVALID_INPUT', { field: 'candidates', reason: fault })
    await room.room.trickle(one.id, candidates)
    return { said: 'done' }
  }

  async #handleSdp(
    { ask, sdp }: { readonly ask: 'answer' | 'renegotiate'; readonly sdp: string },
    room: RoomOnGateway,
    one: DeviceConnection,
  ): Promise<SoundReply> {
    const fault = faultInSdp(sdp)
    if (fault) return reject('INVALID_INPUT', { field: 'sdp', reason: fault })
    this.#context.state.setSending(one, isSending(sdp))
    if (ask === 'answer') {
      await room.room.answer(one.id, sdp)
      return { said: 'done' }
    }
    if (one.kind === 'stream') return reject('SOUND_RESET')
    const answer = await room.room.renegotiate(one.id, sdp)
    this.#context.scheduler.schedule()
    return { said: 'sdp', sdp: answer }
  }

  async #connect(request: RequestOf<'connect'>): Promise<SoundReply> {
    const { person, offer } = request
    const { log, state } = this.#context
    const fault = offer === null ? null : faultInSdp(offer)
    if (fault) return reject('INVALID_INPUT', { field: 'sdp', reason: fault })
    await log.load()
    if (log.room.phase === 'none') return reject('NO_SUCH_ROOM')
    if (audioRoleOf(log.room, person) === null) return reject('NOT_IN_ROOM')
    if (!state.home?.hasBridge || state.home.isUncertain) await this.#reconcile()
    const { home } = state
    if (!home?.hasBridge || home.isUncertain || !state.gatewayOf(home.gateway)?.isUp)
      return reject('NO_SOUND')

    // The newest wins, so that a device that cannot get through may try again.
    const earlier = state.connectionsOf(person).sort(([, a], [, b]) => b.createdAt - a.createdAt)
    for (const [, one] of earlier.slice(MAX_CONNECTIONS - 1)) state.retire(one)

    const kind = this.#kindFor(request, home)
    const room = kind === 'bridge' ? home : await this.#gatewayForListener(home)
    return room ? this.#letIn(request, room, kind) : reject('SOUND_FULL')
  }

  /** Speakers are let in however full the gateway is. Listeners can be served elsewhere, but only with a stream. */
  #kindFor({ person }: RequestOf<'connect'>, home: RoomOnGateway): ConnectionKind {
    const { log, state, settings } = this.#context
    state.updateStreaming(settings.streamAboveListeners)
    const isFull = state.gatewayOf(home.gateway)!.load >= 1
    const isListener = audioRoleOf(log.room, person) === 'listening'
    return isListener && (state.isStreaming || isFull) ? 'stream' : 'bridge'
  }

  async #letIn(
    { person, offer }: RequestOf<'connect'>,
    room: RoomOnGateway,
    kind: ConnectionKind,
  ): Promise<SoundReply> {
    const { state, log, time, handles, scheduler, roomId } = this.#context
    const id = `${person}.${time.randomBytes(6).toString('hex')}`
    const isMuted = audioRoleOf(log.room, person) !== 'heard'
    const one = state.addConnection(room, id, kind, isMuted)
    const isAnswer = kind === 'bridge' && offer !== null
    if (isAnswer) state.setSending(one, isSending(offer))
    try {
      const sdp = kind === 'stream' ? await room.room.watch(id) : await room.room.join(id, isMuted, offer)
      state.markJoined(one)
      state.clearPending(person)
      // They may have been muted meanwhile.
      muteNow(this.#context, person)
      const { epoch } = room
      const handle = handles.sign({ roomId, epoch, connection: id })
      return { said: 'connected', handle, epoch, type: isAnswer ? 'answer' : 'offer', sdp }
    } catch (error) {
      state.removeConnection(room, one)
      throw error
    } finally {
      // Catches up with everything else that happened to the person meanwhile.
      scheduler.schedule()
    }
  }

  /** A gateway that streams the room and has capacity for one more listener. Null: all are full. */
  async #gatewayForListener(home: RoomOnGateway): Promise<RoomOnGateway | null> {
    const { state, log } = this.#context
    const { edges } = log.sound
    const known = [home, ...[...state.rooms.values()].filter(({ gateway }) => edges.has(gateway))]
    const chosen = known.find(room => this.#hasCapacity(room)) ?? (await this.#placement.spread())
    if (!chosen) return null
    if (chosen.isUncertain) await this.#inspector.inspectAll()
    if (!chosen.stream) await this.#operations.settle()
    return chosen.stream && !chosen.isUncertain ? chosen : null
  }

  #hasCapacity({ gateway: id }: RoomOnGateway): boolean {
    const { state } = this.#context
    const gateway = state.gatewayOf(id)
    return gateway !== undefined && gateway.load < 1 && gateway.isUp && !state.isDrainingEdge(id)
  }

  #rejectionOf(error: unknown): SoundReply {
    if (!(error instanceof GatewayError)) throw error
    const { state, scheduler, logger, roomId } = this.#context
    logger.warn({ err: error, roomId, code: error.code }, 'sound: gateway rejected request')
    if (error.kind === 'refused')
      return reject('INVALID_INPUT', { field: 'sdp', reason: 'not accepted by the gateway' })
    state.markAllUncertain()
    scheduler.schedule()
    return reject(error.kind === 'lost' ? 'SOUND_RESET' : 'NO_SOUND')
  }
}

const reject = (code: SoundRequestRejection, details?: Record<string, string>): SoundReply =>
  details ? { said: 'no', code, details } : { said: 'no', code }

const isSending = (sdp: string) => !/^a=(recvonly|inactive)\r?$/m.test(sdp)
