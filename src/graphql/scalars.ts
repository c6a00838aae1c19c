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

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?Z$/

/** Milliseconds since 1970. Null for invalid input, also for 30 February, which `Date` would shift to March. */
export function parseDateTime(text: string): number | null {
  const match = DATE_TIME.exec(text)
  if (!match) return null
  const whole = `${match[1]}.${(match[2] ?? '').padEnd(3, '0')}Z`
  const at = Date.parse(whole)
  return Number.isNaN(at) || new Date(at).toISOString() !== whole ? null : at
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
    'a time in UTC such as "2026-05-17T19:30:00.000Z"',
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
