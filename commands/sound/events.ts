// The events of a room's sound. Names and fields are the storage format: add, but never rename or remove.
//
// Who is talking right now is a signal and never an event. Speech turns are recorded after they end.

import type { DomainEvent } from '../event.ts'
import type { SegmentId, UserId } from '../ids.ts'

export type SoundEvent =
  /** A gateway carries the room. `epoch` rises by one each time. Connections of an earlier epoch are void. */
  | DomainEvent<'SoundPlaced', { gateway: string; epoch: number; reason: 'begun' | 'healed' | 'drained' }>
  /** The gateway died or lost the state of the room. Nobody is heard until the sound is placed again. */
  | DomainEvent<'SoundLost', { gateway: string; epoch: number }>
  /** The room needs no sound any more, and its gateway has freed it. */
  | DomainEvent<'SoundEnded', { gateway: string; epoch: number }>
  /** An additional gateway serves a part of the audience. */
  | DomainEvent<'AudienceSpread', { gateway: string; epoch: number }>
  /** That gateway no longer serves this room. */
  | DomainEvent<'AudienceGathered', { gateway: string; epoch: number }>
  /** A speaker is connected, and is heard while not muted. */
  | DomainEvent<'SpeakerConnected', { participant: UserId; epoch: number }>
  /** A speaker is no longer connected. */
  | DomainEvent<
      'SpeakerDisconnected',
      { participant: UserId; epoch: number; reason: 'own' | 'off-stage' | 'vanished' | 'sound' }
    >
  /** A person spoke, with short pauses and noises smoothed out. A long turn is recorded in pieces. */
  | DomainEvent<'TurnSpoken', { participant: UserId; startedAt: number; endedAt: number }>
  /** The gateway records the mix into `path` from `startedAt` on, and each speaker into a file beside it. */
  | DomainEvent<
      'RecordingSegmentStarted',
      {
        segmentId: SegmentId
        gateway: string
        epoch: number
        path: string
        sampleRate: number
        startedAt: number
      }
    >
  /** The file is closed, was repaired after the gateway died, or is missing. */
  | DomainEvent<
      'RecordingSegmentEnded',
      { segmentId: SegmentId; endedAt: number; bytes: number; outcome: 'complete' | 'repaired' | 'missing' }
    >
