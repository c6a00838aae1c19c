// Folds a room's sound: its placement on gateways, connected speakers and the open recording segment.

import { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { SegmentId, UserId } from '../ids.ts'
import type { SoundEvent } from './events.ts'

export type OpenSegment = { readonly segmentId: SegmentId; readonly path: string; readonly startedAt: number }

export type State = {
  /** The number of the latest placement. 0: the room was never placed. */
  readonly epoch: number
  /** The gateway that carries the room. Null: none does. */
  readonly gateway: string | null
  /** Whether the gateway of the latest placement was lost and has not been replaced yet. */
  readonly isLost: boolean
  /** Additional gateways that serve a part of the audience. */
  readonly edges: PersistentSet<string>
  readonly connected: PersistentSet<UserId>
  /** When each person's latest speech turn ended, in milliseconds since 1970. */
  readonly turns: PersistentMap<UserId, number>
  /** The recording segment that is being written. */
  readonly segment: OpenSegment | null
}

export const initial: State = {
  epoch: 0,
  gateway: null,
  isLost: false,
  edges: PersistentSet(),
  connected: PersistentSet(),
  turns: PersistentMap(),
  segment: null,
}

export function evolve(state: State, event: SoundEvent): State {
  switch (event.type) {
    case 'SoundPlaced':
      return {
        ...state,
        epoch: event.data.epoch,
        gateway: event.data.gateway,
        isLost: false,
        edges: initial.edges,
      }
    case 'SoundLost':
    case 'SoundEnded':
      return { ...state, gateway: null, isLost: event.type === 'SoundLost', edges: initial.edges }
    case 'AudienceSpread':
      return { ...state, edges: state.edges.add(event.data.gateway) }
    case 'AudienceGathered':
      return { ...state, edges: state.edges.delete(event.data.gateway) }
    case 'SpeakerConnected':
      return { ...state, connected: state.connected.add(event.data.participant) }
    case 'SpeakerDisconnected':
      return { ...state, connected: state.connected.delete(event.data.participant) }
    case 'TurnSpoken':
      return { ...state, turns: state.turns.set(event.data.participant, event.data.endedAt) }
    case 'RecordingSegmentStarted': {
      const { segmentId, path, startedAt } = event.data
      return { ...state, segment: { segmentId, path, startedAt } }
    }
    case 'RecordingSegmentEnded':
      return state.segment?.segmentId === event.data.segmentId ? { ...state, segment: null } : state
    default:
      event satisfies never
      return state
  }
}
