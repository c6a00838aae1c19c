import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CommandMemory, createHashSeed } from '../../src/gate/command-memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { add, command, note } from '../support/counter-decider.ts'
import { GATE_ROOM, OTHER, setUpGate } from './gate-setup.ts'

describe('a repeated command id', () => {
  test('gets the same promise while the command is in flight', async t => {
    const { log, count } = await setUpGate(t)
    const cause = add(1)
    const first = count(cause)
    assert.equal(count(cause), first)
    await first
    assert.deepStrictEqual(log.appends, [1])
  })

  test('gets the first outcome', async t => {
    const { log, count, decided } = await setUpGate(t)
    const cause = add(1, 2)
    const first = await count(cause)
    await Promise.all([count(add(3)), count(note('later'))])
    assert.deepStrictEqual(await count(cause), first)
    assert.deepStrictEqual(log.appends, [2, 2])
    assert.deepStrictEqual(decided, ['Add', 'Add', 'Note'])
  })

  test('gets the first outcome after a restart', async t => {
    const { log, count, open } = await setUpGate(t)
    const causes = [note('one'), add(1, 2), note('two')]
    const first = await Promise.all(causes.map(cause => count(cause)))
    const restarted = open()
    assert.deepStrictEqual(await Promise.all(causes.map(cause => restarted.count(cause))), first)
    assert.deepStrictEqual(log.appends, [4])
  })

  test('gets all events of the command, however many', async t => {
    const { count, open } = await setUpGate(t)
    const cause = command('Add', { parts: new Array(250).fill(0) })
    const first = await count(cause)
    assert.equal(first.accepted && first.events.length, 250)
    assert.deepStrictEqual(await open().count(cause), first)
  })

  test('is recognised when another process has handled the command meanwhile', async t => {
    const { log, count, open } = await setUpGate(t, { shared: true })
    await count(note('warm'))
    const cause = add(4)
    const first = await open().count(cause)
    assert.deepStrictEqual(await count(cause), first)
    // The append that came too late is the third.
    assert.deepStrictEqual(log.appends, [1, 1, 1])
  })

  test('is a different command in another stream', async t => {
    const { count, amounts } = await setUpGate(t)
    const cause = add(1)
    await count(cause, GATE_ROOM)
    await count(cause, OTHER)
    assert.deepStrictEqual(await amounts(OTHER), [{ amount: 1 }])
  })

  test('is rejected again, even if it would be accepted now', async t => {
    const { count } = await setUpGate(t)
    await count(add(8))
    const cause = add(3)
    const first = await count(cause)
    await count(add(-5))
    assert.deepStrictEqual(first, { accepted: false, rejection: { code: 'TOO_MUCH', details: { total: 8 } } })
    assert.equal(await count(cause), first)
    assert.equal((await count(add(3))).accepted, true)
  })

  test('of a command that changed nothing changes nothing again', async t => {
    const { count } = await setUpGate(t)
    await count(add(5))
    const cause = command('FillTo', { total: 5 })
    const first = await count(cause)
    await count(add(-3))
    assert.equal(await count(cause), first)
  })
})

test('a command that wrote no events is decided again after a restart, and accepted once', async t => {
  const { count, open, amounts } = await setUpGate(t)
  await count(add(8))
  const [refused, needless] = [add(3), command('FillTo', { total: 8 })]
  assert.deepStrictEqual(await count(refused), {
    accepted: false,
    rejection: { code: 'TOO_MUCH', details: { total: 8 } },
  })
  const nothing = await count(needless)
  assert.deepStrictEqual(nothing.accepted && nothing.events, [])
  await count(add(-5))

  const restarted = open()
  const first = await restarted.count(refused)
  assert.deepStrictEqual(first.accepted && first.events.length, 1)
  const filled = await restarted.count(needless)
  assert.deepStrictEqual(filled.accepted && filled.events.length, 1)
  assert.deepStrictEqual(
    await amounts(GATE_ROOM),
    [8, -5, 3, 2].map(amount => ({ amount })),
  )
  const again = open()
  assert.deepStrictEqual([await again.count(refused), await again.count(needless)], [first, filled])
})

test('rejections are evicted when they are old or too many', async t => {
  const { count, decided, pass } = await setUpGate(t, {
    // An outcome of these weighs between 400 and 700 bytes.
    limits: { outcomes: { least: 1, keepMs: 1_000, maxBytes: 2_100 } },
  })
  const causes = [add(11), add(11), add(11), add(11)]
  const [first, second, third, fourth] = causes
  const again = async (cause: typeof first) => {
    const before = decided.length
    await count(cause!)
    return decided.length > before
  }
  await count(first!)
  pass(2_000)
  assert.equal(await again(first), false, 'the minimum is kept, however old')
  await count(second!)
  assert.equal(await again(second), false)
  assert.equal(await again(first), true, 'the first was too old when the second was added')
  await count(third!)
  await count(fourth!)
  assert.equal(await again(second), true, 'never more than the maximum')
})

test('when only the tail of a stream is read, its last commands are known after a restart', async t => {
  const { log, tap, open, gate } = await setUpGate(t, { limits: { tail: 10 } })
  const causes = Array.from({ length: 25 }, (_, i) => command('Tap', {}, `tap ${i}`))
  const first = await Promise.all(causes.map(cause => tap(cause)))
  await gate.close()
  const restarted = open()
  const last = await Promise.all(causes.slice(-10).map(cause => restarted.tap(cause)))
  assert.deepStrictEqual(last, first.slice(-10))
  assert.deepStrictEqual(log.appends, [25])
  const unknown = await restarted.tap(causes[0]!)
  assert.equal(unknown.accepted && unknown.version, 26)
})

describe('the memory of commands', () => {
  const id = (i: number) => crypto.randomUUID().slice(0, 28) + i.toString(16).padStart(8, '0')

  test('finds each of 30,000 commands and no other', () => {
    const memory = new CommandMemory(createHashSeed(systemTime))
    const ids = Array.from({ length: 30_000 }, (_, i) => id(i))
    for (const [i, one] of ids.entries()) memory.add(one, i + 1)
    assert.equal(memory.size, ids.length)
    assert.equal(
      ids.findIndex((one, i) => memory.find(one) !== i + 1),
      -1,
    )
    assert.equal(
      ids.map((_, i) => memory.find(id(i))).findIndex(version => version !== 0),
      -1,
    )
  })

  test('keeps the first version of a command', () => {
    const memory = new CommandMemory(createHashSeed(systemTime))
    for (const version of [3, 4, 5]) memory.add('one', version)
    assert.equal(memory.find('one'), 3)
    assert.equal(memory.size, 1)
  })

  test('with a limit keeps at least that many of the last commands, and at most twice as many', () => {
    const memory = new CommandMemory(createHashSeed(systemTime), 100)
    const ids = Array.from({ length: 1_050 }, (_, i) => id(i))
    for (const [i, one] of ids.entries()) memory.add(one, i + 1)
    for (const one of ids.slice(-100)) assert.notEqual(memory.find(one), 0)
    assert.equal(memory.find(ids[0]!), 0)
    assert.ok(memory.size <= 200, `${memory.size} are kept`)
  })
})
