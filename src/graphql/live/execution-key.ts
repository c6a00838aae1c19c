// Which subscriptions to a room are alike, so that one execution serves them all.

import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { isSameForAll } from '../policy.ts'

const ROOT = 'roomEvents'

/** What is known of a document before its variables are. `cursor`: the variable that gives `after` and nothing else. */
type Traits = { readonly id: number; readonly isShared: boolean; readonly cursor: string | null }

/**
 * The name that two subscriptions have in common where the same messages lead to the same answers: equal documents,
 * operations and variables, but for the position to begin after. Null for one that asks for what is the viewer's own.
 */
export function createExecutionKeys(schema: GraphQLSchema): (args: ExecutionArgs) => string | null {
  const known = new WeakMap<DocumentNode, Traits>()
  let documents = 0

  const traitsOf = (document: DocumentNode): Traits => {
    let traits = known.get(document)
    if (!traits) {
      traits = { id: ++documents, isShared: isShared(schema, document), cursor: cursorOf(document) }
      known.set(document, traits)
    }
    return traits
  }

  return ({ document, operationName, variableValues }) => {
    const { id, isShared, cursor } = traitsOf(document)
    if (!isShared) return null
    const variables = Object.entries(variableValues ?? {})
      .filter(([name]) => name !== cursor)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify([id, operationName ?? null, variables])
  }
}

/** Whether every field is the same for all who see with one view level. */
function isShared(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let own = false
  const visitor = {
    Field({ name }: FieldNode) {
      const parent = types.getParentType()
      const isRoot = parent === schema.getSubscriptionType()
      if (name.value === '__typename' || (isRoot && name.value === ROOT)) return undefined
      own = !parent || namesOf(schema, parent).some(type => !isSameForAll(type, name.value))
      return own ? BREAK : undefined
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return !own
}

/** A type, or, of an interface, the types that may stand there: each may resolve the field in its own way. */
function namesOf(schema: GraphQLSchema, type: GraphQLNamedType): string[] {
  if (isInterfaceType(type)) return schema.getPossibleTypes(type).map(({ name }) => name)
  return isObjectType(getNamedType(type)) ? [type.name] : ['']
}

function cursorOf(document: DocumentNode): string | null {
  const uses = new Map<string, number>()
  let cursor: string | null = null
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name }) {
      uses.set(name.value, (uses.get(name.value) ?? 0) + 1)
    },
    Field({ name, arguments: given }) {
      const after = name.value === ROOT && given?.find(one => one.name.value === 'after')
      if (after && after.value.kind === Kind.VARIABLE) cursor = after.value.name.value
    },
  })
  return cursor !== null && uses.get(cursor) === 1 ? cursor : null
}
