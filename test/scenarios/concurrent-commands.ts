// Many people in one room, each on two devices that send the same commands at the same time, through different processes if
// there are several. The result is the same for any number of processes.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type GuestAnswer, PersistentClient } from '../support/persistent-client.ts'
import { until } from '../support/until.ts'
import type { Urls } from './room-scenarios.ts'

const CROWD = 24
const CAPACITY = 12
const LONG = { timeout: 60_000 }

const ROOM = `query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) {
  phase capacity participantCount speakerCount handCount reactions { count } } }`

type Devices = readonly [PersistentClient, PersistentClient]

/** What came of it, the host's own coming included: each once, whoever was asked how often. */
const HAPPENED = {
  ParticipantJoined: 15,
  HandRaised: 11,
  CameOnStage: 5,
  HostChanged: 1,
  ParticipantLeft: 3,
  Reacted: 61,
}

/** Nobody else may act meanwhile: what the processes count is compared. */
export async function sendConcurrently(urls: Urls): Promise<void> {
  const before = await countsOf(urls)
  await play(urls)
  const after = await countsOf(urls)
  assert.ok(after.retries >= before.retries, `${after.retries} retries after ${before.retries}`)
  const conflicts = after.conflicts - before.conflicts
  assert.equal(conflicts > 0, urls.length > 1, `${conflicts} conflicts in ${urls.length} processes`)
}

async function play(urls: Urls): Promise<void> {
  const ends = [urls[0]!, urls.at(-1)!] as const
  const everybody = await Promise.all(
    Array.from({ length: CROWD + 1 }, async (_, i): Promise<Devices> => {
      const person = await PersistentClient.signIn(ends[i % 2]!, `PersistentClient ${i}`)
      return [person, person.at(ends[(i + 1) % 2]!)]
    }),
  )
  const [host, ...crowd] = everybody as [Devices, ...Devices[]]
  const roomId = randomUUID()
  const opened = await host[0].act('openRoom', { roomId, title: 'Hammered', capacity: CAPACITY })
  assert.equal(opened.rejection, null)
  host[0].hold(roomId)

  const joined = await Promise.all(crowd.map(devices => join(devices, roomId)))
  const inside = crowd.filter((_, i) => joined[i] === null)
  const outside = crowd.filter((_, i) => joined[i] !== null)
  assert.deepStrictEqual([inside.length, joined.filter(code => code === 'ROOM_FULL').length], [11, 13])
  const brought = inside.slice(0, 4)
  const leavers = inside.slice(8)

  await Promise.all(inside.map(devices => twice(devices, 'raiseHand', { roomId })))
  await Promise.all(brought.map(([{ id }]) => twice(host, 'bringOnStage', { roomId, personId: id })))
  await Promise.all(
    [host, ...inside].flatMap(devices =>
      Array.from({ length: 5 }, (_, i) => devices[i % 2]!.act('react', { roomId, emoji: '👏' })),
    ),
  )
  const handed = await Promise.all(
    host.map((device, i) => device.act('handOverHost', { roomId, personId: brought[i]![0].id })),
  )
  assert.deepStrictEqual(handed.map(codeOf).sort(), [null, 'NOT_THE_HOST'].sort())

  const enter = async (some: readonly Devices[]) => {
    const codes = await Promise.all(some.map(devices => join(devices, roomId)))
    return some.filter((_, i) => codes[i] !== null)
  }
  const [stillOutside] = await Promise.all([
    enter(outside),
    ...leavers.map(devices => {
      devices[0].goAway()
      return twice(devices, 'leaveRoom', { roomId })
    }),
  ])
  const turnedAway = await enter(stillOutside)
  assert.equal(turnedAway.length, outside.length - leavers.length)

  const { position } = await host[1].act('react', { roomId, emoji: '🎉' })
  const { room } = await host[1].ask<{ room: object }>(ROOM, { roomId, atLeast: position })
  assert.deepStrictEqual(room, {
    phase: 'LIVE',
    capacity: CAPACITY,
    participantCount: CAPACITY,
    speakerCount: 5,
    handCount: 4,
    reactions: [{ count: 60 }, { count: 1 }],
  })
  await until(() => (host[0].position >= position! ? null : 'the host has not been told'), LONG)
  judge(host[0])
  for (const [device] of everybody) device.goAway()
}

/** What the room went through, event by event. */
function judge({ seen, problems }: PersistentClient): void {
  const happened = Object.keys(HAPPENED).map(type => [
    type,
    seen.filter(event => event.__typename === type).length,
  ])
  let there = 0
  let most = 0
  for (const { __typename: type } of seen) {
    if (type === 'ParticipantJoined') there++
    if (type === 'ParticipantLeft') there--
    most = Math.max(most, there)
  }
  assert.deepStrictEqual(problems, [])
  assert.deepStrictEqual([there, most], [CAPACITY, CAPACITY])
  assert.deepStrictEqual(Object.fromEntries(happened), HAPPENED)
}

const codeOf = ({ rejection }: GuestAnswer) => rejection?.code ?? null

/**
 * One command, sent by both devices: it is done once. Null where it was done; else why not. A refusal is in no log: where
 * places become free meanwhile, one process may refuse what the other, a moment later, does not.
 */
async function join(devices: Devices, roomId: string): Promise<string | null> {
  const commandId = randomUUID()
  const answers = await Promise.all(devices.map(device => device.act('joinRoom', { commandId, roomId })))
  const done = answers.filter(({ rejection }) => rejection === null)
  if (done.length === 0) return codeOf(answers[0]!)
  assert.equal(new Set(done.map(({ position }) => position)).size, 1)
  // Who is in holds the room, or would be taken for vanished.
  devices[0].hold(roomId)
  return null
}

/** Two commands that wish for the same. */
async function twice(devices: Devices, mutation: string, input: object): Promise<void> {
  const answers = await Promise.all(devices.map(device => device.act(mutation, input)))
  assert.deepStrictEqual(answers.map(codeOf), [null, null])
}

type Counts = { readonly conflicts: number; readonly retries: number }

/** As the processes tell them at `/metrics`, added up. */
async function countsOf(urls: Urls): Promise<Counts> {
  const sums = { conflicts: 0, retries: 0 }
  for (const url of new Set(urls)) {
    const text = await (await fetch(`${url}/metrics`)).text()
    for (const which of ['conflicts', 'retries'] as const) {
      assert.ok(text.includes(`# TYPE rostrum_append_${which}_total counter`), which)
      const counted = new RegExp(`^rostrum_append_${which}_total\\{category="Room"\\} (\\d+)`, 'gm')
      for (const [, count] of text.matchAll(counted)) sums[which] += Number(count)
    }
  }
  return sums
}
