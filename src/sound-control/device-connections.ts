// What follows from the devices that are connected to a room: who has sound, and who has to renegotiate.

import type { UserId } from '../../commands/ids.ts'
import type { ConnectionEnd, GatewayEvent } from '../audio-gateway/audio-gateway.ts'
import type { DeviceConnection, GatewayConnections } from './connections.ts'
import { standingOf } from './diff.ts'
import type { Renegotiation } from './protocol.ts'
import {
  allConnections,
  homeOf,
  isDraining,
  publishTalking,
  reportCutOff,
  type SoundRoomState,
} from './room-state.ts'

/** Records who on stage has sound. `endings`: why the latest connection of each person ended. */
export async function recordSpeakers(
  site: SoundRoomState,
  endings: ReadonlyMap<UserId, ConnectionEnd>,
): Promise<void> {
  const { epoch, connected } = site.facts.sound
  const now = new Set<UserId>()
  for (const { kind, upAt, person } of homeOf(site)?.connections.values() ?? []) {
    const standing = standingOf(site.facts.room, person)
    if (kind === 'bridge' && upAt !== null && (standing === 'heard' || standing === 'muted')) now.add(person)
  }
  for (const participant of connected) {
    if (now.has(participant)) continue
    const standing = standingOf(site.facts.room, participant)
    const isOff = standing === null || standing === 'listening'
    const reason = isOff ? 'off-stage' : (endings.get(participant) ?? 'sound')
    await site.facts.tell('DisconnectSpeaker', { participant, epoch, reason })
  }
  for (const participant of now)
    if (!connected.has(participant)) await site.facts.tell('ConnectSpeaker', { participant, epoch })
}

/** Asks people, once, to renegotiate a connection that does not fit what they may do now. */
export function askToRenegotiate(site: SoundRoomState): void {
  for (const [here, one] of allConnections(site)) {
    if (one.over) continue
    const how = isDraining(site, here.gateway) ? 'connect' : howToRenegotiate(site, one)
    if (how === null) site.pending.delete(one.person)
    else if (how !== one.asked) site.signal({ signal: 'renegotiate', person: one.person, how })
    one.asked = how
  }
}

function howToRenegotiate(
  site: SoundRoomState,
  { kind, person, sends }: DeviceConnection,
): Renegotiation | null {
  const standing = standingOf(site.facts.room, person)
  if (standing === 'listening') return kind === 'bridge' && site.streaming ? 'connect' : null
  if (kind === 'stream') return 'connect'
  return sends ? null : 'offer'
}

type ConnectionEvent = Exclude<GatewayEvent, { type: 'doubtful' }>

/** Takes over what a gateway reports about one connection. */
export function applyGatewayEvent(
  site: SoundRoomState,
  here: GatewayConnections,
  one: DeviceConnection,
  event: ConnectionEvent,
): void {
  if (event.type === 'talking') {
    one.talks = event.talking
    publishTalking(site, one.person, event.since)
  }
  if (event.type === 'receiving') one.quietSince = event.receiving ? null : site.time.now()
  if (event.type === 'up') {
    one.upAt ??= site.time.now()
    // The gateway reports missing packets only of somebody who sent some.
    if (one.kind === 'bridge' && one.sends) one.quietSince ??= site.time.now()
  }
  if (event.type === 'gone') {
    here.connections.delete(one.id)
    // A device that ended the connection itself needs no signal.
    if (event.why === 'own') site.left(one, 'own')
    else reportCutOff(site, one, event.why)
  }
}
