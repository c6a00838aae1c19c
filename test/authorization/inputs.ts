// Builds the arguments of every operation from the schema.

import { randomUUID } from 'node:crypto'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLOutputType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql'
import { schema } from '../support/graphql.ts'

/** What the arguments of an operation can name. */
export type Things = {
  readonly roomId: string
  readonly commentId: string
  readonly pollId: string
  /** A listener who is on stage. */
  readonly target: string
  readonly outsider: string
  readonly position: string
}

type Value = (things: Things) => unknown

/** By the name of the argument or input field. An operation that needs another one does not run until it is here. */
const VALUES: Readonly<Record<string, Value>> = {
  roomId: ({ roomId }) => roomId,
  personId: ({ target }) => target,
  personIds: ({ outsider }) => [outsider],
  commentId: ({ commentId }) => commentId,
  pollId: ({ pollId }) => pollId,
  after: ({ position }) => position,
  position: ({ position }) => position,
  from: () => '2026-05-17',
  to: () => '2026-05-17',
  name: () => 'Name',
  title: () => 'Another title',
  startsAt: () => '2026-08-01T10:00:00.000Z',
  visibility: () => 'OPEN',
  handPolicy: () => 'CLOSED',
  text: () => 'Hello',
  emoji: () => '👏',
  question: () => 'Tea?',
  options: () => ['Yes', 'No'],
  option: () => 0,
  handle: ({ roomId }) => `${Buffer.from(`${roomId} 1 x`).toString('base64url')}.x`,
  sdp: () => 'v=0',
  candidates: () => [],
}

/** Where the name alone does not say what an operation takes, or where it needs an argument that is optional. */
const OF: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  room: { id: ({ roomId }) => roomId },
  rooms: { filter: () => ({ phase: 'SCHEDULED' }) },
  poll: { id: ({ pollId }) => pollId },
  person: { id: ({ target }) => target },
  roomAt: { position: ({ position }) => position },
  inspections: { roomId: ({ roomId }) => roomId },
  scheduleRoom: { roomId: () => randomUUID() },
  openRoom: { roomId: ({ roomId }) => roomId, title: () => 'Tea' },
  signOutEverywhere: { personId: ({ target }) => target },
}

function given(operation: string, taken: GraphQLArgument | GraphQLInputField, things: Things): unknown {
  const type = getNamedType(taken.type)
  if (isInputObjectType(type) && taken.name === 'input') {
    const fields = Object.values(type.getFields())
    return valuesOf(operation, fields, isRequiredInputField, things)
  }
  const value = OF[operation]?.[taken.name] ?? VALUES[taken.name]
  if (!value) throw new Error(`${operation}: say in ${import.meta.filename} what \`${taken.name}\` is`)
  return value(things)
}

function valuesOf<T extends GraphQLArgument | GraphQLInputField>(
  operation: string,
  all: readonly T[],
  isRequired: (taken: T) => boolean,
  things: Things,
): Record<string, unknown> {
  const wanted = all.filter(taken => isRequired(taken) || OF[operation]?.[taken.name])
  return Object.fromEntries(wanted.map(taken => [taken.name, given(operation, taken, things)]))
}

export type Operation = {
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly name: string
  readonly source: string
  variables(things: Things): Record<string, unknown>
}

/** Every root field of the schema. */
export function operations(): readonly Operation[] {
  const roots = {
    query: schema.getQueryType()!,
    mutation: schema.getMutationType()!,
    subscription: schema.getSubscriptionType()!,
  }
  return (['query', 'mutation', 'subscription'] as const).flatMap(kind =>
    Object.values(roots[kind].getFields()).map(field => operationOf(kind, field)),
  )
}

function operationOf(kind: Operation['kind'], field: GraphQLField<unknown, unknown>): Operation {
  const { name, args } = field
  const taken = args.filter(arg => isRequiredArgument(arg) || OF[name]?.[arg.name])
  const declared = taken.map(arg => `$${arg.name}: ${arg.type}`).join(', ')
  const passed = taken.map(arg => `${arg.name}: $${arg.name}`).join(', ')
  const call = passed ? `${name}(${passed})` : name
  return {
    kind,
    name,
    source: `${kind}${declared ? ` (${declared})` : ''} { ${call} ${selectionOf(field.type)} }`,
    variables: things => valuesOf(name, args, isRequiredArgument, things),
  }
}

/** Enough to tell whether something is shown. */
function selectionOf(output: GraphQLOutputType): string {
  const type = getNamedType(output)
  if (isLeafType(type)) return ''
  if (isUnionType(type) || isInterfaceType(type)) return '{ __typename }'
  const fields = isObjectType(type) ? type.getFields() : {}
  if (fields.nodes) return '{ nodes { __typename } }'
  return fields.rejection ? '{ rejection { code } }' : '{ __typename }'
}

/** A selection of every field of a type, to one level. */
export function everyFieldOf(typeName: string): string {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`)
  return Object.values(type.getFields())
    .map(({ name, type }) => `${name} ${selectionOf(type)}`)
    .join(' ')
}
