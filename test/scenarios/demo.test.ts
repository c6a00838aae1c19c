// The demonstration finds what disagrees, and finds nothing where nothing does.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Backend, startBackend } from '../../demo/backend.ts'
import { Check, checkClosed, checkRoom } from '../../demo/check.ts'
import { Evening } from '../../demo/evening.ts'
import { type DemoPerson, signIn } from '../../demo/person.ts'
import { createRandom } from '../../demo/random.ts'

const PEOPLE = 16
/** Milliseconds: a socket has to be there within it, on a busy machine too, and the host stays away for as long. */
const GRACE = 4_000
let backend: Backend
let people: DemoPerson[]
let evening: Evening

before(async () => {
  backend = await startBackend(PEOPLE, GRACE)
  people = await Promise.all(
    Array.from({ length: PEOPLE }, (_, index) => signIn(backend.url, `Guest ${index}`)),
  )
  evening = new Evening(people, createRandom(7))
  await evening.play(3_000, GRACE)
})

after(async () => {
  await Promise.all(people?.map(person => person.goAway()) ?? [])
  await backend?.stop()
})

async function complaints(): Promise<string[]> {
  const check = new Check()
  await checkRoom(evening, check)
  assert.ok(check.made > PEOPLE, 'it checked next to nothing')
  return check.complaints.map(complaint => complaint.split(':')[0]!)
}

test('an evening on the embedded engines ends without a disagreement', async () => {
  assert.deepStrictEqual(await complaints(), [])
})

test('the role of host passed to the moderator and came back', () => {
  const { host, moderator, model } = evening
  assert.deepStrictEqual(model.hosts, [host.id, moderator.id, host.id])
})

test('a reaction that was answered and not counted is found', async () => {
  evening.ledger.reactions.set('🔥', (evening.ledger.reactions.get('🔥') ?? 0) + 1)
  assert.deepStrictEqual(await complaints(), ['reactions, counted and answered'])
  evening.ledger.reactions.set('🔥', evening.ledger.reactions.get('🔥')! - 1)
})

test('an event that a subscriber missed, or saw twice, or too early, is found', async () => {
  const person = evening.people.find(other => other.stays && other !== evening.witness)!
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
  await evening.host.act('closeRoom', { roomId: evening.roomId })
  const check = new Check()
  await checkClosed(evening, check)
  assert.deepStrictEqual(check.complaints, [])
})
