// Who finds a room in a list: each room stands under some names, and a viewer asks for those that are theirs.

import type { UserId } from '../commands/ids.ts'
import type { RoomDocument } from './rooms.ts'

/** `auditors` is every room's; a person asks for `everyone`, for `person:<own id>` and for the hosts that they follow. */
export type Audience = 'auditors' | 'everyone' | `followers:${UserId}` | `person:${UserId}`

export function audienceOf(
  room: Pick<RoomDocument, 'visibility' | 'lastHostId' | 'createdBy' | 'moderators' | 'invited'>,
): readonly Audience[] {
  if (room.visibility === 'open') return ['auditors', 'everyone']
  const people = new Set([room.createdBy, room.lastHostId, ...room.moderators, ...room.invited])
  const audience: Audience[] = ['auditors']
  if (room.visibility === 'followers') audience.push(`followers:${room.lastHostId}`)
  for (const person of people) audience.push(`person:${person}`)
  return audience
}
