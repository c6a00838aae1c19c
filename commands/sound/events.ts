// The facts of a room's sound. These names and shapes are the storage format: never rename or remove, only add.
//
// Who is talking this instant is a signal and never an event; what was said is told afterwards, as turns.

import type { DomainEvent } from '../event.ts'
import type { SegmentId, UserId } from '../ids.ts'

export type SoundEvent =
  /** A gateway carries the room from now on. `epoch` rises by one each time: what clients hold of an earlier one is void. */
  | DomainEvent<'SoundPlaced', { gateway: string; epoch: number; reason: 'begun' | 'healed' | 'drained' }>
  /** The gateway died, or lost what it held of the room: nobody is heard until the sound is placed again. */
  | DomainEvent<'SoundLost', { gateway: string; epoch: number }>
  /** The room needs no sound any more, and its gateway has let go of it. */
  | DomainEvent<'SoundEnded', { gateway: string; epoch: number }>
  /** One more gateway serves a part of the audience. */
  | DomainEvent<'AudienceSpread', { gateway: string; epoch: number }>
  /** That gateway serves nobody of this room any more. */
  | DomainEvent<'AudienceGathered', { gateway: string; epoch: number }>
  /** A person on stage has sound: they are heard while they are not muted. */
  | DomainEvent<'SpeakerConnected', { participant: UserId; epoch: number }>
  | DomainEvent<
      'SpeakerDisconnected',
      { participant: UserId; epoch: number; reason: 'own' | 'off-stage' | 'vanished' | 'sound' }
    >
  /** A person spoke, with short pauses and noises smoothed away; a long turn is told in pieces. */
  | DomainEvent<'TurnSpoken', { participant: UserId; startedAt: number; endedAt: number }>
  /** The gateway writes the mixed sound into `path` from `startedAt` on, and that of each speaker beside it. */
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
  | DomainEvent<
      'RecordingSegmentEnded',
      { segmentId: SegmentId; endedAt: number; bytes: number; outcome: 'complete' | 'repaired' | 'missing' }
    >
