// What the parts of a room's sound share.

import type { RoomId, UserId } from '../../commands/ids.ts'
import type { AudioGateways, Gateway } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { DeviceConnection, GatewayConnections } from './connections.ts'
import { standingOf } from './diff.ts'
import type { HandleCodec } from './handles.ts'
import type { LogState } from './log-state.ts'
import type { Renegotiation, SoundSignalMessage } from './protocol.ts'
import type { Speaking } from './speaking.ts'

export type SoundSettings = {
  /** Above so many listeners they are streamed to. */
  readonly streamAbove: number
  /** The folder of recordings, as this process and the gateways see it. */
  readonly recordings: string
  /** Milliseconds for which a gateway may be away before its rooms are placed elsewhere. */
  readonly lostAfter: number
}

export type RoomReconcilerOptions = {
  readonly roomId: RoomId
  readonly sound: Pick<AudioGateways, 'gateways'>
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Pick<Bus, 'publish'>
  readonly time: Time
  readonly handles: HandleCodec
  readonly logger: Logger
  readonly settings: SoundSettings
  /** Whether the room is still this process's to work on. */
  mayAct(): boolean
}

export type SoundRoomState = RoomReconcilerOptions & {
  readonly facts: LogState
  /** By the id of the gateway. */
  readonly places: Map<string, GatewayConnections>
  readonly talk: Speaking
  /** What people were asked to do with their connection and have not done. */
  readonly pending: Map<UserId, Renegotiation>
  /** Whether new listeners are streamed to. */
  streaming: boolean
  signal(message: SoundSignalMessage): void
  /** Sees to the room at a moment, or before. */
  at(moment: number): void
  /** Sees to the room as soon as it is its turn. */
  soon(): void
  /** A connection is no more. */
  left(connection: DeviceConnection, why: 'own' | 'vanished' | 'sound'): void
}

export const homeOf = ({ facts, places }: SoundRoomState): GatewayConnections | undefined =>
  places.get(facts.sound.gateway ?? '')

export const gatewayOf = ({ sound }: SoundRoomState, id: string | null): Gateway | undefined =>
  sound.gateways.find(gateway => gateway.id === id)

/** Its listeners are to go to another. The home gateway is left by the whole room, as soon as another can take it. */
export const isDraining = (site: SoundRoomState, id: string): boolean =>
  id !== site.facts.sound.gateway && gatewayOf(site, id)?.draining === true

/** Somebody is there to hear. */
export const isWanted = ({ facts: { room } }: SoundRoomState): boolean =>
  room.phase === 'live' && room.participants.size > 0

/** Every connection with where it is. */
export function* allConnections(
  site: SoundRoomState,
): Generator<readonly [GatewayConnections, DeviceConnection]> {
  for (const here of site.places.values()) for (const one of here.connections.values()) yield [here, one]
}

/** Whether a person is heard to talk, by whichever of their devices, is told where it has changed. */
export function publishTalking(site: SoundRoomState, person: UserId, since?: number): void {
  const talks = connectionsOf(site, person).some(([, one]) => one.talks && !one.muted && !one.over)
  site.talk.talking(person, talks, since)
}

/** A connection ended that its person had not done with: another is asked of them. */
export function reportCutOff(site: SoundRoomState, one: DeviceConnection, why: 'vanished' | 'sound'): void {
  site.left(one, why)
  // One that was over has a newer one in its place.
  if (!one.over && standingOf(site.facts.room, one.person) !== null)
    site.signal({ signal: 'renegotiate', person: one.person, how: 'connect' })
}

export function connectionsOf(
  site: SoundRoomState,
  person: UserId,
): (readonly [GatewayConnections, DeviceConnection])[] {
  return [...allConnections(site)].filter(([, one]) => one.person === person)
}
