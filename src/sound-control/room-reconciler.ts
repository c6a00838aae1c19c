// The sound of one room: one thing after the other, always from what is wanted and what there is to what is to be done.

import type { Recorded } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { ConnectionEnd, GatewayEvent } from '../audio-gateway/audio-gateway.ts'
import type { Backoff } from '../support/backoff.ts'
import { createBackoff } from '../support/backoff.ts'
import type { OperationRunner } from './apply.ts'
import { createOperationRunner } from './apply.ts'
import { retireConnections } from './connections.ts'
import { applyGatewayEvent, askToRenegotiate, recordSpeakers } from './device-connections.ts'
import { wantsStream } from './diff.ts'
import type { Handover } from './handover.ts'
import { createHandover } from './handover.ts'
import type { LogState } from './log-state.ts'
import { createLogState } from './log-state.ts'
import { mutedBy, muteNow } from './mute-now.ts'
import type { Placement } from './placement.ts'
import { createPlacement, INSPECT_INTERVAL_MS } from './placement.ts'
import { type SoundReply, type SoundRequest, signalTopic } from './protocol.ts'
import { handleRequest } from './requests.ts'
import {
  allConnections,
  connectionsOf,
  homeOf,
  isWanted,
  publishTalking,
  type RoomReconcilerOptions,
  type SoundRoomState,
} from './room-state.ts'
import { createSpeaking } from './speaking.ts'

