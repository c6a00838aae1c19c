// Prints the output of a command: lines and progress at a terminal, or one line of JSON.

import { systemTime } from '../src/support/time.ts'

/** The arguments are wrong, or the command cannot run now. The message says what to do. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export type Terminal = {
  /** One line for a person. */
  say(line: string): void
  /** Shows progress from 0 to 1 on one line. At 1 the line stays, otherwise the next output replaces it. */
  bar(what: string, fraction: number): void
  count(what: string, count: number): void
  /** Prints the result with --json. */
  answer(result: object): void
  /** Prints why the command failed. With --json, `{ error }` replaces the result. */
  fail(message: string): void
}

/** Characters. */
const BAR_WIDTH = 30
const REDRAW_INTERVAL_MS = 100

export function createTerminal(json: boolean, stream: NodeJS.WriteStream = process.stderr): Terminal {
  let shownAt = Number.NEGATIVE_INFINITY
  let open = false

  function show(line: string, isLast: boolean) {
    if (!stream.isTTY || (!isLast && systemTime.elapsed() - shownAt < REDRAW_INTERVAL_MS)) return
    shownAt = systemTime.elapsed()
    open = !isLast
    stream.write(`\r\x1b[K${line}${isLast ? '\n' : ''}`)
  }

  function clear() {
    if (open) stream.write('\r\x1b[K')
    open = false
  }

  return {
    say(line) {
      clear()
      if (!json) console.log(line)
    },
    bar(what, fraction) {
      const full = Math.floor(fraction * BAR_WIDTH)
      const percent = String(Math.floor(fraction * 100)).padStart(3)
      show(`${what} [${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${percent} %`, fraction >= 1)
    },
    count: (what, count) => show(`${what}: ${count} documents`, false),
    answer(result) {
      clear()
      if (json) console.log(JSON.stringify(result))
    },
    fail(message) {
      clear()
      if (json) console.log(JSON.stringify({ error: message }))
      else console.error(message)
    },
  }
}
