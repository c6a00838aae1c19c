// A room and gateways that are made of nothing, for what sound does as time goes by.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import {
  type Gateway,
  type GatewayEvent,
  GatewayFault,
  type GatewayRoom,
  type ReportedRoom,
} from '../../src/audio-gateway/audio-gateway.ts'
import { createHandleCodec } from '../../src/sound-control/handles.ts'
import type { SoundReply, SoundSignalMessage } from '../../src/sound-control/protocol.ts'
import { createRoomReconciler } from '../../src/sound-control/room-reconciler.ts'
import { createFakeGate } from '../support/fake-gate.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'

export const SOUND_ROOM = '33333333-3333-4333-8333-333333333333' as RoomId
export const SOUND_ADA = '11111111-1111-4111-8111-111111111111' as UserId
export const BEA = '22222222-2222-4222-8222-222222222222' as UserId
export const CY = '44444444-4444-4444-8444-444444444444' as UserId

const settings = { title: 'T', topic: null, visibility: 'open', capacity: null, handPolicy: 'open' } as const
export const openedByAda: RoomEvent = {
  type: 'RoomOpened',
  data: { ...settings, host: SOUND_ADA, invited: [] },
}
export const joinedAudience = (participant: UserId): RoomEvent => ({
  type: 'ParticipantJoined',
  data: { participant },
})
export const cameOnStageByHand = (participant: UserId): RoomEvent => ({
  type: 'CameOnStage',
  data: { participant, via: 'hand' },
})
export const closedByHost: RoomEvent = { type: 'RoomClosed', data: { reason: 'host' } }
export const placed = (gateway: string, epoch = 1): SoundEvent => ({
  type: 'SoundPlaced',
  data: { gateway, epoch, reason: 'begun' },
})
export const recorded: RoomEvent = { type: 'RecordingWanted', data: {} }
export const mutedThemselves = (participant: UserId): RoomEvent => ({
  type: 'SpeakerMuted',
  data: { participant, by: 'self' },
})
export const unmuted = (participant: UserId): RoomEvent => ({
  type: 'SpeakerUnmuted',
  data: { participant },
})

const SENDS = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=fingerprint:sha-256 AA', ''].join('\r\n')

type There = { -readonly [K in keyof ReportedRoom]: ReportedRoom[K] } & {
  epoch: number
  connections: ReportedRoom['connections'][number][]
}

/** A room as an earlier process left it there. */
export const leftThere = (epoch = 1): There => ({
  fresh: false,
  bridge: true,
  stream: null,
  forwards: [],
  recording: false,
  epoch,
  connections: [{ id: `${SOUND_ADA}.1`, kind: 'bridge', muted: false, talking: false, up: true }],
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
  say(happening: GatewayEvent): void
}

/** A room of a fake gateway, which does at once what it is asked. */
function fakeRoom(fake: FakeGateway, roomId: RoomId, epoch: number): GatewayRoom {
  const { id, there, asked } = fake
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
      if (!fake.up) throw new GatewayFault('unreachable', `${id} is away`)
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

export function createFakeGateway(id: string): FakeGateway {
  const handlers = new Set<() => void>()
  const there = new Map<RoomId, There>()
  const asked: string[] = []
  let tell: (happening: GatewayEvent) => void = () => {}
  let up = true

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
    room(roomId, epoch, happened) {
      tell = happened
      return fakeRoom(fake, roomId, epoch)
    },
  }
  return fake
}

/** The sound of one room, with a host who is on stage. `before`: what had happened besides. */
export async function soundStage({
  gateways = [createFakeGateway('one')],
  recordings = '/nowhere',
  before = {} as { readonly room?: readonly RoomEvent[]; readonly sound?: readonly SoundEvent[] },
} = {}) {
  const time = createFakeTime()
  const signals: SoundSignalMessage[] = []
  const fake = createFakeGate(SOUND_ROOM, time, event => sound?.handle(event as never))
  const { gate, recorded, roomHappens, soundHappens } = fake
  let sound: ReturnType<typeof createRoomReconciler> | null = null
  roomHappens(openedByAda, joinedAudience(SOUND_ADA), cameOnStageByHand(SOUND_ADA))
  soundHappens(...(before.sound ?? []))
  roomHappens(...(before.room ?? []))
  sound = createRoomReconciler({
    roomId: SOUND_ROOM,
    sound: { gateways },
    gate,
    bus: { publish: (_topic, message) => signals.push(message as SoundSignalMessage) > 0 },
    time,
    handles: createHandleCodec('a secret'),
    logger: silentLogger,
    settings: { streamAbove: 25, recordings, lostAfter: 1_000 },
    mayAct: () => true,
  })
  await time.advance(0)
  const [home] = gateways as [FakeGateway]
  return {
    time,
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
      await time.advance(0)
      assert.equal(((await asking) as SoundReply).said, 'connected')
      return at.there.get(SOUND_ROOM)!.connections.at(-1)!.id
    },
    /** What was told of the sound, in short. */
    told: () =>
      recorded
        .filter(({ stream }) => stream.startsWith('Sound'))
        .map(({ type, data }) =>
          [type, ...Object.values(data).filter(value => value !== SOUND_ADA && value !== BEA)].join(' '),
        ),
  }
}
