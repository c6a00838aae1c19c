// Imports an export into another log: the same events in the same order, at new positions.

import type { NewEvent, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

/** The log already holds a different event where one of the export belongs. */
export class ImportConflict extends Error {
  override readonly name = 'ImportConflict'
}

const BATCH = 500

/**
 * Returns the number of events that were written or already there. Importing an export again changes nothing, and
 * importing a later one adds the newer events. Throws `ImportConflict` if the log holds other events of the room.
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
  // The log holds the first of these events, from an earlier export that ended among them.
  await append(log, stream, first, events.slice(0, known))
  await append(log, stream, appended.actual + 1, events.slice(known))
}
