// A room and gateways that are made of nothing, for what sound does as time goes by.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import {
  type Gateway,
  GatewayFault,
  type GatewayRoom,
  type Happening,
  type RoomThere,
} from '../../src/audio-gateway/audio-gateway.ts'
import { createHandles } from '../../src/sound-control/handles.ts'
import type { SoundAnswer, SoundSignal } from '../../src/sound-control/protocol.ts'
import { createRoomSound } from '../../src/sound-control/room-reconciler.ts'
import { createFakeGate } from '../support/fake-gate.ts'
import { createFakeTime } from '../support/fake-time.ts'

export const ROOM = '33333333-3333-4333-8333-333333333333' as RoomId
export const ADA = '11111111-1111-4111-8111-111111111111' as UserId
export const BEA = '22222222-2222-4222-8222-222222222222' as UserId
export const CY = '44444444-4444-4444-8444-444444444444' as UserId

export const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const settings = { title: 'T', topic: null, visibility: 'open', capacity: null, handPolicy: 'open' } as const
export const opened: RoomEvent = { type: 'RoomOpened', data: { ...settings, host: ADA, invited: [] } }
export const joined = (participant: UserId): RoomEvent => ({
  type: 'ParticipantJoined',
  data: { participant },
})
export const onStage = (participant: UserId): RoomEvent => ({
  type: 'CameOnStage',
  data: { participant, via: 'hand' },
})
export const closed: RoomEvent = { type: 'RoomClosed', data: { reason: 'host' } }
export const placed = (gateway: string, epoch = 1): SoundEvent => ({
  type: 'SoundPlaced',
  data: { gateway, epoch, reason: 'begun' },
})
export const recorded: RoomEvent = { type: 'RecordingWanted', data: {} }
export const muted = (participant: UserId): RoomEvent => ({
  type: 'SpeakerMuted',
  data: { participant, by: 'self' },
})
export const unmuted = (participant: UserId): RoomEvent => ({
  type: 'SpeakerUnmuted',
  data: { participant },
})

const SENDS = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=fingerprint:sha-256 AA', ''].join('\r\n')

type There = { -readonly [K in keyof RoomThere]: RoomThere[K] } & {
  epoch: number
  connections: RoomThere['connections'][number][]
}

/** A room as an earlier process left it there. */
export const leftThere = (epoch = 1): There => ({
  fresh: false,
  bridge: true,
  stream: null,
  forwards: [],
  recording: false,
  epoch,
  connections: [{ id: `${ADA}.1`, kind: 'bridge', muted: false, talking: false, up: true }],
})

export type FakeGateway = Gateway & {
  up: boolean
  draining: boolean
  load: number
  /** It can write no recording. */
  isFull: boolean
  /** It is told to end a recording before it has begun. */
  writesLate: boolean
  /** It answers no mute. */
  mutesNobody: boolean
  /** It answers no device, and says nothing of what is there, before this is settled. */
  answers: Promise<void>
  /** What it was asked to do that changes something, in order. */
  readonly asked: string[]
  readonly there: Map<RoomId, There>
  say(happening: Happening): void
}

