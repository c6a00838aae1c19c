import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LogFault } from '../../src/event-log/event-log.ts'
import { add, command, note } from '../support/counter-decider.ts'
import { GATE_ROOM, OTHER, setUpGate } from './gate-setup.ts'

const say = (text: string) => command('Say', { text })

describe('a warm state', () => {
  test('equals the fold of the log', async t => {
    const { count, stateOf, open } = await setUpGate(t)
    await Promise.all([count(add(1, 2)), count(add(11)), count(note('three')), count(add(4))])
    await count(note('five'))
    const warm = await stateOf()
    assert.deepStrictEqual(warm.state, { total: 7, notes: 2 })
    assert.deepStrictEqual(await open().stateOf(), warm)
  })

  test('is read once for concurrent requests', async t => {
    const { log, count, stateOf } = await setUpGate(t)
    await Promise.all([stateOf(), stateOf(), count(add(1)), stateOf()])
    assert.deepStrictEqual(log.reads, [`Room-${GATE_ROOM}`])
  })

  test('is folded from all pages of a long stream', async t => {
    const { count, open } = await setUpGate(t)
    await Promise.all(Array.from({ length: 2_500 }, (_, i) => count(note(String(i)))))
    const { state, version } = await open().stateOf()
    assert.deepStrictEqual({ state, version }, { state: { total: 0, notes: 2_500 }, version: 2_500 })
  })

  test('is evicted when more recently used streams exceed the limit', async t => {
    const { log, count } = await setUpGate(t, { limits: { warm: { streams: 2, commands: 1_000 } } })
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await count(note(id), id)
    assert.deepStrictEqual(log.reads, ['Room-a', 'Room-b', 'Room-c', 'Room-b'])
  })

  test('is evicted when the remembered commands exceed the limit', async t => {
    const { log, count } = await setUpGate(t, { limits: { warm: { streams: 100, commands: 3 } } })
    for (const id of ['a', 'a', 'b', 'b', 'b', 'a']) await count(note(id), id)
    assert.deepStrictEqual(log.reads, ['Room-a', 'Room-b', 'Room-a'])
  })

  test('that cannot be read fails its commands, and is read again for the next one', async t => {
    const { log, count } = await setUpGate(t)
    const { read } = log
    log.read = async () => {
      throw new LogFault('cannot be read')
    }
    await assert.rejects(count(add(1)), LogFault)
    log.read = read
    assert.equal((await count(add(1))).accepted, true)
  })
})

test('only the tail of a stream is read when the decider needs no more', async t => {
  const { log, stored, tap, gate, open } = await setUpGate(t, { limits: { tail: 10 } })
  await Promise.all(Array.from({ length: 25 }, () => tap(command('Tap', {}))))
  await gate.close()
  const from: number[] = []
  log.read = (stream, first, limit) => {
    from.push(first)
    return stored.read(stream, first, limit)
  }
  assert.equal((await open().tap(command('Tap', {}))).accepted, true)
  assert.deepStrictEqual(from, [16])
})

describe('a command that needs the state of another stream', () => {
  test('sees the events stored there before', async t => {
    const { count, say: submit } = await setUpGate(t)
    const early = await submit(say('too early'))
    assert.deepStrictEqual(early, { accepted: false, rejection: { code: 'EMPTY' } })
    await count(add(1))
    assert.equal((await submit(say('now'))).accepted, true)
  })

  test('reads that stream once per batch, and not at all when it is warm', async t => {
    const { log, count, open } = await setUpGate(t)
    await count(add(1))
    log.reads.length = 0
    const other = open()
    await Promise.all([other.say(say('one')), other.say(say('two'))])
    await other.say(say('three'))
    assert.deepStrictEqual(log.reads, [`Chat-${GATE_ROOM}`, `Room-${GATE_ROOM}`])
  })

  test('does not wait for the commands of the other stream', async t => {
    const { log, count, say: submit } = await setUpGate(t)
    await count(add(1))
    const flight = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    log.faults.push(async write => {
      begun.resolve()
      await flight.promise
      return write()
    })
    const waiting = count(add(1))
    await begun.promise
    assert.equal((await submit(say('meanwhile'))).accepted, true)
    flight.resolve()
    await waiting
  })

  test('is decided again on a fresh state before it is rejected, if other processes write', async t => {
    const { count, say: submit, open } = await setUpGate(t, { shared: true })
    assert.equal((await submit(say('empty'))).accepted, false)
    await open().count(add(1))
    assert.equal((await submit(say('now'))).accepted, true)
    assert.equal((await count(add(9))).accepted, true)
  })

  test('uses a recent state, if other processes write', async t => {
    const { log, count, say: submit, pass } = await setUpGate(t, { shared: true })
    await count(add(1))
    await submit(say('one'))
    log.reads.length = 0
    await submit(say('two'))
    assert.deepStrictEqual(log.reads, [])
    pass(101)
    await submit(say('three'))
    assert.deepStrictEqual(log.reads, [`Room-${GATE_ROOM}`])
  })
})

test('a rejection is never based on an old state, even if other processes write', async t => {
  const { count, open } = await setUpGate(t, { shared: true })
  await count(add(10))
  await open().count(add(-5))
  assert.equal((await count(add(5))).accepted, true)
})

test('streams do not wait for each other', async t => {
  const { log, count } = await setUpGate(t)
  const flight = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  log.faults.push(async write => {
    begun.resolve()
    await flight.promise
    return write()
  })
  const waiting = count(add(1), GATE_ROOM)
  await begun.promise
  assert.equal((await count(add(1), OTHER)).accepted, true)
  flight.resolve()
  assert.equal((await waiting).accepted, true)
})
