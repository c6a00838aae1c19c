// Records in the log which speakers have sound, and asks people whose connection does not fit their role for another.

import type { UserId } from '../../commands/ids.ts'
import type { DeviceConnection } from './connections.ts'
import { audioRoleOf } from './diff.ts'
import type { Renegotiation } from './protocol.ts'
import type { SoundRoomContext } from './room-context.ts'

/** Brings the log up to date with who is on stage and has sound. */
export async function recordSpeakers({ log, state }: SoundRoomContext): Promise<void> {
  const { epoch, connected } = log.sound
  const speakers = connectedSpeakers({ log, state })
  for (const participant of connected) {
    if (speakers.has(participant)) continue
    const role = audioRoleOf(log.room, participant)
    const isOffStage = role === null || role === 'listening'
    const reason = isOffStage ? 'off-stage' : state.disconnectReasonOf(participant)
    await log.submit('DisconnectSpeaker', { participant, epoch, reason })
  }
  for (const participant of speakers)
    if (!connected.has(participant)) await log.submit('ConnectSpeaker', { participant, epoch })
}

function connectedSpeakers({ log, state }: Pick<SoundRoomContext, 'log' | 'state'>): ReadonlySet<UserId> {
  const speakers = new Set<UserId>()
  for (const { kind, upAt, person } of state.home?.connections.values() ?? []) {
    const role = audioRoleOf(log.room, person)
    if (kind === 'bridge' && upAt !== null && (role === 'heard' || role === 'muted')) speakers.add(person)
  }
  return speakers
}

/** Asks each person once for what their connection needs. */
export function requestRenegotiations(context: SoundRoomContext): void {
  const { state } = context
  for (const [room, one] of state.connections()) {
    if (one.isRetired) continue
    const how = state.isDrainingEdge(room.gateway) ? 'connect' : renegotiationFor(context, one)
    if (how === null) state.clearPending(one.person)
    else if (how !== one.requested) context.broadcast({ signal: 'renegotiate', person: one.person, how })
    state.setRequested(one, how)
  }
}

function renegotiationFor(
  { log, state }: SoundRoomContext,
  { kind, person, isSending }: DeviceConnection,
): Renegotiation | null {
  if (audioRoleOf(log.room, person) === 'listening')
    return kind === 'bridge' && state.isStreaming ? 'connect' : null
  if (kind === 'stream') return 'connect'
  return isSending ? null : 'offer'
}
