// What the parts of a room's sound share.

import type { RoomId, UserId } from '../../commands/ids.ts'
import type { Gateway, Sound } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { Connected, Held } from './connections.ts'
import { standingOf } from './diff.ts'
import type { Handles } from './handles.ts'
import type { Facts } from './log-state.ts'
import type { Renegotiation, SoundSignal } from './protocol.ts'
import type { Talk } from './speaking.ts'

export type SoundSettings = {
  /** Above so many listeners they are streamed to. */
  readonly streamAbove: number
  /** The folder of recordings, as this process and the gateways see it. */
  readonly recordings: string
  /** Milliseconds for which a gateway may be away before its rooms are placed elsewhere. */
  readonly lostAfter: number
}

export type RoomSoundOptions = {
  readonly roomId: RoomId
  readonly sound: Pick<Sound, 'gateways'>
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Pick<Bus, 'publish'>
  readonly clock: Time
  readonly handles: Handles
  readonly logger: Logger
  readonly settings: SoundSettings
  /** Whether the room is still this process's to work on. */
  mayAct(): boolean
}

export type Site = RoomSoundOptions & {
  readonly facts: Facts
  /** By the id of the gateway. */
  readonly places: Map<string, Held>
  readonly talk: Talk
  /** What people were asked to do with their connection and have not done. */
  readonly pending: Map<UserId, Renegotiation>
  /** Whether new listeners are streamed to. */
  streaming: boolean
  signal(message: SoundSignal): void
  /** Sees to the room at a moment, or before. */
  at(moment: number): void
  /** Sees to the room as soon as it is its turn. */
  soon(): void
  /** A connection is no more. */
  left(connection: Connected, why: 'own' | 'vanished' | 'sound'): void
}

export const homeOf = ({ facts, places }: Site): Held | undefined => places.get(facts.sound.gateway ?? '')

export const gatewayOf = ({ sound }: Site, id: string | null): Gateway | undefined =>
  sound.gateways.find(gateway => gateway.id === id)

/** Its listeners are to go to another. The home gateway is left by the whole room, as soon as another can take it. */
export const isEmptied = (site: Site, id: string): boolean =>
  id !== site.facts.sound.gateway && gatewayOf(site, id)?.draining === true

/** Somebody is there to hear. */
export const isWanted = ({ facts: { room } }: Site): boolean =>
  room.phase === 'live' && room.participants.size > 0

/** Every connection with where it is. */
export function* everyone(site: Site): Generator<readonly [Held, Connected]> {
  for (const here of site.places.values()) for (const one of here.connections.values()) yield [here, one]
}

/** Whether a person is heard to talk, by whichever of their devices, is told where it has changed. */
export function tellTalking(site: Site, person: UserId, since?: number): void {
  const talks = connectionsOf(site, person).some(([, one]) => one.talks && !one.muted && !one.over)
  site.talk.talking(person, talks, since)
}

/** A connection ended that its person had not done with: another is asked of them. */
export function cutOff(site: Site, one: Connected, why: 'vanished' | 'sound'): void {
  site.left(one, why)
  // One that was over has a newer one in its place.
  if (!one.over && standingOf(site.facts.room, one.person) !== null)
    site.signal({ signal: 'renegotiate', person: one.person, how: 'connect' })
}

export function connectionsOf(site: Site, person: UserId): (readonly [Held, Connected])[] {
  return [...everyone(site)].filter(([, one]) => one.person === person)
}
