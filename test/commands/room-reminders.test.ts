import { describe, it } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { bea, bySystem, cancelled, closed, given, opened, scheduled, tomorrow } from '../support/room-spec.ts'

describe('RemindInterested', () => {
  const remind = bySystem('RemindInterested', { startsAt: tomorrow })
  const interested: RoomEvent = { type: 'InterestMarked', data: { person: bea } }
  const reminded = (startsAt: number): RoomEvent => ({ type: 'InterestedReminded', data: { startsAt } })

  it('reminds whoever wants to be, once for each start', () => {
    given([...scheduled(), interested])
      .when(remind)
      .then(reminded(tomorrow))
    given([...scheduled(), interested, reminded(tomorrow)])
      .when(remind)
      .thenNothing()
    const later: RoomEvent = { type: 'RoomRescheduled', data: { startsAt: tomorrow + 5 } }
    given([...scheduled(), interested, reminded(tomorrow), later])
      .when(bySystem('RemindInterested', { startsAt: tomorrow + 5 }))
      .then(reminded(tomorrow + 5))
    given([...scheduled(), interested, later])
      .when(remind)
      .thenNothing()
  })

  it('reminds again of a start that the room was moved away from and back to', () => {
    const moved = (startsAt: number): RoomEvent => ({ type: 'RoomRescheduled', data: { startsAt } })
    given([...scheduled(), interested, reminded(tomorrow), moved(tomorrow + 5), moved(tomorrow)])
      .when(remind)
      .then(reminded(tomorrow))
  })

  it('yields nothing where nobody wants to be, when the start has passed, and of a room that began or never will', () => {
    given(scheduled()).when(remind).thenNothing()
    const withdrawn: RoomEvent = { type: 'InterestWithdrawn', data: { person: bea } }
    given([...scheduled(), interested, withdrawn])
      .when(remind)
      .thenNothing()
    given([...scheduled(), interested])
      .when({ ...remind, at: tomorrow })
      .thenNothing()
    for (const history of [opened(), cancelled, closed]) given(history).when(remind).thenNothing()
  })
})
