// The peers of the gate: a naive implementation, and the fastest possible inserts.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type NewEvent, streamName } from '../commands/event.ts'
import type { EventId } from '../commands/ids.ts'
import { type RoomCommand, roomDecider } from '../commands/room/decide.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { openFile } from '../src/event-log/sqlite-file.ts'
import { systemTime } from '../src/support/time.ts'
import { benchCommand, fillRoom, openGate } from './full-room.ts'
import { type BenchSetup, type Measures, measured, percentile } from './part.ts'

/** For each command: read the whole stream, fold it, decide, append. */
export async function naively({ quick, own }: BenchSetup): Promise<Measures> {
  const log = await openSqliteLog(join(own, 'log.db'), systemTime)
  // Opening takes a few events, each join one.
  const crowd = await fillRoom(openGate(log), quick ? 50 : 4_998)
  const commands = quick ? 10 : 100
  const latencies: number[] = []
  const done = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      const by = crowd.people[1 + (turn >> 1)]!
      const type = turn % 2 === 0 ? 'RaiseHand' : 'LowerHand'
      const command = benchCommand(by, type, type === 'LowerHand' ? { person: null } : {})
      const begun = performance.now()
      await handle(log, crowd.roomId, command as RoomCommand)
      latencies.push(performance.now() - begun)
    }
  }
  await done(commands / 5)
  latencies.length = 0
  const { seconds, cpu } = await measured(() => done(commands))
  await log.close()
  return {
    perSecond: commands / seconds,
    cpu: cpu / commands,
    half: percentile(latencies, 50),
    most: percentile(latencies, 99),
    batch: 1,
  }
}

async function handle(log: EventLog, roomId: string, command: RoomCommand): Promise<void> {
  const stream = streamName('Room', roomId)
  const history = await log.read(stream, 1, Number.MAX_SAFE_INTEGER)
  const state = history.reduce(
    (before, event) => roomDecider.evolve(before, event as unknown as RoomEvent),
    roomDecider.initial,
  )
  const decision = roomDecider.decide(command, state, [])
  if ('rejected' in decision) throw new Error(`${command.type} was rejected: ${decision.rejected.code}`)
  const { commandId, by, at } = command
  const cause = { commandId, by, correlationId: 'bench' }
  const events = decision.accepted.map(
    (event): NewEvent => ({ ...event, id: randomUUID() as EventId, at, cause }),
  )
  const appended = await log.append(stream, history.length, events)
  if (!appended.written) throw new Error('another process has written to the log')
}

/** The rows of raised hands, in transactions of a thousand. */
export async function rowsAlone({ quick, own }: BenchSetup): Promise<Measures> {
  const { db, close } = openFile(join(own, 'log.db'))
  db.exec(`INSERT INTO streams (name, category, partition) VALUES ('Room-${randomUUID()}', 'Room', 0)`)
  const insert = db.prepare('INSERT INTO events VALUES (?, 1, ?, ?, ?, ?, ?, ?, 0)')
  const cause = JSON.stringify({ commandId: randomUUID(), by: randomUUID(), correlationId: 'bench' })
  const data = JSON.stringify({ participant: randomUUID(), order: 1_000 })
  const id = randomUUID()
  let position = 0
  const done = (transactions: number) => {
    for (let i = 0; i < transactions; i++) {
      db.exec('BEGIN IMMEDIATE')
      for (let row = 0; row < BATCH; row++) {
        position++
        insert.run(position, position, id, 'HandRaised', Date.now(), data, cause)
      }
      db.exec('COMMIT')
    }
  }
  const transactions = quick ? 5 : 200
  done(transactions / 5)
  const { seconds, cpu } = await measured(() => done(transactions))
  close()
  const rows = transactions * BATCH
  return { perSecond: rows / seconds, cpu: cpu / rows, batch: BATCH }
}

const BATCH = 1_000
