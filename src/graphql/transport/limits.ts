// Limits the depth, width and cost of an operation.

import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import { MAX_REPLAYED_EVENTS } from '../../history/replay.ts'
import { MAX_EVENTS_PER_MESSAGE } from '../live/room-page.ts'
import { MANY } from '../pages.ts'

export type Limits = {
  readonly maxTokens: number
  readonly maxDepth: number
  readonly maxFields: number
  readonly maxRootFields: number
  readonly maxCost: number
}

/** `roots`: fields at this level, through fragments. */
type Shape = { readonly depth: number; readonly fields: number; readonly roots: number }
type Fragments = (name: string) => FragmentDefinitionNode | null | undefined
const NOTHING: Shape = { depth: 0, fields: 0, roots: 0 }

/** Limits depth and width, which do not depend on variables. */
export function shapeRule(limits: Limits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const measure = measureShape(name => context.getFragment(name))
    return {
      OperationDefinition(node) {
        const refuse = (code: string, what: string, limit: number) =>
          context.reportError(
            new GraphQLError(`The operation ${what}: at most ${limit}`, {
              nodes: [node],
              extensions: { refusal: code, limit },
            }),
          )
        const { depth, fields, roots } = measure(node.selectionSet)
        if (depth > limits.maxDepth) refuse('QUERY_TOO_DEEP', 'nests its fields too deep', limits.maxDepth)
        if (fields > limits.maxFields) refuse('QUERY_TOO_WIDE', 'has too many fields', limits.maxFields)
        if (roots > limits.maxRootFields)
          refuse('QUERY_TOO_WIDE', 'asks for too many things at a time', limits.maxRootFields)
      },
    }
  }
}

/** Measures each fragment once. A dozen fragments that spread each other twice would otherwise take millions of steps. */
function measureShape(fragment: Fragments): (set: SelectionSetNode) => Shape {
  const measured = new Map<string, Shape>()
  const measure = (set: SelectionSetNode): Shape => {
    let depth = 0
    let fields = 0
    let roots = 0
    for (const selection of set.selections) {
      let shape: Shape
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? measure(selection.selectionSet) : NOTHING
        // Introspection has a rule of its own, and tools nest it deeper than any other query.
        const meta = selection.name.value.startsWith('__')
        shape = { depth: meta ? 0 : inner.depth + 1, fields: inner.fields + 1, roots: 1 }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) shape = measure(selection.selectionSet)
      else shape = measureSpread(selection.name.value)
      depth = Math.max(depth, shape.depth)
      fields += shape.fields
      roots += shape.roots
    }
    return { depth, fields, roots }
  }
  const measureSpread = (name: string): Shape => {
    const known = measured.get(name)
    if (known) return known
    // Also ends a cycle, which another rule reports.
    measured.set(name, NOTHING)
    const definition = fragment(name)
    const shape = definition ? measure(definition.selectionSet) : NOTHING
    measured.set(name, shape)
    return shape
  }
  return measure
}

type Variables = Readonly<Record<string, unknown>>
type Cost = (variables: Variables) => number

/** The assumed length of a list that is not a page. */
const ASSUMED_LENGTH = 10
/** The events of a message are counted at their maximum, because all of them are resolved in one go. */
const MAX_LENGTHS: Readonly<Record<string, number>> = {
  'RoomMessage.events': MAX_EVENTS_PER_MESSAGE,
  'ReplayMessage.events': MAX_REPLAYED_EVENTS,
}

/**
 * The most objects that an operation may resolve. Each object field counts one, times the `first` of every page around
 * it. For an abstract type, the most expensive object type counts. The document must be valid.
 */
