import { describe, it } from 'node:test'
import { SYSTEM } from '../../commands/event.ts'
import type { CommandId, SegmentId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { RoomState } from '../../commands/room/fold.ts'
import { type SoundCommand, soundDecider } from '../../commands/sound/decide.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { ada, bea, cancelled, closed, joined, now, opened } from '../support/room-spec.ts'
import { specification } from '../support/spec.ts'

const roomOf = (history: readonly RoomEvent[]): readonly [RoomState] => [
  history.reduce(roomDecider.evolve, roomDecider.initial as RoomState),
]
const live = roomOf([...opened(), joined(bea)])
const over = roomOf(closed)
const specify = specification(soundDecider)
const given = (history: readonly SoundEvent[], context = live) => specify(history, context)

type Data<T extends SoundCommand['type']> = Extract<SoundCommand, { type: T }>['data']
const command = <T extends SoundCommand['type']>(type: T, data: Data<T>, by: typeof SYSTEM = SYSTEM) =>
  ({ type, data, by, at: now, commandId: 'command' as CommandId }) as SoundCommand

const placed = (
  epoch = 1,
  gateway = 'one',
  reason: 'begun' | 'healed' | 'drained' = 'begun',
): SoundEvent => ({
  type: 'SoundPlaced',
  data: { gateway, epoch, reason },
})
const connected: SoundEvent = { type: 'SpeakerConnected', data: { participant: ada, epoch: 1 } }
const disconnected: SoundEvent = {
  type: 'SpeakerDisconnected',
  data: { participant: ada, epoch: 1, reason: 'sound' },
}
const lost: SoundEvent = { type: 'SoundLost', data: { gateway: 'one', epoch: 1 } }
const place = (epoch: number, gateway = 'one', reason: 'begun' | 'healed' | 'drained' = 'begun') =>
  command('PlaceSound', { gateway, epoch, reason })

describe('the placing of a room', () => {
  it('begins with the first epoch', () => {
    given([]).when(place(1)).then(placed(1))
  })

  it('is done by one of two who want to', () => {
    given([placed(1)])
      .when(place(1, 'two'))
      .thenRejected('STALE_EPOCH', { epoch: 1 })
    given([placed(1)])
      .when(place(3))
      .thenRejected('STALE_EPOCH', { epoch: 1 })
  })

  it('moves it, and those who were connected are so no more', () => {
    given([placed(1), connected])
      .when(place(2, 'two', 'drained'))
      .then(disconnected, placed(2, 'two', 'drained'))
  })

  it('is refused where the room is not live, and to people', () => {
    given([], over).when(place(1)).thenRejected('ROOM_NOT_LIVE')
    given([], roomOf(cancelled)).when(place(1)).thenRejected('ROOM_NOT_LIVE')
    given([])
      .when(command('PlaceSound', { gateway: 'one', epoch: 1, reason: 'begun' }, ada as never))
      .thenRejected('NOT_ALLOWED')
  })

  it('ends by loss or because nobody is left, and goes on with the next epoch', () => {
    given([placed(1), connected])
      .when(command('LoseSound', { epoch: 1 }))
      .then(disconnected, lost)
    given([placed(1)], over)
      .when(command('EndSound', { epoch: 1 }))
      .then({ type: 'SoundEnded', data: { gateway: 'one', epoch: 1 } })
    given([placed(1), lost])
      .when(command('LoseSound', { epoch: 1 }))
      .thenNothing()
    given([placed(1), lost, placed(2)])
      .when(command('LoseSound', { epoch: 1 }))
      .thenRejected('STALE_EPOCH', { epoch: 2 })
    given([placed(1), lost])
      .when(place(2, 'two', 'healed'))
      .then(placed(2, 'two', 'healed'))
  })
})

describe('the audience', () => {
  const two = { gateway: 'two', epoch: 1 }
  it('is spread over one more gateway, once, and gathered again', () => {
    given([placed(1)])
      .when(command('SpreadAudience', two))
      .then({ type: 'AudienceSpread', data: two })
    given([placed(1)])
      .when(command('SpreadAudience', { gateway: 'one', epoch: 1 }))
      .thenNothing()
    given([placed(1), { type: 'AudienceSpread', data: two }])
      .when(command('GatherAudience', two))
      .then({ type: 'AudienceGathered', data: two })
  })

  it('is not spread for a placement that is over', () => {
    given([placed(1), lost])
      .when(command('SpreadAudience', two))
      .thenRejected('STALE_EPOCH')
    given([placed(1), placed(2)])
      .when(command('GatherAudience', two))
      .thenRejected('STALE_EPOCH')
  })
})

describe('a speaker', () => {
  const connect = command('ConnectSpeaker', { participant: ada, epoch: 1 })
  it('is connected once, when on stage', () => {
    given([placed(1)])
      .when(connect)
      .then(connected)
    given([placed(1)])
      .when(command('ConnectSpeaker', { participant: bea, epoch: 1 }))
      .thenRejected('NOT_ON_STAGE')
    given([placed(1)], over)
      .when(connect)
      .thenRejected('NOT_ON_STAGE')
    given([placed(2)])
      .when(connect)
      .thenRejected('STALE_EPOCH')
    given([])
      .when(command('ConnectSpeaker', { participant: ada, epoch: 0 }))
      .thenRejected('STALE_EPOCH')
  })

  it('is disconnected once, for a reason', () => {
    const data = { participant: ada, epoch: 1, reason: 'vanished' } as const
    given([placed(1), connected])
      .when(command('DisconnectSpeaker', data))
      .then({ type: 'SpeakerDisconnected', data })
    given([placed(1)])
      .when(command('DisconnectSpeaker', data))
      .thenNothing()
    given([placed(2)])
      .when(command('DisconnectSpeaker', data))
      .thenRejected('STALE_EPOCH')
  })

  it('is told of in turns that follow each other', () => {
    const turn = (startedAt: number, endedAt: number) => ({ participant: ada, startedAt, endedAt })
    const spoken = (startedAt: number, endedAt: number): SoundEvent => ({
      type: 'TurnSpoken',
      data: turn(startedAt, endedAt),
    })
    given([])
      .when(command('TellTurn', turn(10, 20)))
      .then(spoken(10, 20))
    given([spoken(10, 20)])
      .when(command('TellTurn', turn(15, 30)))
      .then(spoken(20, 30))
    given([spoken(10, 20)])
      .when(command('TellTurn', turn(12, 20)))
      .thenNothing()
  })
})

describe('a recording', () => {
  const segmentId = 'segment' as SegmentId
  const start = { segmentId, gateway: 'one', epoch: 1, path: '/a.wav', sampleRate: 48_000, startedAt: 5 }
  const started: SoundEvent = { type: 'RecordingSegmentStarted', data: start }
  const end = { segmentId, endedAt: 9, bytes: 100, outcome: 'complete' } as const

  it('has one segment at a time', () => {
    given([placed(1)])
      .when(command('StartSegment', start))
      .then(started)
    given([placed(1), started])
      .when(command('StartSegment', { ...start, segmentId: 'other' as SegmentId }))
      .thenRejected('RECORDING')
    given([placed(1), lost])
      .when(command('StartSegment', start))
      .thenRejected('STALE_EPOCH')
    given([placed(1)], over)
      .when(command('StartSegment', start))
      .thenRejected('ROOM_NOT_LIVE')
  })

  it('is ended after its gateway was lost too', () => {
    given([placed(1), started, lost], over)
      .when(command('EndSegment', end))
      .then({ type: 'RecordingSegmentEnded', data: end })
    given([placed(1)])
      .when(command('EndSegment', end))
      .thenNothing()
  })
})
