// A real log into which tests inject faults.

import type { StreamName } from '../../commands/event.ts'
import { type Appended, type EventLog, LogFault } from '../../src/event-log/event-log.ts'

/** Stands in for one append: `write` does it. */
export type LogFailure = (write: () => Promise<Appended>) => Promise<Appended>

export type FaultyLog = EventLog & {
  /** For the appends to come, one each, in this order. */
  readonly faults: LogFailure[]
  /** For all appends while it is set. */
  always: LogFailure | null
  /** How many events came with each append, whatever became of it. */
  readonly appends: number[]
  /** The streams that were read. */
  readonly reads: StreamName[]
}

/** `isExclusive` as the log that is wrapped, unless given. */
export function createFaultyLog(log: EventLog, isExclusive = log.isExclusive): FaultyLog {
  const faults: LogFailure[] = []
  const appends: number[] = []
  const reads: StreamName[] = []
  return {
    isExclusive,
    faults,
    always: null,
    appends,
    reads,
    append(stream, expected, events) {
      appends.push(events.length)
      const fault = this.always ?? faults.shift()
      const write = () => log.append(stream, expected, events)
      return fault ? fault(write) : write()
    },
    read(stream, from, limit) {
      reads.push(stream)
      return log.read(stream, from, limit)
    },
    readTail(stream, limit) {
      reads.push(stream)
      return log.readTail(stream, limit)
    },
    readAfter: (streams, after, limit) => log.readAfter(streams, after, limit),
    readBefore: (streams, before, limit) => log.readBefore(streams, before, limit),
    head: () => log.head(),
    contains: (position, options) => log.contains(position, options),
    follow: (after, filter, signal) => log.follow(after, filter, signal),
    damage: () => log.damage(),
    ping: () => log.ping(),
    close: () => log.close(),
  }
}

/** It was written, and the answer never came. */
export const answerLost: LogFailure = async write => {
  await write()
  throw new LogFault('the answer was lost', { isOutcomeUnknown: true })
}

/** It never came to the log, which nobody can tell from an answer that was lost. */
export const requestLost: LogFailure = async () => {
  throw new LogFault('the request was lost', { isOutcomeUnknown: true })
}

export const diskFull: LogFailure = async () => {
  throw new LogFault('the disk is full')
}

/** Another writer is faster. */
export function delayedBy(work: () => Promise<unknown>): LogFailure {
  return async write => {
    await work()
    return write()
  }
}
