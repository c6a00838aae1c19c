// The context that the parts of a room's reconciler share: log, state, schedule and broadcasts.

import type { RoomId, UserId } from '../../commands/ids.ts'
import type { AudioGateway, DisconnectReason } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { DeviceConnection } from './connections.ts'
import { audioRoleOf } from './diff.ts'
import type { Handles } from './handles.ts'
import { LogState } from './log-state.ts'
import { broadcastTopic, type SoundBroadcast } from './protocol.ts'
import { RoomScheduler } from './room-scheduler.ts'
import { SoundRoomState } from './room-state.ts'
import { Speaking } from './speaking.ts'
import type { SpeechTurn } from './speech-turns.ts'

export type SoundSettings = {
  /** With more listeners than this all of them get the stream. */
  readonly streamAboveListeners: number
  /** The folder of recordings, as this process and the gateways see it. */
  readonly recordingsFolder: string
  /** How long, in milliseconds, a gateway may be away before its rooms are placed elsewhere. */
  readonly lostAfterMs: number
}

export type RoomReconcilerOptions = {
  readonly roomId: RoomId
  readonly gateways: readonly AudioGateway[]
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Pick<Bus, 'publish'>
  readonly time: Time
  readonly handles: Handles
  readonly logger: Logger
  readonly settings: SoundSettings
  /** Whether this process still holds the room's lease. */
  holdsLease(): boolean
}

export class SoundRoomContext {
  readonly roomId: RoomId
  readonly gateways: readonly AudioGateway[]
  readonly time: Time
  readonly handles: Handles
  readonly logger: Logger
  readonly settings: SoundSettings
  readonly log: LogState
  readonly state: SoundRoomState
  readonly speaking: Speaking
  readonly scheduler: RoomScheduler
  readonly #bus: Pick<Bus, 'publish'>
  readonly #holdsLease: () => boolean

  constructor(options: RoomReconcilerOptions, reconcile: () => Promise<void>) {
    const { roomId, gateways, time } = options
    this.roomId = roomId
    this.gateways = gateways
    this.time = time
    this.handles = options.handles
    this.logger = options.logger
    this.settings = options.settings
    this.#bus = options.bus
    this.#holdsLease = () => options.holdsLease()
    this.log = new LogState({ roomId, gate: options.gate, time })
    this.state = new SoundRoomState({ gateways, log: this.log, time })
    this.scheduler = new RoomScheduler(time, reconcile)
    this.speaking = new Speaking({
      time,
      epoch: () => this.log.sound.epoch,
      broadcast: message => this.broadcast(message),
      record: turns => this.#recordTurns(turns),
    })
  }

  get holdsLease(): boolean {
    return this.#holdsLease()
  }

  /** Whether this process may change anything: another one may have taken the room over. */
  get canAct(): boolean {
    return !this.scheduler.isStopped && this.holdsLease
  }

  /** Broadcasts can be lost, so a renegotiation stays pending until it was done. */
  broadcast(message: SoundBroadcast): void {
    if (this.scheduler.isStopped) return
    if (message.signal === 'renegotiate') this.state.setPending(message.person, message.how)
    this.#bus.publish(broadcastTopic(this.roomId), message)
  }

  /** A connection has ended. */
  connectionEnded({ person, kind }: DeviceConnection, reason: DisconnectReason): void {
    this.state.setDisconnectReason(person, reason)
    if (reason === 'own') this.state.clearPending(person)
    if (kind === 'bridge') this.updateTalking(person)
  }

  /** A connection has ended that its person still used: they are asked for another one. */
  connectionLost(one: DeviceConnection, reason: 'vanished' | 'sound'): void {
    this.connectionEnded(one, reason)
    // A retired connection has been replaced by a newer one.
    if (!one.isRetired && audioRoleOf(this.log.room, one.person) !== null)
      this.broadcast({ signal: 'renegotiate', person: one.person, how: 'connect' })
  }

  /** Updates whether a person talks. `since` is the time of the change, in milliseconds since 1970. Default: now. */
  updateTalking(person: UserId, since?: number): void {
    this.speaking.setTalking(person, this.state.isHeardTalking(person), since)
  }

  #recordTurns(turns: readonly SpeechTurn<UserId>[]): void {
    const work = async () => {
      for (const { person, startedAt, endedAt } of turns)
        await this.log.submit('TellTurn', { participant: person, startedAt, endedAt })
    }
    this.scheduler
      .enqueue(work)
      .catch(err => this.logger.warn({ err, roomId: this.roomId }, 'sound: speech turn not recorded'))
  }
}
