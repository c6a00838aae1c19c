import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { UserId } from '../../commands/ids.ts'
import type { Address } from '../../src/audio-gateway/audio-gateway.ts'
import {
  type Actual,
  type ActualConnection,
  type ActualGateway,
  diff,
  type Operation,
  personOf,
  type Standing,
  type Wanted,
} from '../../src/sound-control/diff.ts'

const people = ['a', 'b', 'c'].map(letter => letter.repeat(36) as UserId)
const addresses: readonly Address[] = [
  { host: '10.0.0.1', port: 1 },
  { host: '10.0.0.2', port: 2 },
]
const names = ['one', 'two']

type World = {
  bridge: boolean
  stream: Address | null
  forwards: Address[]
  recording: boolean
  connections: Map<string, ActualConnection>
}

const connection = fc.record<ActualConnection>({
  kind: fc.constantFrom('bridge', 'stream'),
  muted: fc.boolean(),
  up: fc.boolean(),
  over: fc.boolean(),
})

const gatewayAt = (index: number): fc.Arbitrary<World> =>
  fc.record({
    bridge: fc.boolean(),
    stream: fc.constantFrom(addresses[index]!, null),
    forwards: fc.subarray([...addresses, { host: '10.0.0.9', port: 9 }]),
    recording: fc.boolean(),
    connections: fc
      .array(fc.tuple(fc.constantFrom(...people), fc.nat(2), connection))
      .map(all => new Map(all.map(([person, n, one]) => [`${person}.${n}`, one]))),
  })

const anything = fc.record({
  gateways: fc.tuple(gatewayAt(0), gatewayAt(1), fc.boolean()).map(
    ([one, two, both]) =>
      new Map(
        both
          ? [
              ['one', one],
              ['two', { ...two, bridge: false, recording: false, forwards: [] }],
            ]
          : [['one', one]],
      ),
  ),
  segment: fc.boolean(),
  wanted: fc.record({
    sound: fc.boolean(),
    standings: fc.tuple(...people.map(() => fc.constantFrom<Standing>('heard', 'muted', 'listening', null))),
    streams: fc.subarray(names),
    recording: fc.boolean(),
  }),
})
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never

function wantedOf({ wanted }: Anything, has: ReadonlySet<string>): Wanted {
  return {
    ...wanted,
    standing: person => wanted.standings[people.indexOf(person)] ?? null,
    // A gateway is taken before it is asked for.
    streams: new Set(wanted.streams.filter(name => has.has(name))),
  }
}

/** What the operations do to a world that obeys. */
function perform(operation: Operation, world: Map<string, World>, state: { segment: boolean }): void {
  const home = world.get('one')!
  switch (operation.do) {
    case 'mute':
    case 'unmute': {
      const { connections } = world.get(operation.gateway)!
      const one = connections.get(operation.connection)!
      connections.set(operation.connection, { ...one, muted: operation.do === 'mute' })
      return
    }
    case 'drop':
      return void world.get(operation.gateway)!.connections.delete(operation.connection)
    case 'open-bridge':
      home.bridge = true
      return
    case 'open-stream':
      world.get(operation.gateway)!.stream = addresses[names.indexOf(operation.gateway)]!
      return
    case 'close-stream':
      world.get(operation.gateway)!.stream = null
      return
    case 'forward':
      home.forwards.push(operation.to)
      return
    case 'end-forward':
      home.forwards = home.forwards.filter(one => one.port !== operation.to.port)
      return
    case 'record':
      Object.assign(state, { segment: true })
      home.recording = true
      return
    case 'end-recording':
      Object.assign(state, { segment: false })
      home.recording = false
      return
    case 'remove':
      return void world.delete(operation.gateway)
  }
}

const actualOf = (world: Map<string, World>, segment: boolean): Actual => ({
  home: 'one',
  gateways: world as ReadonlyMap<string, ActualGateway>,
  segment,
})

function settle(start: Anything) {
  const world = new Map([...start.gateways].map(([name, one]) => [name, structuredClone(one) as World]))
  // Nothing is recorded by what is not there, and a segment that is told of is being written.
  const home = world.get('one')!
  const state = { segment: start.segment && home.recording }
  const done: Operation[] = []
  for (let round = 0; round < 8; round++) {
    if (!world.has('one')) break
    const operations = diff(wantedOf(start, new Set(world.keys())), actualOf(world, state.segment))
    if (operations.length === 0) return { world, done, settled: true }
    for (const operation of operations) perform(operation, world, state)
    done.push(...operations)
  }
  return { world, done, settled: world.size === 0 || !world.has('one') }
}

describe('what is to be done for the sound of a room', () => {
  it('leads to what is wanted, from anywhere, and then to nothing more', () => {
    fc.assert(
      fc.property(anything, start => {
        const { world, settled } = settle(start)
        assert.ok(settled, 'it goes round in a circle')
        if (!start.wanted.sound) return assert.equal(world.size, 0)
        const wanted = wantedOf(start, new Set(world.keys()))
        const home = world.get('one')!
        assert.ok(home.bridge)
        for (const [id, { kind, muted, over }] of [...world.values()].flatMap(one => [...one.connections])) {
          assert.ok(!over)
          const standing = wanted.standing(personOf(id))
          assert.notEqual(standing, null)
          if (kind === 'bridge') assert.equal(muted, standing !== 'heard')
        }
        const fed = [...world].flatMap(([name, { stream }]) =>
          wanted.streams.has(name) && stream ? [stream] : [],
        )
        assert.equal(fed.length, wanted.streams.size)
        assert.deepStrictEqual(
          home.forwards.map(({ port }) => port).sort(),
          fed.map(({ port }) => port).sort(),
        )
        assert.equal(home.recording, wanted.recording)
      }),
    )
  })

  it('silences before anything else, and never lets anybody be heard who may not', () => {
    fc.assert(
      fc.property(anything, start => {
        const wanted = wantedOf(start, new Set(start.gateways.keys()))
        const operations = diff(wanted, actualOf(start.gateways, start.segment))
        if (!wanted.sound) return
        const kinds = operations.map(operation => operation.do)
        const last = Math.max(kinds.lastIndexOf('mute'), kinds.lastIndexOf('drop'))
        const other = kinds.findIndex(kind => kind !== 'mute' && kind !== 'drop')
        assert.ok(other < 0 || last < other, `${kinds}`)
        for (const operation of operations)
          if (operation.do === 'unmute')
            assert.equal(wanted.standing(personOf(operation.connection)), 'heard')
      }),
    )
  })
})
