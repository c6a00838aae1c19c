// Measures commands per second into one busy room.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { chatDecider } from '../commands/chat/decide.ts'
import type { AnyDecider, Command } from '../commands/decider.ts'
import type { UserId } from '../commands/ids.ts'
import { reactionsDecider } from '../commands/reactions/decide.ts'
import { roomDecider } from '../commands/room/decide.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import type { CommandGate } from '../src/gate/command-gate.ts'
import type { Outcome } from '../src/gate/outcome.ts'
import { systemTime } from '../src/support/time.ts'
import { benchCommand, fillRoom, openGate, type PopulatedRoom, reasonNotDone } from './full-room.ts'
import { naively, rowsAlone } from './gate-peers.ts'
import { type BenchPart, type BenchSetup, type Measures, measured, percentile } from './part.ts'

/** `ids` are generated in advance. */
type Kind = {
  readonly decider: AnyDecider
  command(by: UserId, turn: number, ids: Iterator<string>): Command
}

const EMOJI = ['👏', '❤️', '🔥', '😂', '🎉']

const idOf = (ids: Iterator<string>) => ids.next().value as string

const react: Kind = {
  decider: reactionsDecider,
  command: (by, turn, ids) => benchCommand(by, 'React', { emoji: EMOJI[turn % EMOJI.length]! }, idOf(ids)),
}
/** Each person raises their hand and lowers it the next time. */
const hands: Kind = {
  decider: roomDecider,
  command: (by, turn, ids) =>
    turn % 2 === 0
      ? benchCommand(by, 'RaiseHand', {}, idOf(ids))
      : benchCommand(by, 'LowerHand', { person: null }, idOf(ids)),
}
const comment: Kind = {
  decider: chatDecider,
  command(by, turn, ids) {
    const text = `What a beautiful evening, number ${turn}`
    return benchCommand(by, 'PostComment', { commentId: idOf(ids), text }, idOf(ids))
  },
}

type Size = { readonly people: number; readonly commands: number; readonly inFlight: number }

async function throughGate(kind: Kind, size: Size, { quick, own }: BenchSetup): Promise<Measures> {
  const log = await openSqliteLog(join(own, 'log.db'), systemTime)
  let appends = 0
  let events = 0
  const gate = openGate(log, {
    decided() {},
    conflict() {},
    retried() {},
    appended(count) {
      appends++
      events += count
    },
  })
  const people = quick ? 50 : size.people
  const commands = quick ? 500 : size.commands
  const inFlight = quick ? 20 : size.inFlight
  const crowd = await fillRoom(gate, people)
  const inRoom = { gate, kind, crowd, inFlight }
  await submitAll({ ...inRoom, commands: commands / 5 }, [])
  appends = 0
  events = 0
  const latencies: number[] = []
  const load = { ...inRoom, commands }
  const { result, seconds, cpu } = await submitAll(load, latencies)
  await gate.close()
  await log.close()
  return {
    perSecond: result / seconds,
    cpu: cpu / result,
    half: percentile(latencies, 50),
    most: percentile(latencies, 99),
    batch: events / appends,
  }
}

type Load = {
  readonly gate: CommandGate
  readonly kind: Kind
  readonly crowd: PopulatedRoom
  readonly inFlight: number
  readonly commands: number
}

/**
 * Keeps `inFlight` commands in flight. Each slot acts for people of its own, who act twice each. Every 20th command is timed.
 * Resolves to the number of commands, which is rounded up so that everybody acts twice.
 */
function submitAll({ gate, kind, crowd, inFlight, commands }: Load, latencies: number[]) {
  const { roomId } = crowd
  // The host is on stage and raises no hand.
  const people = crowd.people.slice(1)
  const turns = 2 * Math.ceil(commands / inFlight / 2)
  const each = Math.floor(people.length / inFlight)
  const ids = Array.from({ length: 2 * turns * inFlight }, () => randomUUID()).values()
  const all = Promise.withResolvers<number>()
  let busy = inFlight
  const begin = (own: readonly UserId[]) => {
    let turn = 0
    let begun = 0
    let type = ''
    const next = () => {
      if (turn % 20 === 0) begun = performance.now()
      const command = kind.command(own[(turn >> 1) % own.length]!, turn, ids)
      type = command.type
      gate.submit(kind.decider, roomId, command, 'bench').then(done, all.reject)
    }
    const done = (outcome: Outcome) => {
      const error = reasonNotDone(type, outcome)
      if (error) all.reject(error)
      if (turn % 20 === 0) latencies.push(performance.now() - begun)
      turn++
      if (turn < turns) next()
      else if (--busy === 0) all.resolve(turns * inFlight)
    }
    next()
  }
  return measured(() => {
    for (let i = 0; i < inFlight; i++) begin(people.slice(i * each, (i + 1) * each))
    return all.promise
  })
}

const KINDS = ['reactions', 'hands', 'comments']
const NAIVE = 'load everything, then append'
const FLOOR = 'rows alone'
const HOT = { people: 7_000, commands: 100_000, inFlight: 1_000 }

export const gate: BenchPart = {
  name: 'gate',
  title: 'Commands into one hot room',
  method: `
The benchmark runs in one process. It makes the commands beforehand, with their ids. The real deciders decide them, and a SQLite log
with \`synchronous=FULL\` stores their events. "In flight" is how many commands are awaited at a time. The room holds 7,000 people,
and reactions and comments are judged against its state. Every command must be accepted with an event. Latency is from
submission to the answer, which comes after the commit.

- **Peer**: the first design of most such systems. For each command it reads the room's whole stream (5,000 events) from the same
  kind of log, folds it with the same decider, decides, and appends one event in its own transaction. Its room is smaller,
  which helps it. It raises and lowers hands, so only the ratio of hands compares like with like.
- **Rows alone**: the lower bound. Ready-made rows of the same size are inserted one after another into the same table, 1,000 per
  transaction, without decisions or answers.`,
  variants: [
    { name: 'reactions', run: setup => throughGate(react, HOT, setup) },
    { name: 'hands', run: setup => throughGate(hands, HOT, setup) },
    { name: 'comments', run: setup => throughGate(comment, HOT, setup) },
    {
      name: 'hands, 100 in flight',
      run: setup => throughGate(hands, { ...HOT, inFlight: 100, commands: 50_000 }, setup),
    },
    {
      name: 'hands, one at a time',
      run: setup => throughGate(hands, { ...HOT, inFlight: 1, commands: 4_000 }, setup),
    },
    { name: NAIVE, run: naively },
    { name: FLOOR, run: rowsAlone },
  ],
  columns: [
    { measure: 'perSecond', heading: 'commands/s', digits: 0 },
    { measure: 'cpu', heading: 'µs CPU/command', digits: 1 },
    { measure: 'half', heading: 'p50 ms', digits: 1 },
    { measure: 'most', heading: 'p99 ms', digits: 1 },
    { measure: 'batch', heading: 'events/append', digits: 0 },
  ],
  ratios: [
    ...KINDS.map(of => ({ text: `commands/s, ${of} / ${NAIVE}`, measure: 'perSecond', of, to: NAIVE })),
    ...KINDS.map(of => ({ text: `CPU, ${of} / ${FLOOR}`, measure: 'cpu', of, to: FLOOR })),
  ],
  aims: [
    ...KINDS.map(variant => ({
      text: `100,000 ${variant} a second at 1,000 in flight`,
      of: { variant, measure: 'perSecond' },
      least: 100_000,
    })),
    {
      text: '1,000 times the way that loads everything',
      of: { ratio: `commands/s, hands / ${NAIVE}` },
      least: 1_000,
    },
  ],
  rounds: 5,
}
