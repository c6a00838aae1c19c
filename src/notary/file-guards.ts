// Whether what was read from a file has the shape that it should have: files are cut, damaged, and changed by hand.

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown) => typeof value === 'string'

export const areTexts = (value: Fields, ...names: readonly string[]) =>
  names.every(name => isText(value[name]))
export const areCounts = (value: Fields, ...names: readonly string[]) =>
  names.every(name => Number.isSafeInteger(value[name]) && (value[name] as number) >= 0)

export function isEvent(value: unknown): boolean {
  return (
    isFields(value) &&
    areTexts(value, 'id', 'stream', 'position', 'type') &&
    areCounts(value, 'version') &&
    Number.isSafeInteger(value.at) &&
    isFields(value.data) &&
    isFields(value.cause) &&
    areTexts(value.cause, 'commandId', 'by', 'correlationId')
  )
}

export function isKey(value: unknown): boolean {
  return (
    isFields(value) &&
    areTexts(value, 'keyId', 'publicKey') &&
    [value.endorsedBy, value.endorsement].every(one => one === null || isText(one))
  )
}

export function isHead(value: unknown): boolean {
  return (
    isFields(value) &&
    areTexts(value, 'room', 'chain', 'root', 'keyId', 'signature') &&
    areCounts(value, 'count', 'signedAt')
  )
}

/** Of all those that a room was signed by, with which of them covers which events. */
export function isKeptHead(value: unknown): boolean {
  return isHead(value) && areTexts(value as Fields, 'fingerprints') && areCounts(value as Fields, 'from')
}

export function isProof(value: unknown): boolean {
  return (
    isFields(value) &&
    value.format === 'rostrum-proof-1' &&
    isEvent(value.event) &&
    isHead(value.head) &&
    areCounts(value, 'number') &&
    Array.isArray(value.path) &&
    value.path.every(isText)
  )
}
