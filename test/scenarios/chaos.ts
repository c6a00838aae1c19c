// People act through a load balancer while processes and engines are killed: what was acknowledged is in the log once,
// everybody is told everything once and in order, and the documents are those that the log leads to.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { concurrently } from '../../demo/concurrently.ts'
import { PersistentClient } from '../support/persistent-client.ts'
import { until } from '../support/until.ts'
import { type Blow, type Shape, since, startShape } from './chaos-shape.ts'
import { verifyDocuments } from './chaos-verify.ts'

/** Commands a second of all of them together: the machine is to have time for those who are told of each. */
const ACTS = 10
const LONG = { timeout: 180_000 }
/** Milliseconds in which a standby is to take the place of who died or was frozen. */
const TAKE_OVER = 10_000

/** What somebody does, one after the other and from the start again, so that each changes something. */
const CHEER = ['react', { emoji: '👏' }] as const
const ACTIONS = [
  CHEER,
  ['postComment', { text: 'Hear, hear' }],
  ['raiseHand', {}],
  CHEER,
  ['lowerHand', {}],
  CHEER,
  ['leaveRoom', {}],
  ['joinRoom', {}],
] as const

const LOST = /^rostrum_append_(conflicts|retries)_total\{\S+\} (\d+)/gm

export async function chaos(t: TestContext, count: number, blows: readonly Blow[]): Promise<void> {
  const shape = await startShape(t)
  const leaving = new AbortController()
  try {
    await play(t, shape, count, blows, leaving.signal)
  } catch (error) {
    t.diagnostic(`what the processes wrote is in ${await keep(shape)}`)
    throw error
  } finally {
    leaving.abort()
  }
}

async function play(
  t: TestContext,
  { cluster, url, strike, metrics }: Shape,
  count: number,
  blows: readonly Blow[],
  signal: AbortSignal,
): Promise<void> {
  const people = await concurrently(count, i => PersistentClient.signIn(url, `PersistentClient ${i}`))
  signal.addEventListener('abort', () => {
    for (const person of people) person.goAway()
  })
  const roomId = randomUUID()
  const [host, ...guests] = people as [PersistentClient, ...PersistentClient[]]
  await host.act('openRoom', { roomId, title: 'Chaos' })
  await concurrently(guests.length, i => guests[i]!.act('joinRoom', { roomId }))
  for (const person of people) person.hold(roomId)
  await everybodyIsAt(await mark())

  let acting = true
  const busy = Promise.all(
    people.map(async (person, i) => {
      await pause((1_000 * i) / ACTS)
      for (let turn = 0; acting && !signal.aborted; turn++) {
        const [mutation, input] = person === host ? CHEER : ACTIONS[turn % ACTIONS.length]!
        await person.act(mutation, { roomId, ...input })
        await pause((1_000 * count) / ACTS)
      }
    }),
  )
  busy.catch(() => {})
  const takeOvers: number[] = []
  for (const blow of blows) {
    const { what, mend } = await strike(blow, roomId)
    const begun = performance.now()
    const position = await mark()
    const answered = since(begun)
    await everybodyIsAt(position)
    t.diagnostic(`${what}: answered again after ${answered} ms, everybody told after ${since(begun)} ms`)
    const { takeOver } = await mend()
    if (takeOver !== undefined) {
      t.diagnostic(`a standby folded in its place after ${takeOver} ms`)
      takeOvers.push(takeOver)
    }
    await everybodyIsAt(await mark())
  }
  acting = false
  await busy
  const position = await mark()
  await everybodyIsAt(position)
  await verifyDocuments(t, cluster, roomId, people, position)
  const total = (await metrics()).flatMap(text =>
    [...text.matchAll(LOST)].map(([, what, n]) => `${n} ${what}`),
  )
  t.diagnostic(`appends since the last start of each API: ${total.join(', ') || 'none lost or repeated'}`)
  // Last, so that a slow machine keeps nothing from being seen.
  assert.deepStrictEqual(
    takeOvers.filter(time => time > TAKE_OVER),
    [],
    'a standby took longer than it may',
  )

  /** Something that everybody will have been told of. */
  async function mark(): Promise<string> {
    return (await host.act('react', { roomId, emoji: '🎉' })).position!
  }

  async function everybodyIsAt(position: string) {
    const behind = () => people.filter(person => person.position < position)
    const why = (some: readonly PersistentClient[]) =>
      `${some.length} have not been told, the first is at ${some[0]!.position}`
    await until(() => {
      const some = behind()
      return some.length === 0 ? null : why(some)
    }, LONG)
  }
}

/** Where somebody can read what led to a failure. */
async function keep({ outputs }: Shape): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-chaos-'))
  for (const [name, text] of outputs()) await writeFile(join(folder, `${name}.log`), text)
  return folder
}
