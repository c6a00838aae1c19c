// `diff` leads from any state of the gateways to the desired one, and nobody is heard on the way who may not be.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { UserId } from '../../commands/ids.ts'
import type { RtpAddress } from '../../src/audio-gateway/audio-gateway.ts'
import {
  type ActualConnection,
  type ActualSound,
  type AudioRole,
  type DesiredSound,
  diff,
  personOf,
  type SoundOperation,
} from '../../src/sound-control/diff.ts'

const people = ['a', 'b', 'c'].map(letter => letter.repeat(36) as UserId)
const addresses: readonly RtpAddress[] = [
  { host: '10.0.0.1', port: 1 },
  { host: '10.0.0.2', port: 2 },
]
const names = ['one', 'two']

type World = {
  hasBridge: boolean
  stream: RtpAddress | null
  forwards: RtpAddress[]
  isRecording: boolean
  connections: Map<string, ActualConnection>
}

const connection = fc.record<ActualConnection>({
  kind: fc.constantFrom('bridge', 'stream'),
  isMuted: fc.boolean(),
  isRetired: fc.boolean(),
})

const gatewayAt = (index: number): fc.Arbitrary<World> =>
  fc.record({
    hasBridge: fc.boolean(),
    stream: fc.constantFrom(addresses[index]!, null),
    forwards: fc.subarray([...addresses, { host: '10.0.0.9', port: 9 }]),
    isRecording: fc.boolean(),
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
              ['two', { ...two, hasBridge: false, isRecording: false, forwards: [] }],
            ]
          : [['one', one]],
      ),
  ),
  segment: fc.boolean(),
  desired: fc.record({
    isWanted: fc.boolean(),
    roles: fc.tuple(...people.map(() => fc.constantFrom<AudioRole>('heard', 'muted', 'listening', null))),
    streams: fc.subarray(names),
    isRecording: fc.boolean(),
  }),
})
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never

function desiredOf({ desired }: Anything, has: ReadonlySet<string>): DesiredSound {
  return {
    isWanted: desired.isWanted,
    isRecording: desired.isRecording,
    roleOf: person => desired.roles[people.indexOf(person)] ?? null,
    // The log names a gateway before it is used.
    streams: new Set(desired.streams.filter(name => has.has(name))),
  }
}

/** Runs an operation on gateways that do as they are told. */
function run(operation: SoundOperation, world: Map<string, World>, state: { segment: boolean }): void {
  const home = world.get('one')!
  switch (operation.type) {
    case 'mute':
    case 'unmute': {
      const { connections } = world.get(operation.gateway)!
      const one = connections.get(operation.connection)!
      connections.set(operation.connection, { ...one, isMuted: operation.type === 'mute' })
      return
    }
    case 'drop':
      return void world.get(operation.gateway)!.connections.delete(operation.connection)
    case 'open-bridge':
      home.hasBridge = true
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
      home.isRecording = true
      return
    case 'end-recording':
      Object.assign(state, { segment: false })
      home.isRecording = false
      return
    case 'remove':
      return void world.delete(operation.gateway)
  }
}

const actualOf = (rooms: ReadonlyMap<string, World>, hasOpenSegment: boolean): ActualSound => ({
  home: 'one',
  rooms,
  hasOpenSegment,
})

function settle(start: Anything) {
  const world = new Map([...start.gateways].map(([name, one]) => [name, structuredClone(one) as World]))
  // The log has an open segment only while the gateway records.
  const home = world.get('one')!
  const state = { segment: start.segment && home.isRecording }
  const done: SoundOperation[] = []
  for (let round = 0; round < 8; round++) {
    if (!world.has('one')) break
    const operations = diff(desiredOf(start, new Set(world.keys())), actualOf(world, state.segment))
    if (operations.length === 0) return { world, done, settled: true }
    for (const operation of operations) run(operation, world, state)
    done.push(...operations)
  }
  return { world, done, settled: world.size === 0 || !world.has('one') }
}

describe('the operations of a room', () => {
  it('lead from any state to the desired one, and then there are none', () => {
    fc.assert(
      fc.property(anything, start => {
        const { world, settled } = settle(start)
        assert.ok(settled, 'the operations undo each other')
        if (!start.desired.isWanted) return assert.equal(world.size, 0)
        const desired = desiredOf(start, new Set(world.keys()))
        const home = world.get('one')!
        assert.ok(home.hasBridge)
        for (const [id, { kind, isMuted, isRetired }] of [...world.values()].flatMap(one => [
          ...one.connections,
        ])) {
          assert.ok(!isRetired)
          const role = desired.roleOf(personOf(id))
          assert.notEqual(role, null)
          if (kind === 'bridge') assert.equal(isMuted, role !== 'heard')
        }
        const fed = [...world].flatMap(([name, { stream }]) =>
          desired.streams.has(name) && stream ? [stream] : [],
        )
        assert.equal(fed.length, desired.streams.size)
        assert.deepStrictEqual(
          home.forwards.map(({ port }) => port).sort(),
          fed.map(({ port }) => port).sort(),
        )
        assert.equal(home.isRecording, desired.isRecording)
      }),
    )
  })

  it('mute before anything else, and unmute only people who may be heard', () => {
    fc.assert(
      fc.property(anything, start => {
        const desired = desiredOf(start, new Set(start.gateways.keys()))
        const operations = diff(desired, actualOf(start.gateways, start.segment))
        if (!desired.isWanted) return
        const kinds = operations.map(operation => operation.type)
        const last = Math.max(kinds.lastIndexOf('mute'), kinds.lastIndexOf('drop'))
        const other = kinds.findIndex(kind => kind !== 'mute' && kind !== 'drop')
        assert.ok(other < 0 || last < other, `${kinds}`)
        for (const operation of operations)
          if (operation.type === 'unmute')
            assert.equal(desired.roleOf(personOf(operation.connection)), 'heard')
      }),
    )
  })
})
