// Who owns a room and who finds it in a list. A room is listed for groups of people, and a viewer asks for the groups that
// they belong to.

import type { Recorded } from '../commands/event.ts'
import type { UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { patch } from './patch.ts'
import type { LobbyGroup, RoomDocument } from './room-document.ts'

/** The groups that the room is listed for. */
export function lobbyGroupsOf(
  room: Pick<
    RoomDocument,
    'visibility' | 'createdBy' | 'lastHostId' | 'returning' | 'ownerId' | 'moderators' | 'invited'
  >,
): readonly LobbyGroup[] {
  if (room.visibility === 'open') return ['auditors', 'everyone']
  const people = new Set([
    room.createdBy,
    room.lastHostId,
    ...room.returning,
    ...room.moderators,
    ...room.invited,
  ])
  const groups: LobbyGroup[] = ['auditors']
  if (room.visibility === 'followers') groups.push(`followers:${room.ownerId}`)
  for (const person of people) groups.push(`person:${person}`)
  return groups
}

type HostChange = Extract<RoomEvent, { type: 'HostChanged' }>

/** Applies a change of host. A host who vanishes may return, which ends the claims of their substitutes. */
export function withHost(
  room: RoomDocument,
  { data: { from, to, reason }, at, position }: Recorded<HostChange>,
): RoomDocument {
  const index = to === null ? -1 : room.returning.indexOf(to)
  const vanished = reason === 'vanished' && from !== null
  return withOwner(room, {
    hostId: to,
    lastHostId: to ?? room.lastHostId,
    hostlessSince: to === null ? at : null,
    hostLoss: to === null ? position : null,
    returning: vanished
      ? withPeople(room.returning, [from])
      : index < 0
        ? room.returning
        : room.returning.slice(0, index),
  })
}

/** Applies a change to the fields that decide who owns the room. */
export function withOwner(room: RoomDocument, change: Partial<RoomDocument>): RoomDocument {
  const { returning, hostId, createdBy } = { ...room, ...change }
  return withLobbyGroups(room, { ...change, ownerId: returning[0] ?? hostId ?? createdBy })
}

/** Applies a change to the fields that decide who finds the room. An open room keeps its groups. */
export function withLobbyGroups(before: RoomDocument, change: Partial<RoomDocument>): RoomDocument {
  const room = patch(before, change)
  if (room === before || (room.visibility === 'open' && before.visibility === 'open')) return room
  return { ...room, audience: lobbyGroupsOf(room) }
}

/** Adds people to a list, each once. Returns the same list if nobody was added. */
export function withPeople(people: readonly UserId[], more: readonly UserId[]): readonly UserId[] {
  const all = new Set(people)
  for (const person of more) all.add(person)
  return all.size === people.length ? people : [...all]
}

/** Removes people from a list. Returns the same list if nobody was removed. */
export function withoutPeople(people: readonly UserId[], fewer: readonly UserId[]): readonly UserId[] {
  const out = new Set(fewer)
  const left = people.filter(person => !out.has(person))
  return left.length === people.length ? people : left
}
