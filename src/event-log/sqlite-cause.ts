// The text in which the cause of an event is stored, written and read quickly: every event has one.

import type { Cause } from '../../commands/event.ts'

/** Texts that stand in JSON as they are. */
const PLAIN = /^[\w.:/ -]*$/

/** The same text as `JSON.stringify`, in a tenth of its time for the usual values. */
export function textOfCause(cause: Cause): string {
  const { commandId, by, correlationId } = cause
  if (PLAIN.test(commandId) && PLAIN.test(by) && PLAIN.test(correlationId))
    return `{"commandId":"${commandId}","by":"${by}","correlationId":"${correlationId}"}`
  return JSON.stringify(cause)
}

const START = '{"commandId":"'
const MIDDLE = '","by":"'
const LAST = '","correlationId":"'
const END = '"}'

/** The same value as `JSON.parse`, in a tenth of its time for the usual texts. */
export function causeOfText(text: string): Cause {
  if (text.startsWith(START) && !text.includes('\\')) {
    const commandEnd = text.indexOf('"', START.length)
    const byStart = commandEnd + MIDDLE.length
    const byEnd = text.indexOf('"', byStart)
    const requestStart = byEnd + LAST.length
    const requestEnd = text.length - END.length
    if (
      text.startsWith(MIDDLE, commandEnd) &&
      text.startsWith(LAST, byEnd) &&
      text.indexOf('"', requestStart) === requestEnd &&
      text.endsWith(END)
    )
      return {
        commandId: text.slice(START.length, commandEnd),
        by: text.slice(byStart, byEnd),
        correlationId: text.slice(requestStart, requestEnd),
      } as Cause
  }
  return JSON.parse(text)
}
