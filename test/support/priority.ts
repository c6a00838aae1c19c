// Sound is mixed, sent and heard in real time, so its processes get a higher priority where that is allowed.

import { setPriority } from 'node:os'

const PRIORITY = -15

/** Raises the priority of a process that has just started, or of this one. Threads inherit it when they are made. */
export function raisePriority(pid = 0): void {
  try {
    setPriority(pid, PRIORITY)
  } catch {
    // Not allowed, or the process has ended.
  }
}
