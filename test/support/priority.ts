// Sound is mixed, sent and heard in real time: where it may be, it comes before what else a busy machine does.

import { setPriority } from 'node:os'

const FIRST = -15

/** Of the process itself, or of one that has only just begun: its threads take over what it has when it makes them. */
export function comeFirst(pid = 0): void {
  try {
    setPriority(pid, FIRST)
  } catch {
    // Not allowed, or gone already: then it waits its turn.
  }
}
