// Fills a room with people by commands through the gate.

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

export type PopulatedRoom = {
  readonly roomId: RoomId
  readonly host: UserId
  readonly people: readonly UserId[]
}

/** A command of this moment. Default for `id`: a new one. */
export function benchCommand<T extends string, D extends object>(by: UserId, type: T, data: D, id?: string) {
  return { type, data, at: Date.now(), by, commandId: (id ?? randomUUID()) as CommandId }
}

/** Registers `size` people. The first one opens a room and the others join it. */
export async function fillRoom(gate: CommandGate, size: number): Promise<PopulatedRoom> {
  const people = Array.from({ length: size }, () => randomUUID() as UserId)
  const roomId = randomUUID() as RoomId
  const host = people[0]!
  await inGroups(people, (by, i) =>
    submitAccepted(gate, userDecider, by, benchCommand(by, 'Register', { name: `Person ${i}` })),
  )
  const settings = { title: 'Evening', topic: 'jazz', visibility: 'open', capacity: null, handPolicy: 'open' }
  await submitAccepted(
    gate,
    roomDecider,
    roomId,
    benchCommand(host, 'OpenRoom', { ...settings, invited: [] }),
  )
  await inGroups(people.slice(1), by =>
    submitAccepted(gate, roomDecider, roomId, benchCommand(by, 'JoinRoom', {})),
  )
  return { roomId, host, people }
}

const GROUP = 250

/**
 * In groups: if objects of one kind survive several collections, V8 allocates later ones in its old generation. The garbage of
 * the measured part would then stay until a full collection.
 */
async function inGroups(people: readonly UserId[], act: (by: UserId, i: number) => Promise<void>) {
  for (let from = 0; from < people.length; from += GROUP)
    await Promise.all(people.slice(from, from + GROUP).map((by, i) => act(by, from + i)))
}

/** The error of a command that was rejected or changed nothing, which would be cheaper than the measured work. Or null. */
export function reasonNotDone(type: string, outcome: Outcome): Error | null {
  if (!outcome.accepted) return new Error(`${type} was rejected: ${outcome.rejection.code}`)
  return outcome.events.length === 0 ? new Error(`${type} changed nothing`) : null
}

/** Throws unless the command was accepted with events. */
export async function submitAccepted<C extends Command>(
  gate: CommandGate,
  decider: AnyDecider,
  id: string,
  command: C,
): Promise<void> {
  const outcome = await gate.submit(decider, id, command as never, 'bench')
  const error = reasonNotDone(command.type, outcome)
  if (error) throw error
}
