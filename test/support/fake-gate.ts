// A log of one room and its sound, and the gate before it.

import type { AnyDecider, Command } from '../../commands/decider.ts'
import { type DomainEvent, positionOf, type Recorded, streamName } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { CommandGate } from '../../src/gate/command-gate.ts'
import type { Outcome } from '../../src/gate/outcome.ts'
import type { FakeTime } from './fake-time.ts'

/** Events of both streams of the room, decided by the real deciders. */
export function createFakeGate(roomId: RoomId, time: FakeTime, told: (event: Recorded) => void) {
  const recorded: Recorded[] = []
  const streams = new Map<string, { state: unknown; version: number }>()
  const folded = (decider: { category: string; initial: unknown }, id: string) =>
    streams.get(`${decider.category}-${id}`) ?? { state: decider.initial, version: 0 }

  function happen(decider: AnyDecider, event: DomainEvent): Recorded {
    const stream = streamName(decider.category, roomId)
    const { state, version } = folded(decider, roomId)
    streams.set(stream, { state: decider.evolve(state, event), version: version + 1 })
    const position = positionOf(recorded.length + 1)
    const next = { ...event, at: time.now(), stream, version: version + 1, position } as Recorded
    recorded.push(next)
    told(next)
    return next
  }

  const gate = {
    async state(decider: { category: string; initial: unknown }, id: string) {
      return folded(decider, id)
    },
    async submit(decider: typeof soundDecider, id: string, command: Command) {
      const room = folded(roomDecider, id).state
      const decision = decider.decide(command as never, folded(decider, id).state as never, [room as never])
      if ('rejected' in decision) return { accepted: false, rejection: decision.rejected } satisfies Outcome
      const events = decision.accepted.map(event => happen(decider, event))
      return { accepted: true, position: positionOf(recorded.length), version: 0, events } satisfies Outcome
    },
  } as unknown as CommandGate
  return {
    gate,
    recorded,
    roomHappens: (...events: RoomEvent[]) => {
      for (const event of events) happen(roomDecider, event)
    },
    soundHappens: (...events: SoundEvent[]) => {
      for (const event of events) happen(soundDecider, event)
    },
  }
}
