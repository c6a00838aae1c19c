import { describe, it } from 'node:test'
import type { CommandId, RoomId, UserId } from '../../commands/ids.ts'
import { type UserCommand, userDecider } from '../../commands/user/decide.ts'
import type { InspectionFact, UserEvent } from '../../commands/user/events.ts'
import { specification } from '../support/spec.ts'

const given = specification(userDecider)
const HOUR = 3_600_000
const tea = 'tea' as RoomId
const jazz = 'jazz' as RoomId

const look = (at: number, room = tea, how: InspectionFact['how'] = 'timeline'): UserCommand => ({
  type: 'InspectRoom',
  data: { room, how },
  at,
  by: 'auditor' as UserId,
  commandId: 'a command' as CommandId,
})
const looked = (hour: number, room = tea, how: InspectionFact['how'] = 'timeline'): UserEvent => ({
  type: 'RoomInspected',
  data: { room, how, hour: hour * HOUR },
})

describe('InspectRoom', () => {
  it('is noted in the hour in which it was done, of somebody who is not registered, too', () => {
    given([])
      .when(look(5 * HOUR + 17))
      .then(looked(5))
  })

  it('is noted once within an hour', () => {
    given([looked(5)])
      .when(look(6 * HOUR - 1))
      .thenNothing()
  })

  it('is noted again in the next hour', () => {
    given([looked(5)])
      .when(look(6 * HOUR))
      .then(looked(6))
  })

  it('is noted for each room and for each way into it', () => {
    given([looked(5)])
      .when(look(5 * HOUR, jazz))
      .then(looked(5, jazz))
    given([looked(5), looked(5, jazz)])
      .when(look(5 * HOUR, tea, 'replay'))
      .then(looked(5, tea, 'replay'))
    given([looked(5), looked(5, jazz)])
      .when(look(5 * HOUR, jazz))
      .thenNothing()
  })

  it('is noted in the later hour where a clock is behind one that has noted already', () => {
    given([looked(6)])
      .when(look(5 * HOUR, jazz))
      .then(looked(6, jazz))
    given([looked(6)])
      .when(look(5 * HOUR))
      .thenNothing()
  })
})
