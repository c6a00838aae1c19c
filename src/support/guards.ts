// Guards for values that were read from files: files are cut, damaged and edited.

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isText = (value: unknown) => typeof value === 'string'

export const haveTexts = (value: Fields, ...names: readonly string[]) =>
  names.every(name => isText(value[name]))
export const haveCounts = (value: Fields, ...names: readonly string[]) =>
  names.every(name => Number.isSafeInteger(value[name]) && (value[name] as number) >= 0)
