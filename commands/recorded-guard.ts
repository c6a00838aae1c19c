// Checks whether a value read from a file is a recorded event.

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const haveTexts = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]) =>
  names.every(name => typeof value[name] === 'string')

/** Whether the value has all fields of a recorded event with the right types. Does not check `data`. */
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
