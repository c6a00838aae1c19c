import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { BEGINNING, positionOf } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { Overloaded } from '../../src/gate/command-gate.ts'
import { bare } from '../support/bare-positions.ts'
import { add, command, note } from '../support/counter-decider.ts'
import { answerLost, delayedBy, diskFull, type LogFailure, requestLost } from '../support/faulty-log.ts'
import { GATE_ROOM, setUpGate } from './gate-setup.ts'

const accepted = (outcome: { accepted: boolean }) => outcome.accepted

describe('a batch', () => {
  test('contains all commands of one turn of the event loop', async t => {
    const { log, count } = await setUpGate(t)
    const outcomes = await Promise.all([count(add(1)), count(add(2, 3)), count(note('four'))])
    assert.deepStrictEqual(log.appends, [4])
    assert.deepStrictEqual(
      bare(
        outcomes.map(
          outcome => outcome.accepted && [outcome.version, outcome.position, outcome.events.length],
        ),
      ),
      [
        [1, positionOf(1), 1],
        [3, positionOf(3), 2],
        [4, positionOf(4), 1],
      ],
    )
  })

  test('contains all commands that waited while another batch was in flight', async t => {
    const { log, count } = await setUpGate(t)
    const flight = Promise.withResolvers<void>()
    const inFlight = Promise.withResolvers<void>()
    log.faults.push(
      delayedBy(() => {
        inFlight.resolve()
        return flight.promise
      }),
    )
    const first = count(add(1))
    await inFlight.promise
    const others = [count(add(1)), count(add(1)), count(add(1))]
    flight.resolve()
    await Promise.all([first, ...others])
    assert.deepStrictEqual(log.appends, [1, 3])
  })

  test('is limited in events and bytes, and keeps the events of one command together', async t => {
    const { log, count } = await setUpGate(t, { limits: { batch: { events: 3, bytes: 5_000 } } })
    await Promise.all([count(add(1, 1)), count(add(1, 1)), count(add(1)), count(add(0, 0, 0, 0))])
    assert.deepStrictEqual(log.appends, [2, 3, 4])
    await Promise.all([count(note('x'.repeat(900))), count(note('y'.repeat(900)))])
    assert.deepStrictEqual(log.appends, [2, 3, 4, 1, 1])
  })

  test('decides each command on the state after the commands before it', async t => {
    const { count } = await setUpGate(t)
    const [first, second, third] = await Promise.all([count(add(6)), count(add(6)), count(add(4))])
    assert.equal(accepted(first), true)
    assert.deepStrictEqual(second, {
      accepted: false,
      rejection: { code: 'TOO_MUCH', details: { total: 6 } },
    })
    assert.equal(accepted(third), true)
  })

  test('answers a command that changes nothing with the position of the last event before it', async t => {
    const { count } = await setUpGate(t)
    assert.deepStrictEqual(await count(command('FillTo', { total: 0 })), {
      accepted: true,
      position: BEGINNING,
      version: 0,
      events: [],
    })
    const [, nothing] = await Promise.all([
      count(add(3)),
      count(command('FillTo', { total: 2 })),
      count(add(1)),
    ])
    assert.deepStrictEqual(bare(nothing), { accepted: true, position: positionOf(1), version: 1, events: [] })
  })

  test('goes on when the decider of one command throws', async t => {
    const { count, amounts } = await setUpGate(t)
    const [before, failed, later] = await Promise.allSettled([
      count(add(1)),
      count(command('Fail', {})),
      count(add(2)),
    ])
    assert.equal(before.status, 'fulfilled')
    assert.equal(failed.status === 'rejected' && failed.reason.message, 'a defect')
    assert.equal(later.status, 'fulfilled')
    assert.deepStrictEqual(await amounts(), [{ amount: 1 }, { amount: 2 }])
  })
})

test('an event has its cause, the time of its decision and an id derived from the command id', async t => {
  const { count } = await setUpGate(t)
  const cause = add(1, 2)
  const outcome = await count(cause)
  const uuid = (index: string) => {
    const bytes = createHash('sha1')
      .update(Buffer.from(cause.commandId.replaceAll('-', ''), 'hex'))
      .update(index)
      .digest()
      .subarray(0, 16)
    bytes[6] = (bytes[6]! & 0x0f) | 0x50
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
  }
  const common = {
    type: 'Added',
    at: 1_000_000,
    cause: { commandId: cause.commandId, by: cause.by, correlationId: 'a request' },
    stream: `Room-${GATE_ROOM}`,
  }
  assert.deepStrictEqual(bare(outcome), {
    accepted: true,
    position: positionOf(2),
    version: 2,
    events: [
      { ...common, data: { amount: 1 }, id: uuid('0'), version: 1, position: positionOf(1) },
      { ...common, data: { amount: 2 }, id: uuid('1'), version: 2, position: positionOf(2) },
    ],
  })
})

