// What the commands of the audit share: their options, how they speak, and how they end.

import { parseArgs } from 'node:util'
import { createTerminal, type Terminal, UsageError } from '../rebuild/terminal.ts'

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>

export type AuditCall = {
  readonly values: OptionValues
  readonly positionals: readonly string[]
  /** The value of an option that must be there. */
  need(name: string): string
  text(name: string): string | null
  /** What the command came to, for people or as JSON. */
  answer(result: object, ...lines: readonly string[]): void
  /** How far it is, from 0 to 1, to a person at a terminal. The answer tells that it is whole. */
  progress(what: string, part: number): void
}

export type AuditCommand = {
  /** After `npm run audit -- `. */
  readonly usage: string
  readonly meaning: string
  /** Options with a value, by name, with what they mean. */
  readonly options: Readonly<Record<string, string>>
  /** Resolves to the code that the process ends with. */
  run(call: AuditCall): Promise<number>
}

const COMMON = { json: 'prints what it came to, or { error }, as JSON', help: 'this text' }
const LOG = 'where the events are, such as sqlite:data/rostrum.db; default: EVENT_LOG_URL'

export function helpOf({ usage, meaning, options }: AuditCommand): string {
  const lines = [
    ...Object.entries(options).map(([name, text]) => [`--${name} VALUE`, text] as const),
    ...Object.entries(COMMON).map(([name, text]) => [`--${name}`, text] as const),
  ]
  const rows = lines.map(([name, text]) => `  ${name.padEnd(18)}${text}`)
  return [`npm run audit -- ${usage}`, '', meaning, '', ...rows].join('\n')
}

/** The option that every command has that reads a log. */
export const logOption = { log: LOG }

export function callOf(
  command: AuditCommand,
  argv: readonly string[],
  terminal: Terminal = createTerminal(argv.includes('--json')),
): AuditCall | 'help' {
  const strings = Object.keys(command.options).map(name => [name, { type: 'string' as const }] as const)
  const flags = Object.keys(COMMON).map(name => [name, { type: 'boolean' as const }] as const)
  let parsed: { values: OptionValues; positionals: string[] }
  try {
    const options = Object.fromEntries([...strings, ...flags])
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true }) as typeof parsed
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  if (positionals.length > 1) throw new UsageError(`one thing at a time: what is ${positionals[1]} for?`)
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null)
  return {
    values,
    positionals,
    text,
    need(name) {
      const value = text(name)
      if (value === null) throw new UsageError(`--${name} is missing`)
      return value
    },
    answer(result, ...lines) {
      terminal.say(lines.join('\n'))
      terminal.answer(result)
    },
    progress(what, part) {
      if (part < 1) terminal.bar(what, part)
    },
  }
}
