// A projection is built again, compared, switched, switched back and dropped while people use it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MongoClient } from 'mongodb'
import { createTerminal } from '../../cli/terminal.ts'
import { projections, undividedProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { lobbyEvents, rooms } from '../../projections/rooms.ts'
import { openNatsBus } from '../../src/bus/nats.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { startPartitionAssignment } from '../../src/projector/partition-assignment.ts'
import { positionOfVersion } from '../../src/projector/progress-publisher.ts'
import { type ProjectionVersion, switchVersions } from '../../src/projector/versions/version-set.ts'
import { changeVersions } from '../../src/projector/versions/version-store.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import { createLogger } from '../../src/support/logger.ts'
import { sleep, systemTime } from '../../src/support/time.ts'
import { type Cluster, enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import type { Overrides } from '../support/server.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

const MAIN = resolve(import.meta.dirname, '../../cli/main.ts')

async function run(env: Overrides, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'rebuild', ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', data => (out += data))
  child.stderr.on('data', data => (err += data))
  const [code] = await once(child, 'close')
  return { code, out, err, json: () => JSON.parse(out) as Json }
}

/** The form that is read at first. */
const ROOMS = storedName(rooms)

const MEMORY = { READ_STORE_URL: 'memory:', DATA_DIR: '/nowhere' }

test('rebuild says what it is for, and what cannot be meant', async () => {
  const [help, nothing, both, wrong, unknown, unreachable, memory, told] = await Promise.all([
    run(MEMORY, '--help'),
    run(MEMORY),
    run(MEMORY, 'rooms', '--switch', '--back'),
    run(MEMORY, '--wrong'),
    run(MEMORY, 'rums'),
    run({ ...MEMORY, READ_STORE_URL: 'mongodb://127.0.0.1:1/x', READ_STORE_TIMEOUT_MS: '200' }, 'rooms'),
    run(MEMORY, 'rooms', '--json'),
    run(MEMORY, 'rooms', '--json', '--switch', '--back'),
  ])
  assert.equal(help.code, 0)
  assert.match(help.out, /--switch/)
  assert.deepStrictEqual([nothing.code, nothing.out], [2, help.out])
  assert.deepStrictEqual([both.code, both.err], [2, 'choose one of --switch and --back\n'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /^unknown option: --wrong\n$/)
  assert.equal(unknown.code, 2)
  assert.match(unknown.err, /^unknown projection: rums\. There are rooms, /)
  assert.equal(unreachable.code, 2)
  assert.match(
    unreachable.err,
    /^READ_STORE_URL: cannot connect to mongodb:\/\/127\.0\.0\.1:1 \(.*\)\. Is MongoDB running\?\n$/,
  )
  assert.deepStrictEqual([memory.code, memory.json()], [0, { nothingToDo: true }])
  assert.deepStrictEqual([told.code, told.json()], [2, { error: 'choose one of --switch and --back' }])
})

test('rebuild shows a person at a terminal how far it is, and nobody else', () => {
  const shownTo = (isTTY: boolean) => {
    let text = ''
    const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream
    const terminal = createTerminal(true, stream)
    terminal.bar('building', 0.5)
    terminal.bar('building', 0.51)
    terminal.bar('building', 1)
    return text
  }
  const [half, whole] = ['#'.repeat(15).padEnd(30, '.'), '#'.repeat(30)]
  assert.equal(shownTo(true), `\r\x1b[Kbuilding [${half}]  50 %\r\x1b[Kbuilding [${whole}] 100 %\n`)
  assert.equal(shownTo(false), '')
})

installed(enginesMissing(), 'a rebuild while people use it', () => {
  test('a projection is built again, compared, switched, switched back and dropped', async t => {
    const cluster = await startCluster(t)
    const { env } = cluster.engines
    // The host has no socket, and is not to vanish.
    const grace = { PRESENCE_GRACE_MS: '600000' }
    const [api, gateway] = await Promise.all([
      cluster.start('api'),
      cluster.start('edge'),
      cluster.start('projector', grace),
    ])
    const { token } = await api!.signIn('host')
    const roomId = crypto.randomUUID()
    const act = async (mutation: string, type: string, input: object) => {
      const source = `mutation($input: ${type}!) { ${mutation}(input: $input) { rejection { code } } }`
      const answer = await api!.query(source, { input: { roomId, ...input } }, token)
      assert.deepStrictEqual(answer, { data: { [mutation]: { rejection: null } } })
    }
    const room = async () => {
      const answer = await api!.query(`{ room(id: "${roomId}") { title topic } }`, {}, token)
      assert.equal(answer.errors, undefined)
      return answer.data.room as { title: string; topic: string | null }
    }
    const rename = (topic: string) => act('renameRoom', 'RenameRoomInput', { title: 'Whole', topic })
    const reads = (title: string) =>
      until(async () => ((await room()).title === title ? null : `the room is not called ${title}`))
    await act('openRoom', 'OpenRoomInput', { title: 'Whole' })
    // What is saved later would mend it.
    await reads('Whole')
    const stored = await openDocuments(t, cluster)
    await stored.damage(roomId)
    assert.deepStrictEqual(await room(), { title: 'Damaged', topic: null })

    // Somebody follows through a process that carries nothing else.
    const told: string[] = []
    const source = `subscription { roomEvents(roomId: "${roomId}") { events { ... on RoomRenamed { topic } } } }`
    const leave = gateway!.client(token).subscribe<{ roomEvents: { events: { topic: string }[] } }>(
      { query: source },
      {
        next: ({ data }) => told.push(...data!.roomEvents.events.map(({ topic }) => topic)),
        error: error => assert.fail(error as Error),
        complete() {},
      },
    )

    const asking = askAllTheTime(async () => assert.match((await room()).title, /^(Damaged|Whole)$/))

    const built = await run(env, 'rooms', '--json')
    assert.deepStrictEqual([built.code, built.err], [1, ''])
    assert.deepStrictEqual(built.json(), {
      built: [
        {
          projection: 'rooms',
          built: `${ROOMS}_b1`,
          comparison: {
            read: 1,
            built: 1,
            changed: 1,
            missing: 0,
            added: 0,
            moving: 0,
            fields: { title: 1 },
            first: [{ key: roomId, kind: 'changed', fields: ['title'] }],
          },
          parked: [],
        },
      ],
      switched: false,
    })
    assert.equal((await room()).title, 'Damaged')

    const switched = await run(env, 'rooms', '--switch')
    assert.deepStrictEqual([switched.code, switched.err], [0, ''])
    assert.match(switched.out, new RegExp(`${ROOMS}_b1 is active now\\.\\nAll 3 processes have switched\\.`))
    assert.deepStrictEqual(await room(), { title: 'Whole', topic: null })
    await rename('first')
    assert.deepStrictEqual(await room(), { title: 'Whole', topic: 'first' })

    const back = await run(env, 'rooms', '--back', '--json')
    assert.deepStrictEqual([back.code, back.json()], [0, { back: [ROOMS], readers: 3 }])
    await stored.damage(roomId)
    await reads('Damaged')
    assert.deepStrictEqual(await room(), { title: 'Damaged', topic: 'first' })

    const dropped = await run(env, 'rooms', '--drop', '--json')
    assert.deepStrictEqual([dropped.code, dropped.json()], [0, { dropped: [`${ROOMS}_b1`] }])
    await rename('second')
    assert.deepStrictEqual(await room(), { title: 'Whole', topic: 'second' })
    assert.deepStrictEqual(await stored.collections('rooms'), [ROOMS])
    const answers = await asking.stop()
    await until(() => (told.length === 2 ? null : `${told.length} of two changes were told`))
    assert.deepStrictEqual(told, ['first', 'second'])
    leave()
    t.diagnostic(`${answers} answers meanwhile`)

    const claimed = await stored.whileClaimed('rooms', () => run(env, 'rooms'))
    assert.deepStrictEqual([claimed.code, claimed.err], [2, 'another process is rebuilding rooms\n'])

    await t.test('a new version is folded beside by new processes, and read by the old ones too', async t => {
      const young = await startYoung(t, cluster)
      await young.built()
      assert.equal((await room()).title, 'Whole')
      await young.read({ version: loudRooms.version, build: 0 })
      await reads('WHOLE')
      await rename('third')
      assert.deepStrictEqual(await room(), { title: 'WHOLE', topic: 'third' })
      await young.read({ version: rooms.version, build: 0 })
      await reads('Whole')
      assert.deepStrictEqual(await room(), { title: 'Whole', topic: 'third' })
    })
  })
})

/** Somebody asks all the time, and is answered all the time. `stop` returns how often. */
function askAllTheTime(ask: () => Promise<void>) {
  const asking = new AbortController()
  const asked = (async () => {
    let times = 0
    for (; !asking.signal.aborted; times++) {
      await ask()
      await sleep(systemTime, 20, asking.signal)
    }
    return times
  })()
  return {
    stop() {
      asking.abort()
      return asked
    },
  }
}

/** Another version: titles in capitals. */
const loudRooms: Projection = {
  ...(rooms as unknown as Projection),
  version: rooms.version + 1,
  evolve(document, event, key) {
    const made = (rooms as unknown as Projection<RoomDocument>).evolve(document as RoomDocument, event, key)
    return made && { ...made, title: made.title.toUpperCase() }
  },
}

/** A process that folds, of the code to come. */
async function startYoung(t: TestContext, { engines }: Cluster) {
  const { EVENT_LOG_URL, READ_STORE_URL, BUS_URL } = engines.env
  const logger = createLogger('fatal', systemTime)
  const log = await openEventStoreDb({ time: systemTime, url: EVENT_LOG_URL!, timeoutMs: 10_000 })
  const store = await openMongoReadStore({ time: systemTime, url: READ_STORE_URL!, name: 'young' })
  const bus = await openNatsBus({ time: systemTime, url: BUS_URL!, name: 'young', logger })
  const undivided = undividedProjections
  const projectors = await startPartitionAssignment({
    log,
    store,
    bus,
    logger,
    undivided,
    lobbyEvents,
    time: systemTime,
    holder: 'young',
    projections: projections.map(one => (one.name === rooms.name ? loudRooms : one)),
  })
  t.after(async () => {
    await projectors.close()
    await Promise.all([log.close(), store.close(), bus.close()])
  })
  return {
    async built() {
      const head = await log.head()
      await until(async () => {
        const position = await positionOfVersion(store, loudRooms, undivided)
        return position >= head ? null : `it is at ${position} of ${head}`
      })
    },
    read: (form: ProjectionVersion) =>
      changeVersions({ time: systemTime, store, bus }, 'young', before =>
        switchVersions(before, [[rooms.name, form]]),
      ),
  }
}

async function openDocuments(t: TestContext, { engines }: Cluster) {
  const url = engines.env.READ_STORE_URL!
  const client = await new MongoClient(url).connect()
  const store = await openMongoReadStore({ time: systemTime, url, name: 'test' })
  t.after(() => Promise.all([client.close(), store.close()]))
  const database = client.db('rostrum')
  return {
    async damage(roomId: string) {
      const rooms = database.collection<{ _id: string }>(ROOMS)
      await rooms.updateOne({ _id: roomId }, { $set: { title: 'Damaged' } })
    },
    async collections(prefix: string) {
      const names = (await database.listCollections().toArray()).map(({ name }) => name)
      return names.filter(name => name.startsWith(`${prefix}_`))
    },
    async whileClaimed<T>(projection: string, work: () => Promise<T>) {
      const lease = await store.acquire(`rebuild/${projection}`, 'another', 60_000)
      assert.ok(lease)
      return work().finally(() => store.release(lease))
    },
  }
}
