// The sound of one room on fake gateways, with a time that the test moves.

import assert from 'node:assert/strict'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { createHandles } from '../../src/sound-control/handles.ts'
import type { SoundBroadcast, SoundReply } from '../../src/sound-control/protocol.ts'
import { RoomReconciler } from '../../src/sound-control/room-reconciler.ts'
import { createFakeGate } from '../support/fake-gate.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { createFakeGateway, type FakeGateway, type FakeRoom } from './fake-gateway.ts'

export const SOUND_ROOM = '33333333-3333-4333-8333-333333333333' as RoomId
export const SOUND_HOST = '11111111-1111-4111-8111-111111111111' as UserId
export const BEA = '22222222-2222-4222-8222-222222222222' as UserId
export const CY = '44444444-4444-4444-8444-444444444444' as UserId

const settings = { title: 'T', topic: null, visibility: 'open', capacity: null, handPolicy: 'open' } as const
export const openedByHost: RoomEvent = {
  type: 'RoomOpened',
  data: { ...settings, host: SOUND_HOST, invited: [] },
}
export const joinedAudience = (participant: UserId): RoomEvent => ({
  type: 'ParticipantJoined',
  data: { participant },
})
export const cameOnStage = (participant: UserId): RoomEvent => ({
  type: 'CameOnStage',
  data: { participant, via: 'hand' },
})
export const closedByHost: RoomEvent = { type: 'RoomClosed', data: { reason: 'host' } }
export const soundPlaced = (gateway: string, epoch = 1): SoundEvent => ({
  type: 'SoundPlaced',
  data: { gateway, epoch, reason: 'begun' },
})
export const recordingWanted: RoomEvent = { type: 'RecordingWanted', data: {} }
export const speakerMuted = (participant: UserId): RoomEvent => ({
  type: 'SpeakerMuted',
  data: { participant, by: 'self' },
})
export const speakerUnmuted = (participant: UserId): RoomEvent => ({
  type: 'SpeakerUnmuted',
  data: { participant },
})

/** A room as an earlier process left it: the host is connected. */
export const roomOfEarlierProcess = (epoch = 1): FakeRoom => ({
  isNew: false,
  hasBridge: true,
  stream: null,
  forwards: [],
  isRecording: false,
  epoch,
  connections: [{ id: `${SOUND_HOST}.1`, kind: 'bridge', isMuted: false, isTalking: false, isUp: true }],
})

const OFFER = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=fingerprint:sha-256 AA', ''].join('\r\n')

/** The sound of one live room whose host is on stage. `before`: further events from before the start. */
export async function startSoundRoom({
  gateways = [createFakeGateway('one')],
  recordings = '/nowhere',
  before = {} as { readonly room?: readonly RoomEvent[]; readonly sound?: readonly SoundEvent[] },
} = {}) {
  const time = createFakeTime()
  const broadcasts: SoundBroadcast[] = []
  const fake = createFakeGate(SOUND_ROOM, time, event => started?.handleEvent(event as never))
  const { gate, recorded, roomHappens, soundHappens } = fake
  let started: RoomReconciler | null = null
  let holdsLease = true
  roomHappens(openedByHost, joinedAudience(SOUND_HOST), cameOnStage(SOUND_HOST))
  soundHappens(...(before.sound ?? []))
  roomHappens(...(before.room ?? []))
  const room = new RoomReconciler({
    roomId: SOUND_ROOM,
    gateways,
    gate,
    bus: { publish: (_topic, message) => broadcasts.push(message as SoundBroadcast) > 0 },
    time,
    handles: createHandles('a secret'),
    logger: silentLogger,
    settings: { streamAboveListeners: 25, recordingsFolder: recordings, lostAfterMs: 1_000 },
    holdsLease: () => holdsLease,
  })
  started = room
  await time.advance(0)
  const [home] = gateways as [FakeGateway]
  /** Connects a device that offers to send. */
  const requestConnection = (person: UserId) => room.handleRequest({ ask: 'connect', person, offer: OFFER })
  return {
    time,
    room,
    home,
    gateways,
    broadcasts,
    roomHappens,
    requestConnection,
    loseLease() {
      holdsLease = false
    },
    /** Resolves with the id of the connection. */
    async connect(person: UserId, at = home): Promise<string> {
      const request = requestConnection(person)
      await time.advance(0)
      assert.equal(((await request) as SoundReply).said, 'connected')
      return at.rooms.get(SOUND_ROOM)!.connections.at(-1)!.id
    },
    /** The events of the sound, each as its type and data in one line. */
    soundEvents: () =>
      recorded
        .filter(({ stream }) => stream.startsWith('Sound'))
        .map(({ type, data }) =>
          [type, ...Object.values(data).filter(value => value !== SOUND_HOST && value !== BEA)].join(' '),
        ),
  }
}
