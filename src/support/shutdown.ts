// Closes the parts of a process in the reverse order of their start.

import type { Logger } from './log.ts'

export type Shutdown = {
  /** `close` is called once, after all that were added later. */
  add(name: string, close: () => void | Promise<void>): void
  /** Resolves when all are closed. What one of them throws is logged, and the others are closed all the same. */
  close(): Promise<void>
}

export function createShutdown(logger: Logger): Shutdown {
  const open: { name: string; close: () => void | Promise<void> }[] = []
  let closed: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    for (let next = open.pop(); next; next = open.pop()) {
      try {
        await next.close()
      } catch (err) {
        logger.error({ err, part: next.name }, 'shutdown: closing failed')
      }
    }
  }

  return {
    add: (name, close) => void open.push({ name, close }),
    close() {
      closed ??= closeAll()
      return closed
    },
  }
}
