// The syntax of a file as nodes with parents: what a node stands in, and which name means a global.

export type SyntaxNode = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'

function* childrenOf(node: SyntaxNode): Generator<[field: string, child: SyntaxNode]> {
  for (const [field, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield [field, child]
}

/** A node and everything below it, parents before children. Without `keys`, names that are only keys are left out. */
export function* nodesOf(node: SyntaxNode, keys = true): Generator<SyntaxNode> {
  yield node
  for (const [field, child] of childrenOf(node)) if (keys || !isKey(node, field)) yield* nodesOf(child, keys)
}

const isKey = (parent: SyntaxNode, field: string) =>
  (field === 'key' || field === 'property') && parent.computed !== true

/** Where a node stands: the nodes around it, the nearest first. */
export type Place = { readonly node: SyntaxNode; readonly around: readonly SyntaxNode[] }

/** These hold values although they are syntax of types. */
const VALUE_WRAPPERS =
  /^TS(AsExpression|SatisfiesExpression|NonNullExpression|TypeAssertion|InstantiationExpression|ParameterProperty|ExportAssignment|EnumDeclaration|EnumBody|EnumMember|ModuleDeclaration|ModuleBlock)$/
const isType = ({ type }: SyntaxNode) => type.startsWith('TS') && !VALUE_WRAPPERS.test(type)

/** Names of other modules, labels and `import.meta` are identifiers that mean no variable. */
const NO_VARIABLES =
  /^(ImportDeclaration|ExportSpecifier|ExportAllDeclaration|LabeledStatement|MetaProperty)$/
const isVariable = (parent: SyntaxNode, field: string) =>
  !isKey(parent, field) &&
  field !== 'label' &&
  (!NO_VARIABLES.test(parent.type) || field === 'body' || field === 'local')

/** Everything that is evaluated when the code runs: no types, no keys, no labels. */
export function* evaluated(node: SyntaxNode, around: readonly SyntaxNode[] = []): Generator<Place> {
  yield { node, around }
  const outer = [node, ...around]
  for (const [field, child] of childrenOf(node))
    if (!isType(child) && (child.type !== 'Identifier' || isVariable(node, field)))
      if (child.type !== 'ImportDeclaration') yield* evaluated(child, outer)
}

/** The identifiers of these names that mean the global: nothing around them declares the name. */
export function* globalsIn(program: SyntaxNode, names: ReadonlySet<string>): Generator<Place> {
  for (const place of evaluated(program)) {
    const { node, around } = place
    if (node.type !== 'Identifier' || !names.has(node.name as string)) continue
    if (!around.some(scope => declaredIn(scope).has(node.name as string))) yield place
  }
}

const declared = new WeakMap<SyntaxNode, ReadonlySet<string>>()

/** The names that a function, block, loop or file declares for what is inside it. */
function declaredIn(scope: SyntaxNode): ReadonlySet<string> {
  const known = declared.get(scope)
  if (known) return known
  const names = new Set(namesDeclaredBy(scope))
  declared.set(scope, names)
  return names
}

const list = (value: unknown): readonly SyntaxNode[] =>
  (Array.isArray(value) ? value : [value]).filter(isNode)

function namesDeclaredBy(scope: SyntaxNode): string[] {
  switch (scope.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...list(scope.params), ...list(scope.id)].flatMap(boundNames)
    case 'ClassExpression':
      return list(scope.id).flatMap(boundNames)
    case 'CatchClause':
      return list(scope.param).flatMap(boundNames)
    case 'ForStatement':
      return list(scope.init).flatMap(namesOfStatement)
    case 'ForInStatement':
    case 'ForOfStatement':
      return list(scope.left).flatMap(namesOfStatement)
    case 'SwitchCase':
      return list(scope.consequent).flatMap(namesOfStatement)
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return list(scope.body).flatMap(namesOfStatement)
    default:
      return []
  }
}

/** `declare const x` names a global and makes none. */
function namesOfStatement(statement: SyntaxNode): string[] {
  if (statement.declare === true) return []
  switch (statement.type) {
    case 'VariableDeclaration':
      return list(statement.declarations).flatMap(({ id }) => list(id).flatMap(boundNames))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return list(statement.id).flatMap(boundNames)
    case 'ImportDeclaration':
      return list(statement.specifiers).flatMap(({ local }) => list(local).flatMap(boundNames))
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return list(statement.declaration).flatMap(namesOfStatement)
    default:
      return []
  }
}

/** The names that a pattern binds: a name, `{ a, b: c }`, `[d, ...e]`, or one of them with a default. */
export function boundNames(pattern: SyntaxNode): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name as string]
    case 'ObjectPattern':
      return list(pattern.properties).flatMap(boundNames)
    case 'Property':
      return list(pattern.value).flatMap(boundNames)
    case 'ArrayPattern':
      return list(pattern.elements).flatMap(boundNames)
    case 'AssignmentPattern':
      return list(pattern.left).flatMap(boundNames)
    case 'RestElement':
      return list(pattern.argument).flatMap(boundNames)
    default:
      return []
  }
}

const WRAPPERS =
  /^(ParenthesizedExpression|TS(AsExpression|SatisfiesExpression|NonNullExpression|TypeAssertion))$/

/** The expression itself, without parentheses and assertions of types. */
export function bare(node: SyntaxNode): SyntaxNode {
  return WRAPPERS.test(node.type) ? bare(node.expression as SyntaxNode) : node
}

/** The nearest node around that is more than parentheses or an assertion, and the child of it that holds the node. */
export function useOf({ node, around }: Place): {
  readonly inner: SyntaxNode
  readonly use: SyntaxNode | null
} {
  const index = around.findIndex(({ type }) => !WRAPPERS.test(type))
  return { inner: around[index - 1] ?? node, use: around[index] ?? null }
}

/** The text of a literal, also of a template that inserts nothing; null for everything else. */
export function textOf(node: SyntaxNode | undefined): string | null {
  if (!node) return null
  const { type, value, quasis } = bare(node)
  if (type === 'Literal') return typeof value === 'string' ? value : null
  const [only, ...more] = list(quasis)
  if (type !== 'TemplateLiteral' || !only || more.length > 0) return null
  return (only.value as { readonly cooked: string }).cooked
}

/** `now` of `Date.now` and `Date['now']`; null when it is computed. */
export function memberOf(node: SyntaxNode): string | null {
  const property = node.property as SyntaxNode
  if (node.computed === true) return textOf(property)
  return property.type === 'Identifier' ? (property.name as string) : null
}

export const nameOf = (node: unknown): string | undefined => (node as { name?: string } | null)?.name
