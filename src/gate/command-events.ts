// Reads the events that a command wrote, to return the first outcome when the command is repeated.

import type { Recorded, StreamName, Version } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { EventLog } from '../event-log/event-log.ts'

/** Events that are read at a time. */
const PAGE = 100

/** The events of a command, of which the first has version `first`. Empty when that event belongs to another command. */
export async function readCommandEvents(
  log: Pick<EventLog, 'read'>,
  stream: StreamName,
  first: Version,
  commandId: CommandId,
): Promise<readonly Recorded[]> {
  const events: Recorded[] = []
  for (let from = first; ; from += PAGE) {
    const page = await log.read(stream, from, PAGE)
    for (const event of page) {
      if (event.cause.commandId !== commandId) return events
      events.push(event)
    }
    if (page.length < PAGE) return events
  }
}
