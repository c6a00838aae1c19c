// An export written into another log: the same events in the same order, at positions of that log.

import type { NewEvent, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

/** The log holds something else where an event of the export belongs. */
export class ImportConflict extends Error {
  override readonly name = 'ImportConflict'
}

const BATCH = 500

/**
 * Answers how many events were written, or were there already: importing the same export again changes nothing, and one
 * that was made later adds what came since. Throws an `ImportConflict` where the log holds other events of the room.
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
    await append(log, stream, first, batch)
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

async function append(
  log: Pick<EventLog, 'append'>,
  stream: StreamName,
  first: Version,
  events: readonly NewEvent[],
): Promise<void> {
  const appended = await log.append(stream, first - 1, events)
  if (appended.written) return
  const known = appended.actual - first + 1
  if (known <= 0 || known >= events.length)
    throw new ImportConflict(
      `${stream} is at version ${appended.actual}, where version ${first} of the export belongs`,
    )
  // It holds the first of these, from an export that was made earlier and ended among them.
  await append(log, stream, first, events.slice(0, known))
  await append(log, stream, appended.actual + 1, events.slice(known))
}
