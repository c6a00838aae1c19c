import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PollId } from '../../commands/ids.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import type { Outcome } from '../../src/gate/outcome.ts'
import { accepted, roomClosed, roomOpened, setUpReactors } from './reactor-harness.ts'

const [FIRST, SECOND] = ['first', 'second'] as [PollId, PollId]
const pollOpened = (pollId: PollId, closesAt: number | null): PollsEvent => ({
  type: 'PollOpened',
  data: { pollId, question: 'Louder?', options: ['Yes', 'No'], closesAt, secret: false },
})
const pollClosed = (pollId: PollId): PollsEvent => ({
  type: 'PollClosed',
  data: { pollId, reason: 'moderator' },
})

test('a poll closes at its time, and not before', async () => {
  const { time, start, roomHappens, pollsHappen, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, time.now() + 5_000), pollOpened(SECOND, null))
  await time.advance(4_999)
  assert.deepStrictEqual(commands(), [])
  await time.advance(1)
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`])
  await time.advance(86_400_000)
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`], 'the second waits for a moderator')
})

test('a poll that a moderator closed is not closed again', async () => {
  const { time, start, roomHappens, pollsHappen, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, time.now() + 5_000), pollClosed(FIRST))
  await time.advance(10_000)
  await roomHappens(roomClosed)
  await time.advance(10_000)
  assert.deepStrictEqual(commands(), [])
})

test('when a room closes, its open polls close', async () => {
  const { time, start, roomHappens, pollsHappen, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, time.now() + 5_000), pollOpened(SECOND, null))
  await roomHappens(roomClosed)
  await time.advance(10_000)
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`, `ClosePoll ${SECOND}`])
})

test('a poll that was opened while its room closed is closed as well', async () => {
  const { time, start, roomHappens, pollsHappen, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened, roomClosed)
  await pollsHappen(pollOpened(FIRST, null))
  await time.advance(0)
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`])
})

test('at its start it closes polls that came due while no process ran', async () => {
  const { time, start, roomHappens, pollsHappen, commands } = setUpReactors()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, time.now() + 5_000), pollOpened(SECOND, time.now() + 9_000))
  await time.advance(5_000)
  await start()
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`])
  await time.advance(4_000)
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`, `ClosePoll ${SECOND}`])
})

test('at its start it closes the polls of rooms that closed while no process ran', async () => {
  const { start, roomHappens, pollsHappen, commands } = setUpReactors()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, null), pollOpened(SECOND, null), pollClosed(SECOND))
  await roomHappens(roomClosed)
  await start()
  assert.deepStrictEqual(commands(), [`ClosePoll ${FIRST}`])
})

test('a rejection is followed by a command with a new id while the poll is open', async () => {
  const answers: Outcome[] = [{ accepted: false, rejection: { code: 'NOT_ALLOWED' } }, accepted]
  const { time, start, roomHappens, pollsHappen, submitted } = setUpReactors({
    answer: () => answers.shift()!,
  })
  await start()
  await roomHappens(roomOpened)
  await pollsHappen(pollOpened(FIRST, time.now() + 5_000))
  await time.advance(60_000)
  assert.strictEqual(submitted.length, 2)
  assert.notStrictEqual(submitted[0]!.commandId, submitted[1]!.commandId)
})
