// What the log says about a room and its sound, kept current event by event, and the commands that add to it.

import { parseStream, type Recorded, SYSTEM } from '../../commands/event.ts'
import type { CommandId, RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { RoomState } from '../../commands/room/fold.ts'
import { type SoundCommand, soundDecider } from '../../commands/sound/decide.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { State } from '../../commands/sound/fold.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Time } from '../support/time.ts'

type Folded<S> = { readonly state: S; readonly version: number }
type Data<T extends SoundCommand['type']> = Extract<SoundCommand, { type: T }>['data']

export type LogStateOptions = {
  readonly roomId: RoomId
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly time: Pick<Time, 'now' | 'uuid'>
}

export class LogState {
  readonly #roomId: RoomId
  readonly #gate: Pick<CommandGate, 'state' | 'submit'>
  readonly #time: Pick<Time, 'now' | 'uuid'>
  #room: Folded<RoomState> = { state: roomDecider.initial, version: 0 }
  #sound: Folded<State> = { state: soundDecider.initial, version: 0 }

  constructor({ roomId, gate, time }: LogStateOptions) {
    this.#roomId = roomId
    this.#gate = gate
    this.#time = time
  }

  get room(): RoomState {
    return this.#room.state
  }

  get sound(): State {
    return this.#sound.state
  }

  /** Catches up with what the gate knows. Rejects with what the gate rejects with. */
  async load(): Promise<void> {
    const [room, sound] = await Promise.all([
      this.#gate.state(roomDecider, this.#roomId),
      this.#gate.state(soundDecider, this.#roomId),
    ])
    this.#room = laterOf(this.#room, room)
    this.#sound = laterOf(this.#sound, sound)
  }

  /** Applies the next event of either stream. One that was applied already changes nothing. */
  handleEvent(event: Recorded<RoomEvent | SoundEvent>): void {
    const { version } = event
    if (parseStream(event.stream).category === 'Room') {
      if (version !== this.#room.version + 1) return
      this.#room = { state: roomDecider.evolve(this.room, event as Recorded<RoomEvent>), version }
    } else if (version === this.#sound.version + 1)
      this.#sound = { state: soundDecider.evolve(this.sound, event as Recorded<SoundEvent>), version }
  }

  /** Resolves to whether the command was accepted; `sound` shows its result. Rejects with what the gate rejects with. */
  async submit<T extends SoundCommand['type']>(type: T, data: Data<T>): Promise<boolean> {
    const commandId = this.#time.uuid() as CommandId
    const command = { type, data, at: this.#time.now(), by: SYSTEM, commandId } as SoundCommand
    const outcome = await this.#gate.submit(soundDecider, this.#roomId, command, commandId)
    if (outcome.accepted) {
      for (const event of outcome.events) this.handleEvent(event as Recorded<SoundEvent>)
      return true
    }
    this.#sound = laterOf(this.#sound, await this.#gate.state(soundDecider, this.#roomId))
    return false
  }
}

const laterOf = <S>(one: Folded<S>, other: Folded<S>) => (other.version > one.version ? other : one)