export type RoomReconciler = {
  /** A fact of the room or of its sound; one that is known already changes nothing. */
  handle(event: Recorded<RoomEvent | SoundEvent>): void
  ask(question: SoundRequest): Promise<SoundReply>
  /** A person has not been reached for a while. */
  vanished(person: UserId): void
  /** The room is over, and nothing of its sound is left. */
  readonly isOver: boolean
  /** Lets go and leaves everything as it is. Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

const PAUSES = { first: 100, most: 5_000 }

export function createRoomReconciler(options: RoomReconcilerOptions): RoomReconciler {
  return new Reconciler(options)
}

class Reconciler implements RoomReconciler {
  readonly #options: RoomReconcilerOptions
  readonly #roomId: RoomReconcilerOptions['roomId']
  readonly #bus: RoomReconcilerOptions['bus']
  readonly #time: RoomReconcilerOptions['time']
  readonly #logger: RoomReconcilerOptions['logger']
  readonly #facts: LogState
  readonly #backoff: Backoff
  /** Why the latest connection of a person ended. */
  readonly #endings = new Map<UserId, ConnectionEnd>()
  #turn: Promise<unknown> = Promise.resolve()
  #queued = false
  #stopped = false
  #loaded = false
  #timerAt = Number.POSITIVE_INFINITY
  readonly #site: SoundRoomState
  readonly #leaving: Handover
  readonly #placement: Placement
  readonly #performing: OperationRunner
  readonly #stopWatching: (() => void)[]

  constructor(options: RoomReconcilerOptions) {
    this.#options = options
    this.#roomId = options.roomId
    const sound = options.sound
    const gate = options.gate
    this.#bus = options.bus
    this.#time = options.time
    this.#logger = options.logger
    this.#facts = createLogState(this.#roomId, gate, this.#time)
    this.#backoff = createBackoff(PAUSES, this.#time.random)
    this.#site = {
      ...this.#options,
      mayAct: () => !this.#stopped && this.#options.mayAct(),
      facts: this.#facts,
      places: new Map(),
      pending: new Map(),
      talk: createSpeaking({
        time: this.#time,
        signal: this.#signal,
        epoch: () => this.#facts.sound.epoch,
        tell: turns =>
          void this.#inTurn(async () => {
            for (const { person, startedAt, endedAt } of turns)
              await this.#facts.tell('TellTurn', { participant: person, startedAt, endedAt })
          }).catch(err =>
            this.#logger.warn({ err, roomId: this.#roomId }, 'sound: recording speech turn failed'),
          ),
      }),
      streaming: false,
      signal: this.#signal,
      at: this.#at,
      soon: this.#soon,
      left: ({ person, kind }, why) => {
        this.#endings.set(person, why)
        if (why === 'own') this.#site.pending.delete(person)
        if (kind === 'bridge') publishTalking(this.#site, person)
      },
    }
    this.#leaving = createHandover(this.#site)
    this.#placement = createPlacement(
      this.#site,
      this.#leaving,
      gateway => happening => this.#happened(gateway, happening),
    )
    this.#performing = createOperationRunner(this.#site)
    this.#stopWatching = sound.gateways.map(gateway =>
      gateway.onChange(() => {
        const here = this.#site.places.get(gateway.id)
        if (here) here.doubtful = true
        if (here && here === homeOf(this.#site) && !gateway.up) this.#site.talk.doubt()
        this.#soon()
      }),
    )
    this.#soon()
  }

  handle(event: Recorded<RoomEvent | SoundEvent>) {
    this.#facts.handle(event)
    if (event.type === 'ParticipantLeft' || event.type === 'ParticipantRemoved') {
      const { participant: person } = event.data
      this.#site.pending.delete(person)
      // Whoever had sound is told when it ends; who talks is not for the others any more either.
      const isPutOut = event.type === 'ParticipantRemoved' && connectionsOf(this.#site, person).length === 0
      if (isPutOut && this.#site.mayAct()) this.#signal({ signal: 'removed', person })
    }
    const who = mutedBy(event)
    if (who !== null) {
      muteNow(this.#site, who)
      this.#leaving.silence()
    }
    this.#soon()
  }

  ask(question: SoundRequest) {
    return this.#inTurn(() =>
      handleRequest(
        this.#site,
        { placement: this.#placement, performing: this.#performing, see: this.#see },
        question,
      ),
    )
  }

  vanished(person: UserId) {
    for (const [, one] of allConnections(this.#site)) {
      if (one.person !== person) continue
      one.over = true
      this.#site.pending.set(person, 'connect')
      this.#site.left(one, 'vanished')
    }
    this.#soon()
  }

  get isOver() {
    const { phase } = this.#facts.room
    return (
      this.#loaded &&
      phase !== 'live' &&
      this.#site.places.size === 0 &&
      this.#leaving.isOver &&
      this.#facts.sound.gateway === null &&
      !this.#facts.sound.segment
    )
  }

  async stop() {
    // Whoever was frozen until another took over knows nothing of when turns ended.
    if (this.#options.mayAct()) this.#site.talk.end()
    this.#stopped = true
    this.#cancelTimer()
    for (const stop of this.#stopWatching) stop()
    await this.#turn
    for (const here of this.#site.places.values()) here.room.letGo()
    this.#site.places.clear()
    this.#leaving.letGo()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  async #reconcile(): Promise<void> {
    if (isWanted(this.#site) && !(await this.#placement.place()))
      return this.#performing.finishRecording('gone')
    if (this.#facts.sound.gateway !== null && !(await this.#placement.look())) return this.#soon()
    this.#site.streaming = wantsStream(
      this.#facts.room,
      this.#options.settings.streamAbove,
      this.#site.streaming,
    )
    const { lost, again } = retireConnections(this.#site.places.values(), this.#time.now())
    for (const one of lost) {
      this.#site.left(one, 'vanished')
      if (one.upAt !== null) this.#signal({ signal: 'renegotiate', person: one.person, how: 'connect' })
    }
    if (again !== null) this.#at(again)
    await this.#leaving.see()
    await this.#performing.settle()
    if (isWanted(this.#site)) await this.#placement.gather()
    else if (this.#facts.sound.gateway !== null)
      await this.#facts.tell('EndSound', { epoch: this.#facts.sound.epoch })
    await recordSpeakers(this.#site, this.#endings)
    this.#performing.finishRecording(this.#leaving.isOver ? 'gone' : 'told')
    askToRenegotiate(this.#site)
  }

  #happened(gateway: string, event: GatewayEvent): void {
    const here = this.#site.places.get(gateway)
    if (!here || this.#stopped) return
    if (event.type === 'doubtful') here.doubtful = true
    else {
      const one = here.connections.get(event.connection)
      if (!one) return
      applyGatewayEvent(this.#site, here, one, event)
    }
    if (event.type !== 'talking') this.#soon()
  }

  #cancelTimer = () => {}

  readonly #signal: SoundRoomState['signal'] = message => {
    if (this.#stopped) return
    // It may get lost: whoever asks for the state later is told again.
    if (message.signal === 'renegotiate') this.#site.pending.set(message.person, message.how)
    this.#bus.publish(signalTopic(this.#roomId), message)
  }

  readonly #soon = (): void => {
    if (this.#queued || this.#stopped) return
    this.#queued = true
    void this.#inTurn(() => {
      this.#queued = false
      return this.#see()
    })
  }

  readonly #at = (moment: number): void => {
    if (moment >= this.#timerAt || this.#stopped) return
    this.#cancelTimer()
    this.#timerAt = moment
    this.#cancelTimer = this.#time.after(Math.max(0, moment - this.#time.now()), () => {
      this.#timerAt = Number.POSITIVE_INFINITY
      this.#soon()
    })
  }

  /** Sees to everything once; what could not be done is tried again. */
  readonly #see = async (): Promise<void> => {
    if (!this.#site.mayAct()) return
    try {
      if (!this.#loaded) await this.#facts.load()
      this.#loaded = true
      await this.#reconcile()
      this.#backoff.reset()
      if (isWanted(this.#site) || this.#site.places.size > 0) this.#at(this.#time.now() + INSPECT_INTERVAL_MS)
    } catch (err) {
      // What was done half is found by looking.
      for (const here of this.#site.places.values()) here.doubtful = true
      if (this.#stopped) return
      this.#logger.warn(
        { err, roomId: this.#roomId, epoch: this.#facts.sound.epoch },
        'sound: reconciling failed, retrying',
      )
      this.#at(this.#time.now() + this.#backoff.next())
    }
  }
}
