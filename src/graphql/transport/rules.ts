// Validation rules beyond those of graphql and the limits.

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

/** The validation errors of a document. Empty when it is valid. */
export function validateOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules)
  } catch (error) {
    // A rule of graphql 16 determines the field of a subscription without variables, and throws if a variable decides it.
    if (error instanceof GraphQLError) return [conditional(error.nodes?.[0])]
    throw error
  }
}

/** Refuses `@skip` and `@include` on the field of a subscription, which graphql would notice only when it opens the source. */
export const noConditionsRule: ValidationRule = context => ({
  OperationDefinition(node) {
    if (node.operation !== OperationTypeNode.SUBSCRIPTION) return
    const seen = new Set<string>()
    const visit = (selections: readonly SelectionNode[]) => {
      for (const one of selections) {
        if (one.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
          context.reportError(conditional(one))
        if (one.kind === Kind.INLINE_FRAGMENT) visit(one.selectionSet.selections)
        if (one.kind !== Kind.FRAGMENT_SPREAD || seen.has(one.name.value)) continue
        seen.add(one.name.value)
        visit(context.getFragment(one.name.value)?.selectionSet.selections ?? [])
      }
    }
    visit(node.selectionSet.selections)
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
