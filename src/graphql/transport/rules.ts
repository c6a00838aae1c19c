// Rules for documents beside those of graphql and those of the limits.

import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type ValidationRule,
  validate,
} from 'graphql'

/** What in a document breaks the rules; none: it is good. */
export function validateOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules)
  } catch (error) {
    // A rule of graphql 16 works out which field a subscription has before there are variables, and throws where it takes
    // one to know.
    if (error instanceof GraphQLError) return [conditional(error.nodes?.[0])]
    throw error
  }
}

/** A subscription without a field, which graphql would not find out before it looks for its source. */
export const noConditionsRule: ValidationRule = context => ({
  OperationDefinition(node) {
    if (node.operation !== OperationTypeNode.SUBSCRIPTION) return
    const seen = new Set<string>()
    const look = (selections: readonly SelectionNode[]) => {
      for (const one of selections) {
        if (one.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
          context.reportError(conditional(one))
        if (one.kind === Kind.INLINE_FRAGMENT) look(one.selectionSet.selections)
        if (one.kind !== Kind.FRAGMENT_SPREAD || seen.has(one.name.value)) continue
        seen.add(one.name.value)
        look(context.getFragment(one.name.value)?.selectionSet.selections ?? [])
      }
    }
    look(node.selectionSet.selections)
  },
})

const conditional = (node: ASTNode | undefined) =>
  new GraphQLError('The field of a subscription may not be conditional', { nodes: node ?? null })

export const noOtherFieldsRule: ValidationRule = context => ({
  OperationDefinition(node) {
    if (node.operation === OperationTypeNode.SUBSCRIPTION) return
    context.reportError(
      new GraphQLError('This process carries subscriptions alone', {
        nodes: [node],
        extensions: { refusal: 'SUBSCRIPTIONS_ONLY' },
      }),
    )
  },
})

export const noIntrospectionRule: ValidationRule = context => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type')
      context.reportError(new GraphQLError('Introspection is off', { nodes: [node] }))
  },
})
