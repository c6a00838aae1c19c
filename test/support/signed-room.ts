// A room with everything in it, in a real file, signed at its closing; and the audit's commands, run in this process.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import { type CliCommand, callOf } from '../../cli/command.ts'
import { chatDecider } from '../../commands/chat/decide.ts'
import { streamsOfRoom } from '../../commands/event.ts'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { notaryDecider } from '../../commands/notary/decide.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import { reactionsDecider } from '../../commands/reactions/decide.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { userDecider } from '../../commands/user/decide.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createGate } from '../../src/gate/command-gate.ts'
import { startNotary } from '../../src/notary/notary.ts'
import { readOrMakeKey } from '../../src/notary/signing.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { timeAt } from './fake-time.ts'
import { BEFORE_ALL } from './graphql.ts'
import { silentLogger } from './silent-logger.ts'
import { until } from './until.ts'

const deciders = [roomDecider, chatDecider, reactionsDecider, pollsDecider, userDecider, notaryDecider]

/** `name` is a file of the folder. `elsewhere`: in another log than a file, which is there already. */
export async function signedRoom(t: Pick<TestContext, 'after'>, elsewhere: EventLog | null = null) {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-audit-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  const log = elsewhere ?? (await openSqliteLog(path('log.db'), systemTime))
  let clock = Date.parse('2026-05-17T19:30:00.000Z')
  const now = () => clock++
  const gate = createGate({ log, deciders, time: timeAt(now), logger: silentLogger })
  const signing = startNotary({
    eventLog: log,
    readStore: createMemoryReadStore({ time: systemTime }),
    gate,
    time: timeAt(now),
    logger: silentLogger,
    reached: async () => true,
    key: await readOrMakeKey(path('key.pem'), systemTime),
    previousKey: null,
    intervalMs: 86_400_000,
  })
  await until(async () => ((await log.read('Notary-keys', 1, 1)).length === 1 ? null : 'there is no key yet'))

  const [host, bea] = [randomUUID(), randomUUID()] as [UserId, UserId]
  const roomId = randomUUID()
  const act = async (by: UserId, decider: { category: string }, type: string, data: object = {}) => {
    const id = decider === userDecider ? by : roomId
    const command = { type, data, at: now(), by, commandId: randomUUID() as CommandId }
    const outcome = await gate.submit(decider as never, id, command as never, 'a request')
    assert.equal(outcome.accepted, true, `${type}: ${JSON.stringify(outcome)}`)
  }
  const settings = {
    title: 'Tea',
    topic: null,
    visibility: 'open',
    capacity: null,
    handPolicy: 'open',
    invited: [],
  }
  await act(host, userDecider, 'Register', { name: 'Ada' })
  await act(bea, userDecider, 'Register', { name: 'Bea' })
  await act(host, roomDecider, 'OpenRoom', settings)
  await act(bea, roomDecider, 'JoinRoom')
  for (let i = 0; i < 12; i++) {
    await act(bea, chatDecider, 'PostComment', {
      commentId: randomUUID(),
      text: `Comment ${i}, "quoted"\nand ünusual`,
    })
    await act(i % 2 ? bea : host, reactionsDecider, 'React', { emoji: '👏' })
  }
  const pollId = randomUUID()
  await act(host, pollsDecider, 'OpenPoll', {
    pollId,
    question: 'Milk?',
    options: ['Yes', 'No'],
    closesAt: null,
    secret: false,
  })
  await act(bea, pollsDecider, 'Vote', { pollId, option: 1 })
  await act(bea, roomDecider, 'RaiseHand')
  await act(host, roomDecider, 'CloseRoom', { asAdmin: false })
  await until(async () => {
    await signing.sealAll()
    return (await log.read(`Notary-${roomId}`, 1, 1)).length > 0 ? null : 'the room is not signed'
  })
  const events = await log.readAfter(streamsOfRoom(roomId), BEFORE_ALL, 1_000)
  await signing.close()
  await gate.close()
  if (!elsewhere) await log.close()
  return { path, log: `sqlite:${path('log.db')}`, roomId, events }
}

/** Changes the file behind everybody's back. */
export function tamper(file: string, ...statements: readonly string[]) {
  const db = new DatabaseSync(file)
  db.exec('DROP TRIGGER IF EXISTS events_stay; DROP TRIGGER IF EXISTS events_last')
  for (const statement of statements) db.exec(statement)
  db.close()
}

/** Runs a command with `--json`; answers what it ended with and what it said. */
export async function run(t: TestContext, command: CliCommand, ...argv: readonly string[]) {
  const said: string[] = []
  const listening = t.mock.method(console, 'log', (text: string) => void said.push(text))
  try {
    const call = callOf(command, [...argv, '--json'])
    assert.ok(call !== 'help')
    const code = await command.run(call)
    return { code, ...JSON.parse(said.join('\n')) }
  } finally {
    listening.mock.restore()
  }
}
