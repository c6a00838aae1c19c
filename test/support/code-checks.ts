// What test/conventions.test.ts looks for in the syntax of a file. Each check names the line of every breach.

import { bare, isNode, memberOf, nameOf, nodesOf, type SyntaxNode } from './syntax.ts'
import type { SourceFile } from './tree.ts'

type Check = (file: SourceFile) => string[]

const LONGEST_FUNCTION = 100

const at = ({ path, lineAt }: SourceFile, { start }: SyntaxNode, what = '') =>
  `${path}:${lineAt(start)} ${what}`.trimEnd()

const isFunction = ({ type }: SyntaxNode) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|StaticBlock)$/.test(type)

const TEST_NAMES = /^(test|it|describe|suite|soundTest)$/

/** `test(…)`, `describe.skip(…)`, `t.test(…)`. */
function isTestCall({ type, callee }: SyntaxNode): boolean {
  if (type !== 'CallExpression' || !isNode(callee)) return false
  if (callee.type !== 'MemberExpression') return TEST_NAMES.test(nameOf(callee) ?? '')
  return TEST_NAMES.test(memberOf(callee) ?? '') || TEST_NAMES.test(nameOf(callee.object) ?? '')
}

function* outermost(node: SyntaxNode, matches: (node: SyntaxNode) => boolean): Generator<SyntaxNode> {
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) {
        if (matches(child)) yield child
        else yield* outermost(child, matches)
      }
}

/** The lines of a node. In tests, those of the tests that it holds do not count: each of them is measured by itself. */
function linesOf(file: SourceFile, node: SyntaxNode): number {
  const spanned = ({ start, end }: SyntaxNode) => file.lineAt(end) - file.lineAt(start) + 1
  const tests = file.path.startsWith('test/') ? [...outermost(node, isTestCall)] : []
  return tests.reduce((lines, inner) => lines - spanned(inner), spanned(node))
}

const isCall = ({ type }: SyntaxNode) => /^(CallExpression|NewExpression|AwaitExpression)$/.test(type)
const DECLARATIONS = /^(Import|Export|Function|Class|TS)/

const isTable = ({ init }: SyntaxNode) =>
  isNode(init) && /^(Object|Array)Expression$/.test(bare(init).type) && ![...nodesOf(init)].some(isAwait)
const isAwait = ({ type }: SyntaxNode) => type === 'AwaitExpression'

/** What runs when the file is loaded: statements, and constants whose value is neither a function nor a table. */
function isTopLevelCode(statement: SyntaxNode): boolean {
  if (DECLARATIONS.test(statement.type)) return false
  if (statement.type !== 'VariableDeclaration') return true
  const computed = (statement.declarations as readonly SyntaxNode[]).filter(one => !isTable(one))
  return computed.some(one => [...outermost(one, node => isFunction(node) || isCall(node))].some(isCall))
}

function topLevelLines(file: SourceFile): readonly [SyntaxNode, number] | null {
  const code = (file.program.body as readonly SyntaxNode[]).filter(isTopLevelCode)
  const isTest = (node: SyntaxNode) =>
    file.path.startsWith('test/') && isNode(node.expression) && isTestCall(bare(node.expression))
  const lines = code.filter(node => !isTest(node)).reduce((sum, node) => sum + linesOf(file, node), 0)
  return code[0] ? [code[0], lines] : null
}

/** Functions, static blocks and code outside of functions of more than 100 lines. */
export const longFunctions: Check = file => {
  const top = topLevelLines(file)
  const measured = [...file.nodes()].filter(isFunction).map(node => [node, linesOf(file, node)] as const)
  return [
    ...measured
      .filter(([, lines]) => lines > LONGEST_FUNCTION)
      .map(([node, lines]) => at(file, node, `has ${lines} lines`)),
    ...(top && top[1] > LONGEST_FUNCTION ? [at(file, top[0], `${top[1]} lines outside of functions`)] : []),
  ]
}

/** `{ ...{ a, b } }`, which saves a line and costs the reader one. */
export const literalSpreads: Check = file =>
  [...file.nodes()]
    .filter(({ type }) => type === 'ObjectExpression')
    .flatMap(({ properties }) => properties as readonly SyntaxNode[])
    .filter(
      ({ type, argument }) =>
        type === 'SpreadElement' && bare(argument as SyntaxNode).type === 'ObjectExpression',
    )
    .map(node => at(file, node))

/** Syntax that Node cannot strip. */
export const unstrippable: Check = file =>
  [...file.nodes()]
    .filter(({ type }) =>
      /^(TSEnumDeclaration|TSModuleDeclaration|Decorator|TSParameterProperty|TSImportEqualsDeclaration|TSExportAssignment)$/.test(
        type,
      ),
    )
    .filter(({ declare }) => declare !== true)
    .map(node => at(file, node, node.type))

const LOG_FORM = /^[a-z][a-z-]*( [a-z-]+)?: [a-z0-9"]/

/** Log messages that do not have the form `component: what happened`. */
export const oddLogMessages: Check = file =>
  [...file.nodes()]
    .filter(({ type }) => type === 'CallExpression')
    .flatMap(node => {
      const callee = node.callee as { object?: SyntaxNode; property?: SyntaxNode }
      const logger = nameOf(callee.object) ?? nameOf(callee.object?.property)
      const isLog = logger === 'logger' && /^(debug|info|warn|error)$/.test(nameOf(callee.property) ?? '')
      const message = (node.arguments as readonly SyntaxNode[])[1]
      if (!isLog || message?.type !== 'Literal' || LOG_FORM.test(String(message.value))) return []
      return [at(file, node, `'${message.value}'`)]
    })

/** Every line that the pattern fits, with what it found. */
export function linesThatHold(pattern: RegExp): Check {
  return ({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = pattern.exec(line)
      return found ? [`${path}:${index + 1} ${found[0]}`] : []
    })
}
