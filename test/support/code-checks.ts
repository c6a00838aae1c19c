// What test/conventions.test.ts looks for in the syntax of a file. Each check names the line of every breach.

import { nodesOf, type SourceFile, type SyntaxNode } from './tree.ts'

type Check = (file: SourceFile) => string[]

const LONGEST_FUNCTION = 100

const at = ({ path, lineAt }: SourceFile, { start }: SyntaxNode, what = '') =>
  `${path}:${lineAt(start)} ${what}`.trimEnd()

const isFunction = ({ type }: SyntaxNode) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)

/** A list of tests is not a function that somebody has to hold in their head; one test of such a list is. */
function isSuite(file: SourceFile, node: SyntaxNode): boolean {
  return file.path.startsWith('test/') && [...nodesOf(node)].some(isTestCall)
}

function isTestCall({ type, callee }: SyntaxNode): boolean {
  return type === 'CallExpression' && /^(test|it|describe|soundTest)$/.test(nameOf(callee) ?? '')
}

/** The callback of one test, which tells a story from its beginning to its end and is read once, top down. */
function testCallbacks(file: SourceFile): ReadonlySet<SyntaxNode> {
  const calls = file.path.startsWith('test/') ? [...file.nodes()].filter(isTestCall) : []
  return new Set(calls.map(call => (call.arguments as readonly SyntaxNode[]).at(-1)!))
}

/** Functions of more than 100 lines, from their first line to their last. */
export const longFunctions: Check = file => {
  const stories = testCallbacks(file)
  return [...file.nodes()].filter(isFunction).flatMap(node => {
    const lines = file.lineAt(node.end) - file.lineAt(node.start) + 1
    return lines > LONGEST_FUNCTION && !isSuite(file, node) && !stories.has(node)
      ? [at(file, node, `has ${lines} lines`)]
      : []
  })
}

/** `{ ...{ a, b } }`, which saves a line and costs the reader one. */
export const literalSpreads: Check = file =>
  [...file.nodes()]
    .filter(({ type }) => type === 'ObjectExpression')
    .flatMap(({ properties }) => properties as readonly SyntaxNode[])
    .filter(
      ({ type, argument }) =>
        type === 'SpreadElement' && (argument as SyntaxNode).type === 'ObjectExpression',
    )
    .map(node => at(file, node))

/** Syntax that Node cannot strip. */
export const unstrippable: Check = file =>
  [...file.nodes()]
    .filter(({ type }) =>
      /^(TSEnumDeclaration|TSModuleDeclaration|Decorator|TSParameterProperty)$/.test(type),
    )
    .filter(({ declare }) => declare !== true)
    .map(node => at(file, node, node.type))

const CLOCK_NAMES = new Set([
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFill',
  'getRandomValues',
])
const CLOCK_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'AbortSignal.timeout',
  'process.cpuUsage',
  'process.threadCpuUsage',
  'process.hrtime',
  'process.uptime',
  'crypto.webcrypto',
])
const CLOCK_MODULES = /^(node:)?(timers|perf_hooks)(\/promises)?$/

const nameOf = (node: unknown) => (node as { name?: string } | null)?.name

function clockIn(node: SyntaxNode): string | null {
  if (node.type === 'Identifier') return CLOCK_NAMES.has(nameOf(node)!) ? nameOf(node)! : null
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date')
    return (node.arguments as readonly unknown[]).length === 0 ? 'new Date()' : null
  if (node.type !== 'MemberExpression') return null
  const member = `${nameOf(node.object)}.${nameOf(node.property)}`
  if (nameOf(node.object) === 'globalThis') return CLOCK_NAMES.has(nameOf(node.property)!) ? member : null
  return CLOCK_MEMBERS.has(member) ? member : null
}

/** Where a file reads a clock, sets a timer or draws a number by itself. */
export const clockUses: Check = file => [
  ...file.imports
    .filter(({ from }) => CLOCK_MODULES.test(from))
    .map(({ from, line }) => `${file.path}:${line} ${from}`),
  ...[...file.nodes({ keys: false })].flatMap(node => {
    const found = clockIn(node)
    return found === null ? [] : [at(file, node, found)]
  }),
]

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
