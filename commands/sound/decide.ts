// The decider of a room's sound. All its commands come from sound control, which watches the gateways.
//
// For a moment two processes may both believe that they control a room. Every command therefore names its epoch, and
// only one of the two can place the next one.

import { accept, type Command, type Decider, type Decision, reject } from '../decider.ts'
import { SYSTEM, streamName } from '../event.ts'
import type { SegmentId, UserId } from '../ids.ts'
import type { RoomState } from '../room/fold.ts'
import type { SoundEvent } from './events.ts'
import { evolve, initial, type State } from './fold.ts'

export type SoundCommand =
  /** `epoch` is that of the new placement: the latest plus one. */
  | Command<'PlaceSound', { gateway: string; epoch: number; reason: 'begun' | 'healed' | 'drained' }>
  | Command<'LoseSound', { epoch: number }>
  | Command<'EndSound', { epoch: number }>
  | Command<'SpreadAudience', { gateway: string; epoch: number }>
  | Command<'GatherAudience', { gateway: string; epoch: number }>
  | Command<'ConnectSpeaker', { participant: UserId; epoch: number }>
  | Command<
      'DisconnectSpeaker',
      { participant: UserId; epoch: number; reason: 'own' | 'off-stage' | 'vanished' | 'sound' }
    >
  /** Times in milliseconds since 1970. */
  | Command<'TellTurn', { participant: UserId; startedAt: number; endedAt: number }>
  | Command<
      'StartSegment',
      {
        segmentId: SegmentId
        gateway: string
        epoch: number
        path: string
        sampleRate: number
        startedAt: number
      }
    >
  | Command<
      'EndSegment',
      { segmentId: SegmentId; endedAt: number; bytes: number; outcome: 'complete' | 'repaired' | 'missing' }
    >

/** `STALE_EPOCH`: the placement has ended, or another process has taken that epoch. */
export type SoundRejection = 'NOT_ALLOWED' | 'ROOM_NOT_LIVE' | 'NOT_ON_STAGE' | 'STALE_EPOCH' | 'RECORDING'

type Context = readonly [RoomState]

export const soundDecider: Decider<SoundCommand, SoundEvent, State, SoundRejection, Context> = {
  category: 'Sound',
  initial,
  evolve,
  needs: (_command, _state, id) => [streamName('Room', id)],
  decide,
}

type Decided = Decision<SoundEvent, SoundRejection>
type Of<Type extends SoundCommand['type']> = Extract<SoundCommand, { type: Type }>['data']

function decide(command: SoundCommand, state: State, [room]: Context): Decided {
  if (command.by !== SYSTEM) return reject('NOT_ALLOWED')
  switch (command.type) {
    case 'PlaceSound':
      return place(command.data, state, room)
    case 'LoseSound':
      return endPlacement('SoundLost', command.data.epoch, state)
    case 'EndSound':
      return endPlacement('SoundEnded', command.data.epoch, state)
    case 'SpreadAudience':
      return spread(command.data, state)
    case 'GatherAudience':
      return gather(command.data, state)
    case 'ConnectSpeaker':
      return connect(command.data, state, room)
    case 'DisconnectSpeaker':
      return disconnect(command.data, state)
    case 'TellTurn':
      return recordTurn(command.data, state)
    case 'StartSegment':
      return startSegment(command.data, state, room)
    case 'EndSegment':
      return endSegment(command.data, state)
  }
}

function place(data: Of<'PlaceSound'>, state: State, room: RoomState): Decided {
  if (data.epoch === state.epoch && data.gateway === state.gateway) return accept()
  if (room.phase !== 'live') return reject('ROOM_NOT_LIVE')
  if (data.epoch !== state.epoch + 1) return reject('STALE_EPOCH', { epoch: state.epoch })
  return accept(...disconnectAll(state), { type: 'SoundPlaced', data })
}

function endPlacement(type: 'SoundLost' | 'SoundEnded', epoch: number, state: State): Decided {
  const { gateway } = state
  if (epoch !== state.epoch) return reject('STALE_EPOCH', { epoch: state.epoch })
  if (gateway === null) return accept()
  return accept(...disconnectAll(state), { type, data: { gateway, epoch } })
}

/** All speakers lose their connection together with the gateway. */
function disconnectAll({ connected, epoch }: State): SoundEvent[] {
  return [...connected].map(participant => ({
    type: 'SpeakerDisconnected',
    data: { participant, epoch, reason: 'sound' },
  }))
}

function spread(data: Of<'SpreadAudience'>, state: State): Decided {
  if (data.epoch !== state.epoch || state.gateway === null) return reject('STALE_EPOCH')
  if (state.edges.has(data.gateway) || data.gateway === state.gateway) return accept()
  return accept({ type: 'AudienceSpread', data })
}

function gather(data: Of<'GatherAudience'>, state: State): Decided {
  if (data.epoch !== state.epoch) return reject('STALE_EPOCH')
  return state.edges.has(data.gateway) ? accept({ type: 'AudienceGathered', data }) : accept()
}

function connect(data: Of<'ConnectSpeaker'>, state: State, room: RoomState): Decided {
  if (data.epoch !== state.epoch || state.gateway === null) return reject('STALE_EPOCH')
  if (state.connected.has(data.participant)) return accept()
  if (room.phase !== 'live' || !room.speakers.has(data.participant)) return reject('NOT_ON_STAGE')
  return accept({ type: 'SpeakerConnected', data })
}

function disconnect(data: Of<'DisconnectSpeaker'>, state: State): Decided {
  if (data.epoch !== state.epoch) return reject('STALE_EPOCH')
  return state.connected.has(data.participant) ? accept({ type: 'SpeakerDisconnected', data }) : accept()
}

/** Speech turns of one person do not overlap. A repeated turn changes nothing. */
function recordTurn({ participant, startedAt, endedAt }: Of<'TellTurn'>, state: State): Decided {
  const begin = Math.max(startedAt, state.turns.get(participant) ?? 0)
  if (endedAt <= begin) return accept()
  return accept({ type: 'TurnSpoken', data: { participant, startedAt: begin, endedAt } })
}

function startSegment(data: Of<'StartSegment'>, state: State, room: RoomState): Decided {
  if (state.segment?.segmentId === data.segmentId) return accept()
  if (state.segment) return reject('RECORDING')
  if (data.epoch !== state.epoch || state.gateway === null) return reject('STALE_EPOCH')
  if (room.phase !== 'live') return reject('ROOM_NOT_LIVE')
  return accept({ type: 'RecordingSegmentStarted', data })
}

function endSegment(data: Of<'EndSegment'>, state: State): Decided {
  return state.segment?.segmentId === data.segmentId
    ? accept({ type: 'RecordingSegmentEnded', data })
    : accept()
}
