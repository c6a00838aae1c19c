// How values of the domain look in GraphQL, and back.

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

/** Milliseconds since 1970, or null for what is no moment: also for the 30th of February, which `Date` would move. */
export function parseDateTime(text: string): number | null {
  const match = DATE_TIME.exec(text)
  if (!match) return null
  const whole = `${match[1]}.${(match[2] ?? '').padEnd(3, '0')}Z`
  const at = Date.parse(whole)
  return Number.isNaN(at) || new Date(at).toISOString() !== whole ? null : at
}

/** A scalar that is written as a string. */
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
    'a position that this API gave',
    parsePosition,
    position => position,
  ),
  DateTime: textual<number>(
    'DateTime',
    'a moment such as "2026-05-17T19:30:00.000Z"',
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

/** Enums whose values are the same in the domain. */
const ALIKE = new Set(['RejectionCode', 'Scope'])

/** The values of the schema's enums in the words of the domain: `INVITATION_ONLY` is `invitation-only`. */
export function enumValues(schema: DocumentNode): Record<string, Record<string, string>> {
  return Object.fromEntries(
    schema.definitions.flatMap(definition => {
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || ALIKE.has(definition.name.value)) return []
      const names = (definition.values ?? []).map(value => value.name.value)
      const values = names.map(name => [name, name.toLowerCase().replaceAll('_', '-')])
      return [[definition.name.value, Object.fromEntries(values)]]
    }),
  )
}
