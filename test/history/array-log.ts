// Events in an array, read as a log reads them.

import type { Position, Recorded } from '../../commands/event.ts'
import { BEGINNING } from '../../commands/event.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'

export type ReadLog = Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'readBefore' | 'head'>

/** `reads` counts the events that were handed out. */
export function arrayLog(events: readonly Recorded[]): ReadLog & { reads: number } {
  const counted = (found: Recorded[]) => {
    log.reads += found.length
    return found
  }
  const log = {
    reads: 0,
    read: async (stream: string, from: number, limit: number) =>
      counted(events.filter(one => one.stream === stream && one.version >= from).slice(0, limit)),
    readTail: async (stream: string, limit: number) =>
      counted(limit > 0 ? events.filter(one => one.stream === stream).slice(-limit) : []),
    readAfter: async (streams: readonly string[], after: Position, limit: number) =>
      counted(events.filter(one => streams.includes(one.stream) && one.position > after).slice(0, limit)),
    readBefore: async (streams: readonly string[], before: Position, limit: number) => {
      const found = events.filter(one => streams.includes(one.stream) && one.position < before)
      return counted(limit > 0 ? found.slice(-limit) : [])
    },
    head: async () => events.at(-1)?.position ?? BEGINNING,
  }
  return log
}
