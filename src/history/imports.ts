// An export written into another log: the same events in the same order, at positions of that log.

import type { NewEvent, Recorded, StreamName } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

/** The log holds something else where an event of the export belongs. */
export class ImportConflict extends Error {
  override readonly name = 'ImportConflict'
}

const BATCH = 500

/**
 * Answers how many events were written, or were there already: importing the same export again changes nothing. Throws
 * an `ImportConflict` where the log holds other events of the room, or the export does not begin with its first.
 */
export async function importEvents(
  log: Pick<EventLog, 'append'>,
  events: AsyncIterable<Recorded>,
): Promise<number> {
  let count = 0
  let stream: StreamName | null = null
  let first = 0
  let batch: NewEvent[] = []

  const flush = async () => {
    if (stream === null || batch.length === 0) return
    const appended = await log.append(stream, first - 1, batch)
    if (!appended.written)
      throw new ImportConflict(
        `${stream} is at version ${appended.actual}, where version ${first} of the export belongs`,
      )
    count += batch.length
    batch = []
  }

  for await (const { position: _, version, stream: name, ...event } of events) {
    if (name !== stream || version !== first + batch.length || batch.length >= BATCH) {
      await flush()
      stream = name
      first = version
    }
    batch.push(event)
  }
  await flush()
  return count
}
