// Runs the reactors over a log that tests write, documents folded from it, and a gate that records commands.

import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import type { Command } from '../../commands/decider.ts'
import {
  type Category,
  type DomainEvent,
  type Position,
  positionOf,
  type Recorded,
  streamName,
} from '../../commands/event.ts'
import type { CommandId, EventId, RoomId, UserId } from '../../commands/ids.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { participants } from '../../projections/participants.ts'
import { polls } from '../../projections/polls.ts'
import type { Projection } from '../../projections/projection.ts'
import { rooms } from '../../projections/rooms.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import type { EventLog, LogBatch } from '../../src/event-log/event-log.ts'
import type { CommandGate } from '../../src/gate/command-gate.ts'
import type { Outcome } from '../../src/gate/outcome.ts'
import { createPresence } from '../../src/presence/presence.ts'
import { startReactors } from '../../src/reactors/all.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime, type Time } from '../../src/support/time.ts'
import { busWithPublish } from '../support/bus-with-publish.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'

export const REACTOR_ROOM = '11111111-1111-4111-8111-111111111111' as RoomId
export const [HOST, REACTOR_ADA, BOB] = ['host', 'ada', 'bob'] as [UserId, UserId, UserId]
const settings = { title: 'T', topic: null, visibility: 'open', capacity: null, handPolicy: 'open' } as const
export const roomOpened: RoomEvent = { type: 'RoomOpened', data: { ...settings, host: HOST, invited: [] } }
export const participantJoined = (participant: UserId): RoomEvent => ({
  type: 'ParticipantJoined',
  data: { participant },
})
export const participantLeft = (participant: UserId): RoomEvent => ({
  type: 'ParticipantLeft',
  data: { participant, reason: 'left' },
})
export const hostless: RoomEvent = { type: 'HostChanged', data: { from: HOST, to: null, reason: 'vanished' } }
export const roomClosed: RoomEvent = { type: 'RoomClosed', data: { reason: 'host' } }

const GRACES = { presenceGraceMs: 20_000, returnGraceMs: 1, hostlessGraceMs: 60_000, remindBeforeMs: 600_000 }

/** The gate's answer to a command. Errors are thrown. */
export type Answer = Outcome | Error

/** A log that tests write. Each event is folded before anybody who follows the log gets it. */
function createReactorLog(time: Pick<Time, 'now'>, readStore: ReadStore) {
  const recorded: Recorded[] = []
  const wakers = new Set<() => void>()
  const wake = () => {
    for (const waker of wakers) waker()
  }

  async function fold(projection: Projection, event: Recorded) {
    if (!projection.handles.includes(event.type)) return
    for (const key of projection.keysOf(event)) {
      const before = await readStore.load(projection, key)
      const document = projection.evolve(before?.document ?? null, event, key)
      const checkpoint = { partition: 'all', position: event.position, epoch: 1 }
      await readStore.save(projection, [{ key, position: event.position, document }], checkpoint)
    }
  }

  async function happen(category: Category, ...events: DomainEvent[]) {
    for (const event of events) {
      const version = recorded.length + 1
      const next = {
        ...event,
        id: `event-${version}` as EventId,
        at: time.now(),
        cause: { commandId: 'c' as CommandId, by: HOST, correlationId: 'c' },
        stream: streamName(category, REACTOR_ROOM),
        version,
        position: positionOf(version),
      }
      recorded.push(next)
      for (const projection of [rooms, participants, polls])
        await fold(projection as unknown as Projection, next)
    }
    wake()
    await setImmediate()
  }

  async function* follow(after: Position, _filter: unknown, signal: AbortSignal): AsyncGenerator<LogBatch> {
    let position = after
    signal.addEventListener('abort', () => wake())
    while (!signal.aborted) {
      const events = recorded.filter(event => event.position > position)
      position = events.at(-1)?.position ?? position
      if (events.length > 0) yield { events, position }
      else
        await new Promise<void>(resolve => {
          wakers.add(resolve)
        })
    }
  }

  const eventLog = { head: async () => positionOf(recorded.length), follow } as unknown as EventLog
  return { eventLog, happen }
}

/** Without a process that serves clients, nobody would be called vanished: `start` starts one unless a test did. */
export function setUpReactors({
  answer = () => accepted,
  returnGraceMs = GRACES.returnGraceMs,
}: {
  answer?: (command: Command) => Answer
  returnGraceMs?: number
} = {}) {
  const time = createFakeTime()
  const readStore = createMemoryReadStore({ time })
  const inner = createMemoryBus({ time: systemTime, onError: error => assert.fail(String(error)) })
  let isMuted = false
  const bus = busWithPublish(inner, (topic, message) => isMuted || inner.publish(topic, message))
  const submitted: Command[] = []

  const { eventLog, happen } = createReactorLog(time, readStore)
  const gate = {
    async submit(_decider: unknown, _id: string, command: Command) {
      submitted.push(command)
      const outcome = answer(command)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  } as unknown as CommandGate

  let isServed = false
  const present = (processId = 'api') => {
    isServed = true
    return createPresence({ processId, bus, readStore, time, logger: silentLogger })
  }

  return {
    time,
    readStore,
    submitted,
    roomHappens: (...events: RoomEvent[]) => happen('Room', ...events),
    pollsHappen: (...events: PollsEvent[]) => happen('Polls', ...events),
    present,
    /** Loses all messages of the bus, or no longer. */
    muteBus(muted: boolean) {
      isMuted = muted
    },
    async start() {
      const own = isServed ? null : await present()
      const reached = async () => true
      await readStore.prepare([rooms, participants, polls])
      const running = startReactors({
        eventLog,
        readStore,
        gate,
        bus,
        reached,
        logger: silentLogger,
        time,
        ...GRACES,
        returnGraceMs,
      })
      await time.advance(0)
      await time.advance(0)
      return {
        async close() {
          await running.close()
          await own?.close()
        },
      }
    },
    /** The submitted commands in short, without when somebody was last seen. */
    commands: () =>
      submitted.map(({ type, data }) => {
        const { lastSeenAt: _, ...rest } = data as Record<string, unknown>
        return [type, ...Object.values(rest)].join(' ')
      }),
    lastSeen: () => submitted.map(({ data }) => (data as { lastSeenAt?: number }).lastSeenAt),
  }
}

export const accepted: Outcome = { accepted: true, position: positionOf(0), version: 0, events: [] }
