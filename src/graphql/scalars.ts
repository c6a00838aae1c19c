// Converts scalars and enum values between GraphQL and the domain.

import {
  type DocumentNode,
  GraphQLError,
  GraphQLScalarType,
  type GraphQLScalarTypeConfig,
  Kind,
  valueFromASTUntyped,
} from 'graphql'
import { type Position, parsePosition } from '../../commands/event.ts'

const DATE_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,30}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/

/**
 * Milliseconds since 1970 of a time in RFC 3339, with any offset. Digits beyond milliseconds are cut off. Null for invalid
 * input, also for 30 February, which `Date` would shift to March, and for leap seconds, which `Date` does not know.
 */
export function parseDateTime(text: string): number | null {
  const match = DATE_TIME.exec(text)
  if (!match) return null
  const [, date, hours, minutes, seconds, fraction = '', sign, offsetHours, offsetMinutes] = match
  const local = `${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
  const at = Date.parse(local)
  if (Number.isNaN(at) || new Date(at).toISOString() !== local) return null
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000
  return sign === '-' ? at + offset : at - offset
}

/** A scalar that is serialized as a string. */
function textual<T>(
  name: string,
  expected: string,
  parse: (text: string) => T | null,
  serialize: (value: T) => string,
): GraphQLScalarType<T, string> {
  const read = (text: unknown): T => {
    const value = typeof text === 'string' ? parse(text) : null
    if (value === null) throw new GraphQLError(`${name} must be ${expected}.`)
    return value
  }
  const config: GraphQLScalarTypeConfig<T, string> = {
    name,
    serialize: value => serialize(value as T),
    parseValue: read,
    parseLiteral: node => read(node.kind === Kind.STRING ? node.value : null),
  }
  return new GraphQLScalarType(config)
}

export const scalars = {
  Position: textual<Position>(
    'Position',
    'a position from a response of this API',
    parsePosition,
    position => position,
  ),
  DateTime: textual<number>(
    'DateTime',
    'a time with its offset, such as "2026-05-17T19:30:00Z" or "2026-05-17T21:30:00+02:00"',
    parseDateTime,
    milliseconds => new Date(milliseconds).toISOString(),
  ),
  JSON: new GraphQLScalarType<unknown, unknown>({
    name: 'JSON',
    serialize: value => value,
    parseValue: value => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  }),
}

/** Enums whose values have the same names in the domain. */
const SAME_NAMES = new Set(['RejectionCode', 'Scope'])

/** The domain values of all enums in the schema: `INVITATION_ONLY` is `invitation-only`. */
export function enumValues(schema: DocumentNode): Record<string, Record<string, string>> {
  return Object.fromEntries(
    schema.definitions.flatMap(definition => {
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || SAME_NAMES.has(definition.name.value)) return []
      const names = (definition.values ?? []).map(value => value.name.value)
      const values = names.map(name => [name, name.toLowerCase().replaceAll('_', '-')])
      return [[definition.name.value, Object.fromEntries(values)]]
    }),
  )
}
