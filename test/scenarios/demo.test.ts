// The demo finds differences if there are any, and none otherwise.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Backend, startBackend } from '../../demo/backend.ts'
import { Check, checkClosed, checkRoom } from '../../demo/check.ts'
import { type DemoPerson, signIn } from '../../demo/person.ts'
import { createRandom } from '../../demo/random.ts'
import { DemoSession } from '../../demo/session.ts'

const PEOPLE = 16
/** Milliseconds. Long enough to open a socket on a busy machine; the host stays away for as long. */
const GRACE = 4_000
let backend: Backend
let people: DemoPerson[]
let session: DemoSession

before(async () => {
  backend = await startBackend(PEOPLE, GRACE)
  people = await Promise.all(
    Array.from({ length: PEOPLE }, (_, index) => signIn(backend.url, `Guest ${index}`)),
  )
  session = new DemoSession(people, createRandom(7))
  await session.play(3_000, GRACE)
})

after(async () => {
  await Promise.all(people?.map(person => person.goAway()) ?? [])
  await backend?.stop()
})

async function complaints(): Promise<string[]> {
  const check = new Check()
  await checkRoom(session, check)
  assert.ok(check.made > PEOPLE, 'it checked next to nothing')
  return check.differences.map(complaint => complaint.split(':')[0]!)
}

test('a session on the embedded engines ends without differences', async () => {
  assert.deepStrictEqual(await complaints(), [])
})

test('the role of host passed to the moderator and came back', () => {
  const { host, moderator, model } = session
  assert.deepStrictEqual(model.hosts, [host.id, moderator.id, host.id])
})

test('an accepted reaction that was not counted is found', async () => {
  session.outcomes.reactions.set('🔥', (session.outcomes.reactions.get('🔥') ?? 0) + 1)
  assert.deepStrictEqual(await complaints(), ['reactions, counted and answered'])
  session.outcomes.reactions.set('🔥', session.outcomes.reactions.get('🔥')! - 1)
})

test('a missed, repeated or reordered event is found', async () => {
  const person = session.people.find(other => other.stays && other !== session.observer)!
  const whole = [...person.seen]
  const [first, second, ...rest] = whole as [string, string, ...string[]]
  for (const seen of [
    [first, ...rest],
    [first, first, second, ...rest],
    [second, first, ...rest],
  ]) {
    person.seen.splice(0, person.seen.length, ...seen)
    assert.deepStrictEqual(await complaints(), [`events of ${person.name}`])
  }
  person.seen.splice(0, person.seen.length, ...whole)
})

test('when the host closes the room, every subscription ends', async () => {
  await session.host.act('closeRoom', { roomId: session.roomId })
  const check = new Check()
  await checkClosed(session, check)
  assert.deepStrictEqual(check.differences, [])
})