export function createFakeGateway(id: string): FakeGateway {
  const handlers = new Set<() => void>()
  const there = new Map<RoomId, There>()
  const asked: string[] = []
  let tell: (happening: Happening) => void = () => {}
  let up = true

  function room(roomId: RoomId, epoch: number, happened: (happening: Happening) => void): GatewayRoom {
    tell = happened
    const here = (): There => {
      const known = there.get(roomId)
      assert.ok(known, `${id} has no room`)
      return known
    }
    const add = (kind: 'bridge' | 'stream', name: string, muted: boolean) => {
      here().connections.push({ id: name, kind, muted, talking: false, up: false })
      return 'v=0'
    }
    const did = async (what: string, work: (here: There) => void) => {
      asked.push(what)
      work(here())
    }
    return {
      async look() {
        await fake.answers
        if (!up) throw new GatewayFault('unreachable', `${id} is away`)
        const known = there.get(roomId)
        const fresh = known?.epoch !== epoch
        if (fresh) {
          const nothing = { bridge: false, stream: null, forwards: [], recording: false, connections: [] }
          there.set(roomId, { ...nothing, fresh: false, epoch })
        }
        return structuredClone({ ...here(), fresh })
      },
      openBridge: () =>
        did('open bridge', here => {
          here.bridge = true
        }),
      async openStream() {
        asked.push('open stream')
        here().stream = { host: id, port: 1 }
        return here().stream!
      },
      closeStream: () =>
        did('close stream', here => {
          here.stream = null
        }),
      forward: to =>
        did(`forward to ${to.host}`, here => {
          here.forwards = [...here.forwards, to]
        }),
      endForward: to =>
        did(`end forward to ${to.host}`, here => {
          here.forwards = here.forwards.filter(({ host }) => host !== to.host)
        }),
      async join(name, muted) {
        await fake.answers
        return add('bridge', name, muted)
      },
      watch: async name => add('stream', name, true),
      async answer() {},
      renegotiate: async () => 'v=0',
      async trickle() {},
      mute: async (name, muted) => {
        if (fake.mutesNobody) throw new GatewayFault('unreachable', 'no answer in time')
        await did(`${muted ? 'mute' : 'unmute'} ${name.slice(0, 36)}`, here => {
          here.connections = here.connections.map(one => (one.id === name ? { ...one, muted } : one))
        })
      },
      drop: name =>
        did(`drop ${name.slice(0, 36)}`, here => {
          here.connections = here.connections.filter(one => one.id !== name)
        }),
      async record(name) {
        if (fake.isFull) throw new GatewayFault('refused', 'no space left')
        // Written at once, and never long.
        await mkdir(dirname(name), { recursive: true })
        if (!fake.writesLate) await writeFile(`${name}.wav`, '')
        await did('record', here => {
          here.recording = true
        })
        return { path: `${name}.wav`, sampleRate: 48_000, startedAt: 0 }
      },
      endRecording: () =>
        did('end recording', here => {
          here.recording = false
        }),
      async remove() {
        asked.push('remove')
        there.delete(roomId)
      },
      letGo() {},
    }
  }

  const fake: FakeGateway = {
    id,
    isFull: false,
    writesLate: false,
    mutesNobody: false,
    answers: Promise.resolve(),
    get up() {
      return up
    },
    set up(now) {
      up = now
      for (const handler of handlers) handler()
    },
    draining: false,
    load: 0,
    expectRoom() {
      fake.load += 0.01
    },
    asked,
    there,
    say(happening) {
      if (happening.type === 'talking')
        for (const here of there.values())
          here.connections = here.connections.map(one =>
            one.id === happening.connection ? { ...one, talking: happening.talking } : one,
          )
      tell(happening)
    },
    onChange(handler) {
      handlers.add(handler)
      return () => void handlers.delete(handler)
    },
    rooms: async () => [...there.keys()],
    room,
  }
  return fake
}

/** The sound of one room, with a host who is on stage. `before`: what had happened besides. */
export async function soundStage({
  gateways = [createFakeGateway('one')],
  recordings = '/nowhere',
  before = {} as { readonly room?: readonly RoomEvent[]; readonly sound?: readonly SoundEvent[] },
} = {}) {
  const clock = createFakeTime()
  const signals: SoundSignal[] = []
  const fake = createFakeGate(ROOM, clock, event => sound?.handle(event as never))
  const { gate, recorded, roomHappens, soundHappens } = fake
  let sound: ReturnType<typeof createRoomSound> | null = null
  roomHappens(opened, joined(ADA), onStage(ADA))
  soundHappens(...(before.sound ?? []))
  roomHappens(...(before.room ?? []))
  sound = createRoomSound({
    roomId: ROOM,
    sound: { gateways },
    gate,
    bus: { publish: (_topic, message) => signals.push(message as SoundSignal) > 0 },
    clock,
    handles: createHandles('a secret'),
    logger: quiet,
    settings: { streamAbove: 25, recordings, lostAfter: 1_000 },
    mayAct: () => true,
  })
  await clock.advance(0)
  const [home] = gateways as [FakeGateway]
  return {
    clock,
    sound,
    home,
    gateways,
    signals,
    roomHappens,
    /** A device that offers to send. */
    ask: (person: UserId) => sound.ask({ ask: 'connect', person, offer: SENDS }),
    /** Resolves with the name of the connection. */
    async connect(person: UserId, at = home): Promise<string> {
      const asking = sound.ask({ ask: 'connect', person, offer: SENDS })
      await clock.advance(0)
      assert.equal(((await asking) as SoundAnswer).said, 'connected')
      return at.there.get(ROOM)!.connections.at(-1)!.id
    },
    /** What was told of the sound, in short. */
    told: () =>
      recorded
        .filter(({ stream }) => stream.startsWith('Sound'))
        .map(({ type, data }) =>
          [type, ...Object.values(data).filter(value => value !== ADA && value !== BEA)].join(' '),
        ),
  }
}
