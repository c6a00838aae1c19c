// The time machine: a room as it was.

import { rooms } from '../../../projections/rooms.ts'
import { apiError } from '../faults.ts'
import { inspect } from '../inspection.ts'
import type { RoomParent } from '../parents.ts'
import { ofThisLog } from '../positions.ts'
import type { QueryResolvers } from '../schema.generated.ts'
import { enterHistory } from '../time-travel.ts'

export const timeMachineQueries: Pick<QueryResolvers, 'roomAt'> = {
  async roomAt(_root, { roomId: id, at, position }, context, info) {
    if ((typeof at === 'number') === Boolean(position))
      throw apiError('BAD_FILTER', 'Give exactly one of `at` and `position`.')
    const { roomId, viewLevel } = await inspect(context, id, 'time-machine')
    await ofThisLog(context, position)
    const { timeMachine } = context.services.history
    const past = await timeMachine.at(roomId, position ?? (await timeMachine.positionAt(roomId, at!)))
    enterHistory(context, info, past, viewLevel === 'record')
    return (await past.documents.get(rooms, roomId)) as RoomParent | null
  },
}
