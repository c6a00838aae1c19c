// Whether a value that was read from a file is a recorded event.

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const haveTexts = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]) =>
  names.every(name => typeof value[name] === 'string')

/** Whether it has all fields of a recorded event, with their types. Says nothing about what the event means. */
export function isRecorded(value: unknown): boolean {
  return (
    isObject(value) &&
    haveTexts(value, 'id', 'stream', 'position', 'type') &&
    Number.isSafeInteger(value.version) &&
    (value.version as number) >= 0 &&
    Number.isSafeInteger(value.at) &&
    isObject(value.data) &&
    isObject(value.cause) &&
    haveTexts(value.cause, 'commandId', 'by', 'correlationId')
  )
}
