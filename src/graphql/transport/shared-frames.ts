// Renders each message into one frame for all subscriptions that share an execution.

import type { ExecutionResult } from 'graphql'
import { GraphQLError } from 'graphql'
import { type Mask, maskResult } from '../faults.ts'
import type { Renderer } from '../live/room-subscriber.ts'
import type { RoomMessageParent } from '../parents.ts'
import { Frame } from './frames.ts'
import type { SharedExecution } from './operations.ts'

export function createFrames(shared: SharedExecution, mask: Mask): Renderer<Frame> {
  // A frame lives as long as its message.
  const frames = new WeakMap<RoomMessageParent, Frame | Promise<Frame>>()
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
    frames.set(message, frame)
    return frame
  }

  return {
    name,
    render(message, turn) {
      let frame = frames.get(message)
      if (!frame) {
        frame = make(message, turn)
        frames.set(message, frame)
      }
      return frame
    },
  }
}
