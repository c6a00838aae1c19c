// Replays the history of a room as a subscription.

import { offsetAt } from '../../history/recordings.ts'
import { apiError } from '../faults.ts'
import { inspect } from '../inspection.ts'
import { type ClosableIterator, closable } from '../live/closable.ts'
import type { ReplayMessageParent } from '../parents.ts'
import { viewOf } from '../policy.ts'
import type { SubscriptionResolvers } from '../schema.generated.ts'

type Played = { readonly replayRoom: ReplayMessageParent }

const SPEED = { least: 0.25, most: 1_000 }

export const replaySubscriptions: Pick<SubscriptionResolvers, 'replayRoom'> = {
  replayRoom: {
    async subscribe(_root, args, context): Promise<ClosableIterator<Played>> {
      const speed = args.speed ?? 1
      const { longestPause } = args
      if (
        speed < SPEED.least ||
        speed > SPEED.most ||
        (typeof longestPause === 'number' && longestPause <= 0)
      )
        throw apiError('BAD_REPLAY', '`speed` must be 0.25 to 1000, and `longestPause` above 0 seconds.')
      const { roomId, viewer, viewLevel } = await inspect(context, args.roomId, 'replay')
      const { eventLog, history } = context.services
      const { recordings, replays } = history
      const isForeign = Boolean(args.after && !(await eventLog.contains(args.after)))
      const replay = await replays.start({
        roomId,
        from: args.from ?? null,
        to: args.to ?? null,
        after: isForeign ? null : (args.after ?? null),
        speed,
        longestPause: typeof longestPause === 'number' ? longestPause * 1_000 : null,
      })
      const segments = await recordings.segmentsOf(roomId)
      // What the viewer saw before may not be in this log, so the replay begins again and says so.
      let complete = !isForeign
      const pull = async (): Promise<Played | null> => {
        for (;;) {
          const batch = await replay.next()
          if (!batch) return null
          const { position, at } = batch
          const events = batch.events.flatMap(event => {
            const seen = viewOf(event, viewLevel, viewer.userId)
            return seen ? [{ event, viewLevel: seen }] : []
          })
          if (events.length === 0) continue
          await context.services.fanOut.turn(viewer.userId)
          const message = { position, complete, events, at, recording: offsetAt(segments, at) }
          complete = true
          return { replayRoom: message }
        }
      }
      return closable(pull, replay.stop)
    },
    resolve: ({ replayRoom }: Played) => replayRoom,
  },
}