describe('when another writer wins the race', () => {
  test('commands are decided again on the stored state', async t => {
    const { log, open, count } = await setUpGate(t)
    await count(add(1))
    const other = open()
    log.faults.push(delayedBy(() => other.count(add(6))))
    const [tooMuch, enough] = await Promise.all([count(add(6)), count(add(3))])
    assert.deepStrictEqual(tooMuch, {
      accepted: false,
      rejection: { code: 'TOO_MUCH', details: { total: 7 } },
    })
    assert.equal(accepted(enough), true)
  })

  test('the events of commuting commands are appended again without a new decision', async t => {
    const { log, open, count, decided, stateOf } = await setUpGate(t)
    const other = open()
    log.faults.push(delayedBy(() => other.count(add(6))))
    const outcomes = await Promise.all([count(note('one')), count(add(1)), count(note('two'))])
    assert.deepStrictEqual(outcomes.map(accepted), [true, true, true])
    assert.deepStrictEqual(decided, ['Note', 'Add', 'Note', 'Add', 'Add'])
    const { state, version } = await stateOf()
    assert.deepStrictEqual({ state, version }, { state: { total: 7, notes: 2 }, version: 4 })
  })

  test('every time until the deadline, the commands fail and later ones are tried', async t => {
    const { log, open, count } = await setUpGate(t, { limits: { deadlineMs: 30 } })
    const other = open()
    log.always = async write => {
      log.always = null
      await other.count(note('faster'))
      log.always = always
      return write()
    }
    const { always } = log
    await assert.rejects(count(add(1)), { name: 'LogFault', isOutcomeUnknown: false })
    log.always = null
    assert.equal(accepted(await count(add(1))), true)
  })
})

describe('when the outcome of an append is unknown', () => {
  const cases: [string, LogFailure][] = [
    ['written', answerLost],
    ['not written', requestLost],
  ]
  for (const [outcome, fault] of cases) {
    test(`and it was ${outcome}, a retry writes it once`, async t => {
      const { log, count, amounts, stateOf } = await setUpGate(t)
      await count(add(1))
      log.faults.push(fault, fault)
      const outcomes = await Promise.all([count(add(2)), count(add(3))])
      assert.deepStrictEqual(outcomes.map(accepted), [true, true])
      assert.deepStrictEqual(await amounts(), [{ amount: 1 }, { amount: 2 }, { amount: 3 }])
      assert.deepStrictEqual(log.appends, [1, 2, 2, 2])
      assert.equal((await stateOf()).version, 3)
    })
  }

  test('an append without an answer is repeated', async t => {
    const { log, count, amounts } = await setUpGate(t, { limits: { timeoutMs: 5 } })
    log.faults.push(() => new Promise(() => {}))
    await count(add(2))
    assert.deepStrictEqual(await amounts(), [{ amount: 2 }])
  })

  test('each retry is counted', async t => {
    const { log, count, counted } = await setUpGate(t)
    log.faults.push(answerLost, answerLost)
    assert.equal(accepted(await count(add(2))), true)
    assert.deepStrictEqual(counted, { conflicts: 0, retries: 2 })
  })

  test('a full disk in a retry does not make the outcome known', async t => {
    const { log, count, amounts } = await setUpGate(t)
    log.faults.push(answerLost, diskFull)
    assert.equal(accepted(await count(add(2))), true)
    assert.deepStrictEqual(await amounts(), [{ amount: 2 }])
  })

  test('until the deadline, the commands fail, and a later retry returns the written events', async t => {
    const { log, count } = await setUpGate(t, { limits: { deadlineMs: 30 } })
    log.always = answerLost
    const cause = add(2)
    await assert.rejects(count(cause), { name: 'LogFault', isOutcomeUnknown: true })
    log.always = null
    const outcome = await count(cause)
    assert.deepStrictEqual(outcome.accepted && outcome.events.map(({ data }) => data), [{ amount: 2 }])
    assert.equal((outcome.accepted && outcome.version) || 0, 1)
  })
})

test('a full disk fails the whole batch, and later commands are decided on the stored state', async t => {
  const { log, count, amounts } = await setUpGate(t)
  await count(add(1))
  log.faults.push(diskFull)
  const failed = await Promise.allSettled([
    count(add(6)),
    count(add(6)),
    count(command('FillTo', { total: 1 })),
  ])
  for (const result of failed) {
    assert.ok(
      result.status === 'rejected' && result.reason instanceof LogFault && !result.reason.isOutcomeUnknown,
    )
  }
  assert.equal(accepted(await count(add(9))), true)
  assert.deepStrictEqual(await amounts(), [{ amount: 1 }, { amount: 9 }])
})

describe('too many commands', () => {
  test('for one stream are refused at once, and those for other streams are not', async t => {
    const { count } = await setUpGate(t, { limits: { waiting: { stream: 2, process: 100 } } })
    const waiting = [count(add(1)), count(add(1))]
    await assert.rejects(count(add(1)), Overloaded)
    const other = count(add(1), 'another')
    assert.deepStrictEqual((await Promise.all([...waiting, other])).map(accepted), [true, true, true])
    assert.equal(accepted(await count(add(1))), true)
  })

  test('for the process are refused at once', async t => {
    const { count } = await setUpGate(t, { limits: { waiting: { stream: 100, process: 2 } } })
    const waiting = [count(add(1), 'one'), count(add(1), 'two')]
    await assert.rejects(count(add(1), 'three'), Overloaded)
    await Promise.all(waiting)
  })
})

describe('closing', () => {
  test('waits for accepted commands and accepts no more', async t => {
    const { gate, count, amounts } = await setUpGate(t)
    const waiting = [count(add(1)), count(add(2))]
    const closed = gate.close()
    await assert.rejects(count(add(3)), Overloaded)
    await closed
    assert.deepStrictEqual(await amounts(), [{ amount: 1 }, { amount: 2 }])
    assert.deepStrictEqual((await Promise.all(waiting)).map(accepted), [true, true])
  })

  test('takes no time when no command waits', async t => {
    const { gate } = await setUpGate(t)
    await gate.close()
  })
})
