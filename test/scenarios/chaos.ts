// People act through a load balancer while processes and engines are killed: what was acknowledged is in the log once,
// everybody is told everything once and in order, and the documents are those that the log leads to.

import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Guest } from '../support/guest.ts'
import { until } from '../support/until.ts'
import { type Blow, type Shape, since, startShape } from './chaos-shape.ts'
import { verify } from './chaos-verify.ts'

/** Commands a second of all of them together: the machine is to have time for those who are told of each. */
const ACTS = 10
const LONG = { timeout: 180_000 }

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
  { cluster, url, strike }: Shape,
  count: number,
  blows: readonly Blow[],
  signal: AbortSignal,
): Promise<void> {
  const people = await inTurn(count, i => Guest.signIn(url, `Guest ${i}`))
  signal.addEventListener('abort', () => {
    for (const person of people) person.goAway()
  })
  const roomId = randomUUID()
  const [host, ...guests] = people as [Guest, ...Guest[]]
  await host.act('openRoom', { roomId, title: 'Chaos' })
  await inTurn(guests.length, i => guests[i]!.act('joinRoom', { roomId }))
  for (const person of people) person.hold(roomId)
  await everybodyIsAt(await mark())

  let acting = true
  const busy = Promise.all(
    people.map(async (person, i) => {
      for (let turn = i; acting && !signal.aborted; turn++) {
        if (turn % 5 === 0) await person.act('postComment', { roomId, text: `${turn}` })
        else await person.act('react', { roomId, emoji: '👏' })
        await pause((1_000 * count) / ACTS)
      }
    }),
  )
  busy.catch(() => {})
  for (const blow of blows) {
    const { what, mend } = await strike(blow, roomId)
    const begun = performance.now()
    const position = await mark()
    const answered = since(begun)
    await everybodyIsAt(position)
    t.diagnostic(`${what}: answered again after ${answered} ms, everybody told after ${since(begun)} ms`)
    const found = await mend()
    if (found !== null) t.diagnostic(found)
    await everybodyIsAt(await mark())
  }
  acting = false
  await busy
  const position = await mark()
  await everybodyIsAt(position)
  await verify(t, cluster, roomId, people, position)

  /** Something that everybody will have been told of. */
  async function mark(): Promise<string> {
    return (await host.act('react', { roomId, emoji: '🎉' })).position!
  }

  async function everybodyIsAt(position: string) {
    const behind = () => people.filter(person => person.position < position)
    const why = (some: readonly Guest[]) =>
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

/** At most so many at a time. */
async function inTurn<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return results
}
