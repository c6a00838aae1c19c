// What every bus must do, whatever it is made of.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import type { Bus } from '../../src/bus/bus.ts'
import { until } from '../support/until.ts'

export type BusHarness = {
  /** A bus that reaches, and is reached by, every other one that this opens. May be the same one each time. */
  open(): Promise<Bus>
  /** How many errors of handlers have been logged. */
  errors(): number
  /** Closes what was opened. */
  remove(): Promise<void>
}

export function busContract(name: string, make: () => Promise<BusHarness>) {
  suite(`bus on ${name}`, () => {
    let harness: BusHarness
    let here: Bus
    let there: Bus
    before(async () => {
      harness = await make()
      here = await harness.open()
      there = await harness.open()
    })
    after(async () => {
      await harness.remove()
    })

    const topicOf = () => `test.${randomUUID()}`

    async function listen(bus: Bus, topic: string) {
      const heard: unknown[] = []
      const subscription = await bus.subscribe(topic, message => heard.push(message))
      const hears = (count: number) =>
        until(() => (heard.length >= count ? null : `heard ${heard.length} of ${count} messages`))
      return { heard, hears, close: () => subscription.close() }
    }

    test('a resolved subscription receives the next message, in this and in another process', async () => {
      const topic = topicOf()
      const listeners = [await listen(here, topic), await listen(there, topic), await listen(there, topic)]
      const message = { text: 'Grüße, 世界, 👩‍👩‍👧', list: [1, null, { deep: true }] }
      here.publish(topic, message)
      for (const { hears, heard } of listeners) {
        await hears(1)
        assert.deepStrictEqual(heard, [message])
      }
    })

    test('messages of one publisher arrive in order, each once', async () => {
      const topic = topicOf()
      const { heard, hears } = await listen(there, topic)
      const numbers = Array.from({ length: 500 }, (_, number) => ({ number }))
      for (const number of numbers) here.publish(topic, number)
      await hears(500)
      assert.deepStrictEqual(heard, numbers)
    })

    test('publishing does not wait for a handler', async () => {
      const topic = topicOf()
      const { heard, hears } = await listen(here, topic)
      here.publish(topic, 1)
      assert.deepStrictEqual(heard, [])
      await hears(1)
    })

    test('messages for other topics never arrive', async () => {
      const topic = topicOf()
      const { heard, hears } = await listen(there, topic)
      here.publish(topicOf(), 'other')
      here.publish(`${topic}.more`, 'longer')
      here.publish(topic, 'mine')
      await hears(1)
      assert.deepStrictEqual(heard, ['mine'])
    })

    test('a closed subscription receives nothing more, others still do, and it can be closed twice', async () => {
      const topic = topicOf()
      const leaving = await listen(here, topic)
      const staying = await listen(here, topic)
      here.publish(topic, 1)
      await leaving.hears(1)
      leaving.close()
      leaving.close()
      here.publish(topic, 2)
      await staying.hears(2)
      assert.deepStrictEqual(leaving.heard, [1])
    })

    test('one handler can subscribe twice, and each subscription is closed alone', async () => {
      const topic = topicOf()
      const heard: unknown[] = []
      const handler = (message: unknown) => heard.push(message)
      const first = await here.subscribe(topic, handler)
      await here.subscribe(topic, handler)
      here.publish(topic, 'a')
      await until(() => (heard.length === 2 ? null : `heard ${heard.length} of 2`))
      first.close()
      here.publish(topic, 'b')
      await until(() => (heard.length === 3 ? null : `heard ${heard.length} of 3`))
      assert.deepStrictEqual(heard, ['a', 'a', 'b'])
    })

    test('an error of a handler is logged, and no handler misses the next message', async () => {
      const topic = topicOf()
      const logged = harness.errors()
      const throwing = await here.subscribe(topic, () => {
        throw new Error('a handler failed')
      })
      const rejecting = await here.subscribe(topic, async () => {
        throw new Error('an async handler failed')
      })
      const { heard, hears } = await listen(here, topic)
      here.publish(topic, 1)
      here.publish(topic, 2)
      await hears(2)
      await until(() =>
        harness.errors() === logged + 4 ? null : `${harness.errors() - logged} of 4 errors are logged`,
      )
      throwing.close()
      rejecting.close()
      assert.deepStrictEqual(heard, [1, 2])
    })

    test('a handler may publish, subscribe and close while it is called', async () => {
      const topic = topicOf()
      const answers = topicOf()
      const { heard, hears } = await listen(here, answers)
      const subscription = await here.subscribe(topic, message => {
        subscription.close()
        here.publish(answers, message)
      })
      here.publish(topic, 1)
      here.publish(topic, 2)
      here.publish(topic, 3)
      await hears(1)
      await here.ping()
      assert.deepStrictEqual(heard, [1])
    })

    test('publishing without subscribers is harmless, and a ping resolves when the message is sent', async () => {
      here.publish(topicOf(), { nobody: true })
      await here.ping()
    })

    test('a request is answered by the responder, in this and in another process', async () => {
      const topic = topicOf()
      const responder = await there.respond(topic, async message => ({ echo: message }))
      assert.deepStrictEqual(await here.request(topic, [1, 'é'], 10_000), { echo: [1, 'é'] })
      assert.deepStrictEqual(await there.request(topic, null, 10_000), { echo: null })
      responder.close()
      responder.close()
      await there.ping()
      await assert.rejects(here.request(topic, 1, 10_000))
    })

    test('a request rejects with the error of the responder, and on timeout', async () => {
      const topic = topicOf()
      const failing = await there.respond(topic, () => {
        throw new Error('no such gateway')
      })
      await assert.rejects(here.request(topic, 1, 10_000), /no such gateway/)
      failing.close()
      await there.ping()
      const silent = await there.respond(topic, () => new Promise(() => {}))
      await assert.rejects(here.request(topic, 1, 20))
      silent.close()
    })

    test('no interruption is reported while there is none', async () => {
      let told = 0
      const watching = here.onInterruption(() => void told++)
      here.publish(topicOf(), 1)
      await here.ping()
      watching.close()
      watching.close()
      assert.strictEqual(told, 0)
    })

    test('closing delivers published messages, and later calls are harmless', async () => {
      const bus = await harness.open()
      const topic = topicOf()
      const { heard, hears } = await listen(bus, topic)
      bus.publish(topic, 1)
      await bus.close()
      await hears(1)
      bus.publish(topic, 2)
      await bus.close()
      await assert.rejects(bus.ping())
      assert.deepStrictEqual(heard, [1])
    })
  })
}
