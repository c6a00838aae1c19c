// Reconciles one room's gateways with its events: desired state, actual state, operations, one step at a time.

import type { Recorded } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { type Backoff, createBackoff } from '../support/backoff.ts'
import { handleGatewayEvent } from './gateway-events.ts'
import { GatewayLoss } from './gateway-loss.ts'
import { Handover } from './handover.ts'
import { mutedBy, muteNow } from './mute-now.ts'
import { OperationRunner } from './operation-runner.ts'
import { Placement } from './placement.ts'
import type { SoundReply, SoundRequest } from './protocol.ts'
import { RequestHandlers } from './request-handlers.ts'
import { type RoomReconcilerOptions, SoundRoomContext } from './room-context.ts'
import { INSPECT_INTERVAL_MS, RoomInspector } from './room-inspector.ts'
import { RoomRecording } from './room-recording.ts'
import { recordSpeakers, requestRenegotiations } from './speakers.ts'

/** Milliseconds. */
const RETRY_BACKOFF = { firstMs: 100, maxMs: 5_000 }

/** Starts to work at once, and goes on until it is stopped. */
export class RoomReconciler {
  readonly #context: SoundRoomContext
  readonly #handover: Handover
  readonly #placement: Placement
  readonly #inspector: RoomInspector
  readonly #recording: RoomRecording
  readonly #operations: OperationRunner
  readonly #requests: RequestHandlers
  readonly #backoff: Backoff
  readonly #stopWatching: readonly (() => void)[]
  #hasLoaded = false

  constructor(options: RoomReconcilerOptions) {
    const context = new SoundRoomContext(options, () => this.#reconcileOrRetry())
    this.#context = context
    this.#backoff = createBackoff(RETRY_BACKOFF, options.time.random)
    this.#handover = new Handover(context)
    const loss = new GatewayLoss(context, this.#handover)
    this.#inspector = new RoomInspector(context, loss, (gateway, event) =>
      handleGatewayEvent(context, gateway, event),
    )
    this.#placement = new Placement({
      context,
      handover: this.#handover,
      loss,
      inspector: this.#inspector,
    })
    this.#recording = new RoomRecording(context)
    this.#operations = new OperationRunner(context, this.#recording)
    this.#requests = new RequestHandlers({
      context,
      placement: this.#placement,
      inspector: this.#inspector,
      operations: this.#operations,
      reconcile: () => this.#reconcileOrRetry(),
    })
    this.#stopWatching = options.gateways.map(gateway =>
      gateway.onChange(() => this.#gatewayChanged(gateway.id)),
    )
    context.scheduler.schedule()
  }

  /** Whether the room has closed and nothing of its sound is left. */
  get isFinished(): boolean {
    const { log, state } = this.#context
    return (
      this.#hasLoaded &&
      log.room.phase !== 'live' &&
      state.rooms.size === 0 &&
      this.#handover.isDone &&
      log.sound.gateway === null &&
      !log.sound.segment
    )
  }

  /** Takes an event of the room or of its sound. One that is known already changes nothing. */
  handleEvent(event: Recorded<RoomEvent | SoundEvent>): void {
    const context = this.#context
    context.log.handleEvent(event)
    if (event.type === 'ParticipantLeft' || event.type === 'ParticipantRemoved') {
      const { participant: person } = event.data
      context.state.clearPending(person)
      // A person with sound is told when their connection is dropped.
      const hasNoSound = context.state.connectionsOf(person).length === 0
      if (event.type === 'ParticipantRemoved' && hasNoSound && context.canAct)
        context.broadcast({ signal: 'removed', person })
    }
    const who = mutedBy(event)
    if (who !== null) {
      muteNow(context, who)
      this.#handover.muteNow()
    }
    context.scheduler.schedule()
  }

  handleRequest(request: SoundRequest): Promise<SoundReply> {
    return this.#context.scheduler.enqueue(() => this.#requests.handle(request))
  }

  /** A person has had no socket for a while: their connections end. */
  personVanished(person: UserId): void {
    const { state, scheduler } = this.#context
    for (const [, one] of state.connectionsOf(person)) {
      state.retire(one)
      state.setPending(person, 'connect')
      this.#context.connectionEnded(one, 'vanished')
    }
    scheduler.schedule()
  }

  /** Leaves everything on the gateways as it is. Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    const { speaking, scheduler, state, holdsLease } = this.#context
    // A process that was suspended while another took over does not know when turns ended.
    if (holdsLease) speaking.end()
    speaking.close()
    const stopped = scheduler.stop()
    for (const stop of this.#stopWatching) stop()
    await stopped
    state.releaseRooms()
    this.#handover.release()
  }

  #gatewayChanged(id: string): void {
    const { state, speaking, scheduler } = this.#context
    const room = state.rooms.get(id)
    if (room) state.markUncertain(room)
    if (room && room === state.home && !state.gatewayOf(id)?.isUp) speaking.markUncertain()
    scheduler.schedule()
  }

  /** Reconciles once. What failed is tried again later. */
  async #reconcileOrRetry(): Promise<void> {
    const { log, state, scheduler, time, logger, roomId } = this.#context
    if (!this.#context.canAct) return
    try {
      if (!this.#hasLoaded) await log.load()
      this.#hasLoaded = true
      await this.#reconcile()
      this.#backoff.reset()
      if (state.isWanted || state.rooms.size > 0) scheduler.scheduleAt(time.now() + INSPECT_INTERVAL_MS)
    } catch (err) {
      // Operations may have been half done: inspecting the gateways shows how far.
      state.markAllUncertain()
      if (scheduler.isStopped) return
      logger.warn({ err, roomId, epoch: log.sound.epoch }, 'sound: reconcile failed, retrying')
      scheduler.scheduleAt(time.now() + this.#backoff.next())
    }
  }

  async #reconcile(): Promise<void> {
    const { log, state, scheduler, settings } = this.#context
    if (state.isWanted && !(await this.#placement.place())) return this.#recording.finish('gone')
    if (log.sound.gateway !== null && !(await this.#inspector.inspectAll())) return scheduler.schedule()
    state.updateStreaming(settings.streamAboveListeners)
    this.#retireConnections()
    await this.#handover.progress()
    await this.#operations.settle()
    if (state.isWanted) await this.#placement.gather()
    else if (log.sound.gateway !== null) await log.submit('EndSound', { epoch: log.sound.epoch })
    await recordSpeakers(this.#context)
    this.#recording.finish(this.#handover.isDone ? 'gone' : 'told')
    requestRenegotiations(this.#context)
  }

  #retireConnections(): void {
    const { lost, nextAt } = this.#context.state.retireDue()
    for (const one of lost) {
      this.#context.connectionEnded(one, 'vanished')
      if (one.upAt !== null)
        this.#context.broadcast({ signal: 'renegotiate', person: one.person, how: 'connect' })
    }
    if (nextAt !== null) this.#context.scheduler.scheduleAt(nextAt)
  }
}
