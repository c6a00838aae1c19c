// What the log says of a room and its sound, kept up to date event by event, and what is added to it.

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

export type LogState = {
  readonly room: RoomState
  readonly sound: State
  /** Reads what the gate knows by now. */
  load(): Promise<void>
  /** An event that was seen already changes nothing. */
  handle(event: Recorded<RoomEvent | SoundEvent>): void
  /** Whether the command was accepted; what it led to is in `sound` then. Throws what the gate throws. */
  tell<T extends SoundCommand['type']>(type: T, data: Data<T>): Promise<boolean>
}

export function createLogState(
  roomId: RoomId,
  gate: Pick<CommandGate, 'state' | 'submit'>,
  time: Pick<Time, 'now' | 'uuid'>,
): LogState {
  let room: Folded<RoomState> = { state: roomDecider.initial, version: 0 }
  let sound: Folded<State> = { state: soundDecider.initial, version: 0 }

  const later = <S>(one: Folded<S>, other: Folded<S>) => (other.version > one.version ? other : one)

  function handle(event: Recorded<RoomEvent | SoundEvent>): void {
    const { version } = event
    if (parseStream(event.stream).category === 'Room') {
      if (version === room.version + 1)
        room = { state: roomDecider.evolve(room.state, event as Recorded<RoomEvent>), version }
    } else if (version === sound.version + 1)
      sound = { state: soundDecider.evolve(sound.state, event as Recorded<SoundEvent>), version }
  }

  return {
    get room() {
      return room.state
    },
    get sound() {
      return sound.state
    },
    async load() {
      const [ofRoom, ofSound] = await Promise.all([
        gate.state(roomDecider, roomId),
        gate.state(soundDecider, roomId),
      ])
      room = later(room, ofRoom)
      sound = later(sound, ofSound)
    },
    handle,
    async tell(type, data) {
      const commandId = time.uuid() as CommandId
      const command = { type, data, at: time.now(), by: SYSTEM, commandId } as SoundCommand
      const outcome = await gate.submit(soundDecider, roomId, command, commandId)
      if (outcome.accepted) {
        for (const event of outcome.events) handle(event as Recorded<SoundEvent>)
        return true
      }
      sound = later(sound, await gate.state(soundDecider, roomId))
      return false
    },
  }
}
