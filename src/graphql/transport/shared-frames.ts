// Renders each message into one frame for all subscriptions that share an execution.

import type { ExecutionResult } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Caches, WeightedCache } from '../../support/weighted-cache.ts'
import { type Mask, maskResult } from '../faults.ts'
import type { Renderer } from '../live/room-subscriber.ts'
import type { RoomMessageParent } from '../parents.ts'
import { Frame } from './frames.ts'
import type { SharedExecution } from './operations.ts'

/** Frames by a key of their own. */
export type FrameCache = WeightedCache<object, Frame>

/** What the frames of all subscriptions together may weigh. One that is evicted is rendered again for latecomers. */
const MAX_BYTES = 16 * 1024 * 1024
/** A frame without its bytes. It may hold them twice: see `Frame`. */
const FRAME_BYTES = 400

export const createFrameCache = (caches: Caches): FrameCache =>
  caches.create({ name: 'frames', maxBytes: MAX_BYTES, weigh: frame => FRAME_BYTES + frame.size * 2 })

/** The frame while it is rendered, then its key in the cache. */
type Rendered = Promise<Frame> | { readonly key: object }

export function createFrames(shared: SharedExecution, mask: Mask, cache: FrameCache): Renderer<Frame> {
  const keys = new WeakMap<RoomMessageParent, Rendered>()
  const { name, correlationId } = shared

  const execute = async (roomEvents: RoomMessageParent): Promise<ExecutionResult> => {
    try {
      return await shared.make({ roomEvents })
    } catch (error) {
      return { errors: [new GraphQLError('fault', { originalError: error as Error })] }
    }
  }

  const make = async (message: RoomMessageParent, turn?: () => Promise<void>): Promise<Frame> => {
    await turn?.()
    const result = await execute(message)
    const frame = new Frame(JSON.stringify(maskResult(mask, result, correlationId)))
    const rendered = { key: {} }
    cache.set(rendered.key, frame)
    keys.set(message, rendered)
    return frame
  }

  return {
    name,
    render(message, turn) {
      const known = keys.get(message)
      if (known instanceof Promise) return known
      const cached = known && cache.get(known.key)
      if (cached) return cached
      const frame = make(message, turn)
      keys.set(message, frame)
      return frame
    },
  }
}
