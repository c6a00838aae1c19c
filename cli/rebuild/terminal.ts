// How the commands for operators speak: to a person, or as JSON.

import { systemTime } from '../../src/support/time.ts'
/** It was called in a way that cannot be meant, or it cannot be done now: ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export type Terminal = {
  /** One line for a person. */
  say(line: string): void
  /** How far something is, from 0 to 1; on one line that stays when it is whole, and is gone before anything else is said. */
  bar(what: string, part: number): void
  count(what: string, count: number): void
  /** What it came to, as JSON where that is asked for. */
  answer(result: object): void
  /** Why it could not be done; as JSON it stands where the answer would. */
  fail(message: string): void
}

const WIDTH = 30
const EVERY = 100

export function createTerminal(json: boolean, stream: NodeJS.WriteStream = process.stderr): Terminal {
  let shownAt = Number.NEGATIVE_INFINITY
  let open = false

  function show(line: string, isLast: boolean) {
    if (!stream.isTTY || (!isLast && systemTime.elapsed() - shownAt < EVERY)) return
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
    bar(what, part) {
      const full = Math.floor(part * WIDTH)
      const percent = String(Math.floor(part * 100)).padStart(3)
      show(`${what} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${percent} %`, part >= 1)
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
