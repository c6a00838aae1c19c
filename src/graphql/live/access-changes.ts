// Which events may give a viewer other rights, or another view level, than the policy gave them before.

import type { Recorded } from '../../../commands/event.ts'
import type { TimelineEvent } from '../../../commands/event-catalogue.ts'
import type { UserId } from '../../../commands/ids.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import { addressee } from '../policy.ts'
import type { Viewer } from '../viewer.ts'

/** Whose rights or view level may be others after the event. */
export function rightsChangedBy(
  recorded: Recorded,
  visibility: RoomDocument['visibility'],
): readonly UserId[] | 'everybody' {
  const event = recorded as Recorded<TimelineEvent>
  switch (event.type) {
    case 'VisibilitySet':
      return 'everybody'
    case 'HostChanged': {
      const { from, to } = event.data
      return visibility === 'followers' ? 'everybody' : [from, to].filter(userId => userId !== null)
    }
    case 'RoomOpened':
      return [event.data.host]
    case 'PeopleInvited':
    case 'PeopleUninvited':
      return event.data.people
    case 'ModeratorAppointed':
    case 'ModeratorDismissed':
    case 'ParticipantJoined':
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return [event.data.participant]
    case 'PersonBanned':
    case 'BanLifted':
      return [event.data.person]
    default:
      return NO_PEOPLE
  }
}

const NO_PEOPLE: readonly UserId[] = []

/** Whether those who moderate the room may be others after it: hosts who may return lose that without being named. */
export function changesModerators({ type }: Recorded): boolean {
  return type === 'HostChanged'
}

/** Whether the viewer's rights or view level may be others after the event. */
export function changesRights(
  { userId }: Viewer,
  { visibility }: Pick<RoomDocument, 'visibility'>,
  recorded: Recorded,
): boolean {
  const people = rightsChangedBy(recorded, visibility)
  return people === 'everybody' || people.includes(userId)
}

/** Whether the event puts the person out of the room. */
export function excludes(recorded: Recorded, userId: UserId): boolean {
  const event = recorded as Recorded<TimelineEvent>
  if (event.type === 'PersonBanned') return event.data.person === userId
  return event.type === 'ParticipantRemoved' && event.data.participant === userId
}

/** Whether nothing can happen in the room any more. */
export function isOver({ type }: Recorded): boolean {
  return type === 'RoomClosed' || type === 'RoomCancelled'
}

/** Who gets these events in another form than the rest of their group, or may not stay in that group after them. */
export function affectedBy(
  events: readonly Recorded[],
  visibility: RoomDocument['visibility'],
): ReadonlySet<UserId> | 'everybody' {
  const affected = new Set<UserId>()
  for (const event of events) {
    const moved = rightsChangedBy(event, visibility)
    if (moved === 'everybody') return moved
    for (const userId of moved) affected.add(userId)
    const userId = addressee(event)
    if (userId) affected.add(userId)
  }
  return affected
}
