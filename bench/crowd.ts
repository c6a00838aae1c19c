// A room full of people, made by commands through the gate.

import { randomUUID } from 'node:crypto'
import { chatDecider } from '../commands/chat/decide.ts'
import type { AnyDecider, Command } from '../commands/decider.ts'
import type { CommandId, RoomId, UserId } from '../commands/ids.ts'
import { pollsDecider } from '../commands/polls/decide.ts'
import { reactionsDecider } from '../commands/reactions/decide.ts'
import { roomDecider } from '../commands/room/decide.ts'
import { userDecider } from '../commands/user/decide.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { type CommandGate, createGate } from '../src/gate/command-gate.ts'
import type { GateMetrics, Outcome } from '../src/gate/outcome.ts'
import { systemTime } from '../src/support/time.ts'

export const deciders = [roomDecider, chatDecider, reactionsDecider, pollsDecider, userDecider]

const quietLogger = { debug() {}, info() {}, warn() {}, error: console.error }

export function openGate(log: EventLog, metrics?: GateMetrics): CommandGate {
  const options = { log, deciders, time: systemTime, logger: quietLogger }
  return createGate(metrics ? { ...options, metrics } : options)
}

export { quietLogger }

export type Crowd = { readonly roomId: RoomId; readonly host: UserId; readonly people: readonly UserId[] }

/** A command that is done now; with a fresh id, where none is given. */
export function order<T extends string, D extends object>(by: UserId, type: T, data: D, id?: string) {
  return { type, data, at: Date.now(), by, commandId: (id ?? randomUUID()) as CommandId }
}

/** Registers so many people and lets them into a room of the first of them. */
export async function gatherCrowd(gate: CommandGate, size: number): Promise<Crowd> {
  const people = Array.from({ length: size }, () => randomUUID() as UserId)
  const roomId = randomUUID() as RoomId
  const host = people[0]!
  await inGroups(people, (by, i) =>
    surely(gate, userDecider, by, order(by, 'Register', { name: `Person ${i}` })),
  )
  const settings = { title: 'Evening', topic: 'jazz', visibility: 'open', capacity: null, handPolicy: 'open' }
  await surely(gate, roomDecider, roomId, order(host, 'OpenRoom', { ...settings, invited: [] }))
  await inGroups(people.slice(1), by => surely(gate, roomDecider, roomId, order(by, 'JoinRoom', {})))
  return { roomId, host, people }
}

const GROUP = 250

/**
 * Not all at once: of what it finds still in use at most collections of garbage, V8 makes the like in its old generation
 * from then on, so that the garbage of what is measured afterwards would stay until a full collection.
 */
async function inGroups(people: readonly UserId[], act: (by: UserId, i: number) => Promise<void>) {
  for (let from = 0; from < people.length; from += GROUP)
    await Promise.all(people.slice(from, from + GROUP).map((by, i) => act(by, from + i)))
}

/** Why it is not done; null where it is. A benchmark of refusals would look very good. */
export function notDone(type: string, outcome: Outcome): Error | null {
  if (!outcome.accepted) return new Error(`${type} was refused: ${outcome.rejection.code}`)
  return outcome.events.length === 0 ? new Error(`${type} changed nothing`) : null
}

/** Throws where it is not done. */
export async function surely<C extends Command>(
  gate: CommandGate,
  decider: AnyDecider,
  id: string,
  command: C,
): Promise<void> {
  const outcome = await gate.submit(decider, id, command as never, 'bench')
  const error = notDone(command.type, outcome)
  if (error) throw error
}
