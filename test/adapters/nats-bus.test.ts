// The bus on a real nats-server.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Bus } from '../../src/bus/bus.ts'
import { openNatsBus } from '../../src/bus/nats.ts'
import { systemTime } from '../../src/support/time.ts'
import { busContract } from '../contract/bus.ts'
import { engineFromEnv, installed } from '../support/engines.ts'
import { natsMissing, startNats } from '../support/nats-server.ts'
import { until } from '../support/until.ts'

const quiet = { info() {}, warn() {} }

installed(natsMissing(), 'the bus on NATS', () => {
  busContract('NATS', async () => {
    const server = await startNats()
    const opened: Bus[] = []
    let errors = 0
    const logger = { info() {}, warn: () => void errors++ }
    return {
      async open() {
        const bus = await openNatsBus({ time: systemTime, url: server.url, name: 'test', logger })
        opened.push(bus)
        return bus
      },
      errors: () => errors,
      async remove() {
        for (const bus of opened) await bus.close()
        await server.kill()
      },
    }
  })

  suite('bus on NATS that goes and comes back', () => {
    test('reconnects by itself, reports an interruption, and receives messages again', async t => {
      const server = await startNats()
      t.after(() => server.kill())
      const bus = await openNatsBus({
        time: systemTime,
        url: server.url,
        name: 'test',
        logger: quiet,
        reconnectMs: 10,
      })
      t.after(() => bus.close())
      const heard: unknown[] = []
      let interruptions = 0
      await bus.subscribe('news', message => heard.push(message))
      bus.onInterruption(() => void interruptions++)
      bus.publish('news', 'before')
      await until(() => (heard.length === 1 ? null : 'the first message is not here'))

      await server.kill()
      await until(async () => ((await fails(bus.ping())) ? null : 'the bus still answers'))
      bus.publish('news', 'while it is gone')
      await server.start()
      await until(() => (interruptions === 1 ? null : `told of ${interruptions} interruptions`))
      await bus.ping()
      bus.publish('news', 'after')
      await until(() => (heard.includes('after') ? null : `heard ${JSON.stringify(heard)}`))
      assert.deepStrictEqual(heard, ['before', 'after'])
    })

    test('subscribes while disconnected, and receives messages after reconnecting', async t => {
      const server = await startNats()
      t.after(() => server.kill())
      const bus = await openNatsBus({
        time: systemTime,
        url: server.url,
        name: 'test',
        logger: quiet,
        reconnectMs: 10,
      })
      t.after(() => bus.close())
      let back = false
      bus.onInterruption(() => {
        back = true
      })
      await server.kill()
      await until(async () => ((await fails(bus.ping())) ? null : 'the bus still answers'))
      const heard: unknown[] = []
      await bus.subscribe('news', message => heard.push(message))
      await server.start()
      await until(() => (back ? null : 'the bus is not back'))
      await bus.ping()
      bus.publish('news', 1)
      await until(() => (heard.length === 1 ? null : 'nothing heard'))
    })

    test('closes at once while disconnected', async t => {
      const server = await startNats()
      t.after(() => server.kill())
      const bus = await openNatsBus({
        time: systemTime,
        url: server.url,
        name: 'test',
        logger: quiet,
        reconnectMs: 10,
      })
      await server.kill()
      await bus.close()
    })

    test('rejects when there is no server, without naming the credentials', async () => {
      const opening = openNatsBus({
        time: systemTime,
        url: 'nats://ann:secret@127.0.0.1:1',
        name: 'test',
        logger: quiet,
        timeoutMs: 500,
      })
      await assert.rejects(opening, (error: Error) => !error.message.includes('secret'))
    })

    test('reconnects when the server accepts the credentials again, after any number of refusals', async t => {
      const as = (password: string) => ['--user', 'ann', '--pass', password]
      const server = await startNats(as('right'))
      t.after(() => server.kill())
      let refusals = 0
      const warn = ({ err }: { err?: Error }) => {
        if (/authorization/i.test(err?.message ?? '')) refusals++
      }
      const url = server.url.replace('//', '//ann:right@')
      const bus = await openNatsBus({
        time: systemTime,
        url,
        name: 'test',
        logger: { info() {}, warn },
        reconnectMs: 10,
      })
      t.after(() => bus.close())
      await server.kill()
      const strict = await startNats(as('wrong'), server.port)
      t.after(() => strict.kill())
      await until(() => (refusals >= 4 ? null : `refused ${refusals} times`))
      await strict.kill()
      await server.start()
      await until(async () => ((await fails(bus.ping())) ? 'the bus does not answer' : null))
    })

    test('a request with an answer that is too large is rejected, and the next one is answered', async t => {
      const server = await startNats()
      t.after(() => server.kill())
      const bus = await openNatsBus({ time: systemTime, url: server.url, name: 'test', logger: quiet })
      t.after(() => bus.close())
      await bus.respond('size', size => 'x'.repeat(size as number))
      await assert.rejects(bus.request('size', 2_000_000, 5_000), /max_payload/)
      assert.equal(await bus.request('size', 3, 5_000), 'xxx')
    })

    test('drops a message that is too large for the server and goes on', async t => {
      const server = await startNats()
      t.after(() => server.kill())
      const bus = await openNatsBus({ time: systemTime, url: server.url, name: 'test', logger: quiet })
      t.after(() => bus.close())
      const heard: unknown[] = []
      await bus.subscribe('news', message => heard.push(message))
      assert.equal(bus.publish('news', 'x'.repeat(2_000_000)), false)
      assert.equal(bus.publish('news', 'small'), true)
      await until(() => (heard.length > 0 ? null : 'nothing heard'))
      assert.deepStrictEqual(heard, ['small'])
    })
  })
})

engineFromEnv('TEST_BUS_URL', 'the bus on a NATS server of others', url =>
  busContract('the NATS server of TEST_BUS_URL', async () => {
    const opened: Bus[] = []
    let errors = 0
    return {
      async open() {
        const bus = await openNatsBus({
          time: systemTime,
          url,
          name: 'test',
          logger: { info() {}, warn: () => void errors++ },
        })
        opened.push(bus)
        return bus
      },
      errors: () => errors,
      async remove() {
        for (const bus of opened) await bus.close()
      },
    }
  }),
)

const fails = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  )
