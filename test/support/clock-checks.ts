// Where a file reads a clock, sets a timer, draws a random number or reads the environment by itself.

import {
  evaluated,
  globalsIn,
  memberOf,
  nameOf,
  type Place,
  type SyntaxNode,
  textOf,
  useOf,
} from './syntax.ts'
import type { SourceFile } from './tree.ts'

type Check = (file: SourceFile) => string[]

const at = ({ path, lineAt }: SourceFile, { start }: SyntaxNode, what: string) =>
  `${path}:${lineAt(start)} ${what}`

/** Globals that are time or chance, or a way to them by another name. */
const FORBIDDEN = new Set([
  ...['performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'scheduler', 'Temporal'],
  ...['requestAnimationFrame', 'requestIdleCallback', 'crypto'],
  ...['globalThis', 'global', 'window', 'self', 'eval', 'Function'],
])

const PROCESS = [
  ...[
    'argv',
    'argv0',
    'execArgv',
    'execPath',
    'title',
    'pid',
    'ppid',
    'platform',
    'arch',
    'version',
    'versions',
  ],
  ...['stdin', 'stdout', 'stderr', 'exit', 'exitCode', 'abort', 'kill', 'cwd', 'umask', 'getuid', 'env'],
  ...[
    'on',
    'once',
    'off',
    'removeListener',
    'emitWarning',
    'memoryUsage',
    'availableMemory',
    'send',
    'connected',
  ],
  ...['disconnect', 'channel', 'constrainedMemory'],
]

/** Globals of which some members are harmless: these. They are used by them alone, under no other name. */
const HARMLESS_MEMBERS: Readonly<Record<string, (member: string) => boolean>> = {
  Date: member => member === 'parse' || member === 'UTC',
  Math: member => member !== 'random',
  process: member => PROCESS.includes(member),
  AbortSignal: member => member === 'any' || member === 'abort',
  Atomics: member => !member.startsWith('wait'),
  Intl: member => member !== 'DateTimeFormat',
}
const LIMITED = new Set(Object.keys(HARMLESS_MEMBERS))

/** Modules that hold time or chance, and what else may be taken from them by name. */
const HARMLESS_NAMES: Readonly<Record<string, readonly string[]>> = {
  process: [],
  timers: [],
  'timers/promises': [],
  perf_hooks: [],
  module: ['enableCompileCache'],
  os: ['EOL', 'availableParallelism', 'cpus', 'hostname', 'networkInterfaces', 'tmpdir', 'totalmem'],
  crypto: [
    ...['hash', 'createHash', 'createHmac', 'timingSafeEqual', 'sign', 'verify', 'subtle'],
    ...['createPrivateKey', 'createPublicKey', 'createSecretKey', 'KeyObject', 'X509Certificate'],
  ],
}

/** Packages whose purpose is an id, a number or a time that nobody handed in. */
const CLOCK_PACKAGES =
  /^(nanoid|uuid|ulidx?|cuid|@paralleldrive\/cuid2|short-uuid|hyperid|seedrandom|random-js|chance|moment|dayjs|luxon|date-fns|delay|p-\w+|async-retry)(\/|$)/
const CHANCE_NAMES = /^(random([A-Z]\w*)?|getRandomValues|generate(Key|Prime|Secret)\w*)$/

function takenFromModules({ path, imports }: SourceFile): string[] {
  return imports.flatMap(({ from, line, names }) => {
    if (from === null || /^[./]/.test(from)) return []
    const harmless = HARMLESS_NAMES[from.replace(/^node:/, '')]
    const isForbidden = (name: string) => CHANCE_NAMES.test(name) || (harmless && !harmless.includes(name))
    const taken = names.filter(({ name }) => isForbidden(name)).map(({ name }) => `${name} of ${from}`)
    // Its members are looked at below, by its name.
    const renamed = names.filter(({ name, local }) => name === 'subtle' && local !== name)
    const found = [...taken, ...renamed.map(() => `subtle of ${from}, renamed`)]
    const isPackage = CLOCK_PACKAGES.test(from)
    return (isPackage && names.length > 0 ? [from] : found).map(what => `${path}:${line} ${what}`)
  })
}

const isUndefined = (node: SyntaxNode | undefined) =>
  node === undefined ||
  nameOf(node) === 'undefined' ||
  node.type === 'SpreadElement' ||
  (node.type === 'UnaryExpression' && node.operator === 'void')

/** What a limited global is used for, if that is not harmless. */
function harmIn(place: Place): string | null {
  const name = nameOf(place.node)!
  const { inner, use } = useOf(place)
  if (use?.type === 'MemberExpression' && use.object === inner) {
    const member = memberOf(use)
    if (member !== null && HARMLESS_MEMBERS[name]!(member)) return null
    return `${name}.${member ?? '[…]'}`
  }
  if (use?.type === 'BinaryExpression' && use.operator === 'instanceof' && use.right === inner) return null
  if (name === 'Date' && use?.type === 'NewExpression' && use.callee === inner) {
    const [first] = use.arguments as readonly SyntaxNode[]
    return isUndefined(first) ? 'new Date()' : null
  }
  return name
}

/** `subtle` may be imported; it makes keys as well. */
function keysMadeBy({ node, around }: Place): string | null {
  if (node.type !== 'Identifier' || nameOf(node) !== 'subtle') return null
  const { inner, use } = useOf({ node, around })
  const isMember = use?.type === 'MemberExpression' && use.object === inner
  const member = isMember ? memberOf(use) : null
  return member !== null && member !== 'generateKey' ? null : `subtle.${member ?? '[…]'}`
}

/** Where a file reads a clock, sets a timer or draws a number by itself. */
export const clockUses: Check = file => [
  ...takenFromModules(file),
  ...[...globalsIn(file.program, FORBIDDEN)].map(({ node }) => at(file, node, nameOf(node)!)),
  ...[...globalsIn(file.program, LIMITED)].flatMap(place => {
    const harm = harmIn(place)
    return harm === null ? [] : [at(file, place.node, harm)]
  }),
  ...[...evaluated(file.program)].flatMap(place => {
    const made = keysMadeBy(place)
    return made === null ? [] : [at(file, place.node, made)]
  }),
]

/** Where a file takes the time of the machine, rather than one that it is given. */
export const machineTimeUses: Check = file => [
  ...file.imports
    .filter(
      ({ from, names }) => /\/time\.ts$/.test(from ?? '') && names.some(({ name }) => name === 'systemTime'),
    )
    .map(({ line }) => `${file.path}:${line} systemTime`),
  ...file.imports
    .filter(({ from, names }) => /\/time\.ts$/.test(from ?? '') && names.some(({ name }) => name === '*'))
    .map(({ line }) => `${file.path}:${line} all of time.ts`),
]

const ENVIRONMENT = new Set(['process', 'globalThis', 'global'])

/** Where a file reads the environment. `process` is used by its members alone, so that nothing else can. */
export const environmentReads: Check = file => [
  ...file.imports
    .filter(({ from, names }) => /^(node:)?process$/.test(from ?? '') && names.length > 0)
    .map(({ from, line }) => `${file.path}:${line} ${from}`),
  ...[...globalsIn(file.program, ENVIRONMENT)].flatMap(place => {
    const { inner, use } = useOf(place)
    const member = use?.type === 'MemberExpression' && use.object === inner ? memberOf(use) : null
    const name = nameOf(place.node)!
    if (member !== null && member !== 'env' && member !== 'process') return []
    return [at(file, place.node, `${name}${member === null ? '' : `.${member}`}`)]
  }),
  ...[...evaluated(file.program)]
    .filter(
      ({ node }) => node.type === 'MemberExpression' && (node.object as SyntaxNode).type === 'MetaProperty',
    )
    .filter(({ node }) => memberOf(node) === 'env')
    .map(({ node }) => at(file, node, 'import.meta.env')),
]

/** Clocks and chance of the engines, in the texts of SQL and in operators of MongoDB. */
const ENGINE_CLOCKS =
  /\b(CURRENT_(TIME|DATE|TIMESTAMP)|randomblob\s*\(|unixepoch\s*\(|julianday\s*\(|(date|time|datetime|strftime)\s*\([^)]*'now')|\bSELECT\b.*\brandom\s*\(\)|^\$(rand|currentDate|sample|sampleRate)$|\$\$(NOW|CLUSTER_TIME)\b/i

/** Where a file has an engine read its clock or draw a number. */
export const engineClocks: Check = file =>
  [...file.nodes()].flatMap(node => {
    const text = node.type === 'TemplateElement' ? (node.value as { raw: string }).raw : textOf(node)
    const name = node.type === 'Property' ? nameOf(node.key) : undefined
    const found = ENGINE_CLOCKS.exec(text ?? name ?? '')
    return found && node.type !== 'TemplateLiteral' ? [at(file, node, found[0])] : []
  })
