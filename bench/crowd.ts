// A room full of people, made by commands through the gate.

import { randomUUID } from 'node:crypto'
import { chat } from '../commands/chat/decide.ts'
import type { Command, Decider } from '../commands/decider.ts'
import type { CommandId, RoomId, UserId } from '../commands/ids.ts'
import { polls } from '../commands/polls/decide.ts'
import { reactions } from '../commands/reactions/decide.ts'
import { room } from '../commands/room/decide.ts'
import { user } from '../commands/user/decide.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { type CommandGate, createGate, type GateMetrics } from '../src/processing/command-gate.ts'

export const deciders = [room, chat, reactions, polls, user] as unknown as readonly Decider[]

const quiet = { debug() {}, info() {}, warn() {}, error: console.error }

export function openGate(log: EventLog, metrics?: GateMetrics): CommandGate {
  const options = { log, deciders, now: Date.now, logger: quiet }
  return createGate(metrics ? { ...options, metrics } : options)
}

export { quiet }

export type Crowd = { readonly roomId: RoomId; readonly host: UserId; readonly people: readonly UserId[] }

/** A command with a fresh id, done now. */
export function order<T extends string, D extends object>(by: UserId, type: T, data: D) {
  return { type, data, at: Date.now(), by, commandId: randomUUID() as CommandId }
}

/** Registers so many people and lets them into a room of the first of them. */
export async function gather(gate: CommandGate, size: number): Promise<Crowd> {
  const people = Array.from({ length: size }, () => randomUUID() as UserId)
  const roomId = randomUUID() as RoomId
  const host = people[0]!
  await Promise.all(
    people.map((by, i) => surely(gate, user, by, order(by, 'Register', { name: `Person ${i}` }))),
  )
  const settings = { title: 'Evening', topic: 'jazz', visibility: 'open', capacity: null, handPolicy: 'open' }
  await surely(gate, room, roomId, order(host, 'OpenRoom', { ...settings, invited: [] }))
  await Promise.all(people.slice(1).map(by => surely(gate, room, roomId, order(by, 'JoinRoom', {}))))
  return { roomId, host, people }
}

/** Throws where it is refused: a benchmark of refusals would look very good. */
export async function surely<C extends Command>(
  gate: CommandGate,
  // biome-ignore lint/suspicious/noExplicitAny: any decider with commands of this kind
  decider: Decider<any, any, any, any, any>,
  id: string,
  command: C,
): Promise<void> {
  const outcome = await gate.submit(decider, id, command as never, 'bench')
  if (!outcome.accepted) throw new Error(`${command.type} was refused: ${outcome.rejection.code}`)
  if (outcome.events.length === 0) throw new Error(`${command.type} changed nothing`)
}