export function operationCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Cost {
  const root = schema.getRootType(operation.operation)
  const spread = new Map<string, Cost>()
  // A selection below an interface is the same for each of its types: 45 of events would weigh half a megabyte.
  const known = new Map<SelectionSetNode, Map<string, Cost>>()
  const selectionCost = (set: SelectionSetNode, typeName: string, paged: boolean): Cost => {
    const costs = known.get(set) ?? new Map<string, Cost>()
    known.set(set, costs)
    const key = `${typeName} ${paged}`
    const cost = costs.get(key) ?? measure(set, typeName, paged)
    costs.set(key, cost)
    return cost
  }
  const measure = (set: SelectionSetNode, typeName: string, paged: boolean): Cost => {
    const type = schema.getType(typeName)
    if (isAbstractType(type)) {
      const costs = schema.getPossibleTypes(type).map(({ name }) => selectionCost(set, name, paged))
      return variables => Math.max(0, ...costs.map(cost => cost(variables)))
    }
    const parts: Cost[] = []
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const part = fieldCost(selection, typeName, paged)
        if (part) parts.push(part)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value ?? typeName, typeName))
          parts.push(selectionCost(selection.selectionSet, typeName, paged))
      } else parts.push(spreadCost(selection.name.value, typeName, paged))
    }
    return variables => parts.reduce((sum, part) => sum + part(variables), 0)
  }
  const applies = (condition: string, typeName: string): boolean => {
    const type = schema.getType(condition)
    const object = schema.getType(typeName)
    return (
      condition === typeName ||
      (isAbstractType(type) && isObjectType(object) && schema.isSubType(type, object))
    )
  }
  const spreadCost = (name: string, typeName: string, paged: boolean): Cost => {
    const key = `${name} ${typeName} ${paged}`
    const known = spread.get(key)
    if (known) return known
    const definition = fragments(name)
    const cost =
      definition && applies(definition.typeCondition.name.value, typeName)
        ? selectionCost(definition.selectionSet, typeName, paged)
        : () => 0
    const once = memoized(cost)
    spread.set(key, once)
    return once
  }
  const fieldCost = (node: Parameters<typeof pageOf>[1], typeName: string, paged: boolean): Cost | null => {
    if (!node.selectionSet || node.name.value.startsWith('__')) return null
    const type = schema.getType(typeName)
    if (!isObjectType(type)) return null
    const field = type.getFields()[node.name.value]
    if (!field || !isCompositeType(getNamedType(field.type))) return null
    const page = pageOf(field, node)
    const inner = selectionCost(node.selectionSet, getNamedType(field.type).name, page !== null)
    // The length of `nodes` and `edges` is the `first` of their page, which is already counted.
    const length = MAX_LENGTHS[`${typeName}.${node.name.value}`] ?? ASSUMED_LENGTH
    const times = page ?? (isListType(getNullableType(field.type)) && !paged ? () => length : () => 1)
    return variables => times(variables) * (1 + inner(variables))
  }
  const cost = root ? selectionCost(operation.selectionSet, root.name, false) : () => 0
  const presets = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  )
  return presets.length === 0 ? cost : given => cost({ ...Object.fromEntries(presets), ...given })
}

/** The page length that a field asks for by `first` or `last`. Null for a field that is not a page. */
function pageOf(
  field: GraphQLField<unknown, unknown>,
  node: Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
): Cost | null {
  const argument = field.args.find(one => one.name === 'first')
  if (!argument) return null
  // A page with both `first` and `last` has no default in the schema.
  const usual = typeof argument.defaultValue === 'number' ? argument.defaultValue : MANY.usual
  const sizes = ['first', 'last'].flatMap(name => {
    const value = node.arguments?.find(one => one.name.value === name)?.value
    if (value?.kind === Kind.INT) return () => Number(value.value)
    if (value?.kind !== Kind.VARIABLE) return []
    return (variables: Variables) => variables[value.name.value]
  })
  return variables => {
    const asked = sizes.map(size => size(variables)).filter(size => typeof size === 'number')
    return asked.length === 0 ? usual : Math.max(0, ...asked)
  }
}

/** Remembers the last cost, so that fragments that spread each other are walked once per execution. */
function memoized(cost: Cost): Cost {
  let seen: Variables | null = null
  let result = 0
  return variables => {
    if (variables !== seen) {
      seen = variables
      result = cost(variables)
    }
    return result
  }
}
