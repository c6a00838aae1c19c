// Generates events of many rooms, of which one is much busier than the others.

import { randomUUID } from 'node:crypto'
import { chatDecider } from '../commands/chat/decide.ts'
import type { AnyDecider } from '../commands/decider.ts'
import { positionOf, type Recorded, type StreamName, streamName } from '../commands/event.ts'
import type { CommandId, EventId, PollId, RoomId, UserId } from '../commands/ids.ts'
import { pollsDecider } from '../commands/polls/decide.ts'
import { reactionsDecider } from '../commands/reactions/decide.ts'
import { roomDecider } from '../commands/room/decide.ts'
import { userDecider } from '../commands/user/decide.ts'

type RandomRoom = {
  readonly id: RoomId
  readonly host: UserId
  readonly poll: PollId
  readonly people: UserId[]
}

const EMOJI = ['👏', '👏', '👏', '❤️', '🔥', '😂', '🎉', '🙌']
const HOT_SHARE = 0.4
const PEOPLE_PER_ROOM = 25
const START = Date.UTC(2026, 0, 1, 19)

/** At least `events` events, decided by the real deciders. They differ only in their ids from call to call. */
export function randomEvents(events: number): readonly Recorded[] {
  const world = new World()
  const size = Math.max(50, Math.round(Math.sqrt(events) * 6))
  const people = Array.from({ length: size }, () => randomUUID() as UserId)
  for (const [i, by] of people.entries()) world.do(userDecider, by, by, 'Register', { name: `Person ${i}` })
  const hosts = people.slice(0, Math.ceil(size / PEOPLE_PER_ROOM))
  const rooms = hosts.map((host, i) => world.open(host, `Evening ${i}`))
  const hot = rooms[0]!
  for (const [i, by] of people.entries()) {
    const room = i % 2 === 0 ? hot : rooms[i % rooms.length]!
    if (by !== room.host) world.join(room, by)
  }
  while (world.events.length < events) {
    const room = world.chance() < HOT_SHARE ? hot : world.oneOf(rooms)
    world.happen(room, world.oneOf(room.people), world.oneOf(people))
  }
  return world.events
}

class World {
  readonly events: Recorded[] = []
  readonly #states = new Map<StreamName, unknown>()
  readonly #versions = new Map<StreamName, number>()
  #random = 20_260_101

  /** A pseudo-random number from 0 to 1. */
  chance(): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) | 0
    return (this.#random >>> 0) / 2 ** 32
  }

  oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.chance() * values.length)]!
  }

  open(host: UserId, title: string): RandomRoom {
    const id = randomUUID() as RoomId
    const poll = randomUUID() as PollId
    const room = { id, host, poll, people: [host] }
    const settings = { topic: 'jazz', visibility: 'open', capacity: null, handPolicy: 'open', invited: [] }
    this.do(roomDecider, id, host, 'OpenRoom', { title, ...settings })
    const options = ['Jazz', 'Soul', 'Silence']
    const poll3 = { pollId: poll, question: 'What shall we hear?', options, closesAt: null, secret: false }
    this.do(pollsDecider, id, host, 'OpenPoll', poll3)
    return room
  }

  join(room: RandomRoom, by: UserId): void {
    if (this.do(roomDecider, room.id, by, 'JoinRoom', {})) room.people.push(by)
  }

  /** A random command of `by`, who is in the room, or of `other`, who may not be. Some are rejected. */
  happen(room: RandomRoom, by: UserId, other: UserId): void {
    const { id, host, poll } = room
    const which = this.chance() * 100
    if (which < 50) this.do(reactionsDecider, id, by, 'React', { emoji: this.oneOf(EMOJI) })
    else if (which < 64)
      this.do(chatDecider, id, by, 'PostComment', {
        commentId: randomUUID(),
        text: `What an evening, ${which} times`,
      })
    else if (which < 70) this.do(roomDecider, id, by, 'RaiseHand', {})
    else if (which < 74) this.do(roomDecider, id, by, 'LowerHand', { person: null })
    else if (which < 77) this.do(roomDecider, id, host, 'BringOnStage', { person: by })
    else if (which < 80) this.do(roomDecider, id, by, 'StepDown', {})
    else if (which < 82) this.do(roomDecider, id, by, 'Mute', { person: null })
    else if (which < 84) this.do(roomDecider, id, by, 'Unmute', {})
    else if (which < 89) this.join(room, other)
    else if (which < 92) this.#leave(room, by)
    else if (which < 98)
      this.do(pollsDecider, id, by, 'Vote', { pollId: poll, option: Math.floor(this.chance() * 3) })
    else this.do(userDecider, by, by, 'Follow', { person: other })
  }

  #leave(room: RandomRoom, by: UserId): void {
    if (by === room.host || !this.do(roomDecider, room.id, by, 'LeaveRoom', {})) return
    room.people.splice(room.people.indexOf(by), 1)
  }

  /** Returns whether the command wrote events. */
  do(decider: AnyDecider, id: string, by: UserId, type: string, data: object): boolean {
    const stream = streamName(decider.category, id)
    const before = this.#states.get(stream) ?? decider.initial
    const commandId = randomUUID() as CommandId
    const at = START + this.events.length * 5
    const command = { type, data, at, by, commandId }
    const context = (decider.needs?.(command, before, id) ?? []).map(name => this.#states.get(name))
    const decision = decider.decide(command, before, context)
    if ('rejected' in decision) return false
    const cause = { commandId, by, correlationId: commandId }
    let state = before
    let version = this.#versions.get(stream) ?? 0
    for (const event of decision.accepted) {
      state = decider.evolve(state, event)
      version++
      const position = positionOf(this.events.length + 1)
      this.events.push({ ...event, id: randomUUID() as EventId, at, cause, stream, version, position })
    }
    this.#states.set(stream, state)
    this.#versions.set(stream, version)
    return decision.accepted.length > 0
  }
}
