// Parses the arguments of the commands of `rostrum`, and prints their help and their results.

import { parseArgs } from 'node:util'
import { createTerminal, type Terminal, UsageError } from './terminal.ts'

/** `value` names the value, as in `--out FILE`. Without it, the option is a flag. */
export type CliOption = { readonly value?: string; readonly meaning: string }

export type CliCommand = {
  /** Arguments and options, after the name of the program and the verb: `verify ROOM --heads FILE`. */
  readonly usage: string
  readonly meaning: string
  readonly options: Readonly<Record<string, CliOption>>
  /** How many arguments it takes besides options. Default: one. */
  readonly maxArguments?: number
  /** Resolves to the exit code of the process. */
  run(call: CliCall): Promise<number>
}

export type CliCall = {
  readonly positionals: readonly string[]
  readonly terminal: Terminal
  /** Whether a flag is given. */
  has(name: string): boolean
  /** The value of an option. Null: it is not given. */
  text(name: string): string | null
  /** The value of an option that is required. */
  need(name: string): string
  /** Prints the result: lines for a person, or `result` as JSON. */
  answer(result: object, ...lines: readonly string[]): void
  /** Shows progress at a terminal. `fraction` is from 0 to 1. */
  progress(what: string, fraction: number): void
}

const COMMON: CliCommand['options'] = {
  json: { meaning: 'prints the result, or { error }, as one line of JSON' },
  help: { meaning: 'prints this text' },
}

/** `verb` comes before the usage: `rostrum audit`. */
export function helpOf({ usage, meaning, options }: CliCommand, verb: string): string {
  const rows = Object.entries({ ...options, ...COMMON }).map(
    ([name, option]) =>
      `  ${(option.value ? `--${name} ${option.value}` : `--${name}`).padEnd(20)}${option.meaning}`,
  )
  return [`${verb} ${usage}`, '', meaning, '', ...rows].join('\n')
}

/** Parses the arguments of a command. Throws `UsageError` when they do not match its usage. */
export function callOf(
  command: CliCommand,
  argv: readonly string[],
  terminal: Terminal = createTerminal(argv.includes('--json')),
): CliCall | 'help' {
  const { values, positionals } = parse({ ...command.options, ...COMMON }, argv)
  if (values.help) return 'help'
  const surplus = positionals[command.maxArguments ?? 1]
  if (surplus !== undefined) throw new UsageError(`unexpected argument: ${surplus}`)
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null)
  return {
    positionals,
    terminal,
    has: name => values[name] === true,
    text,
    need(name) {
      const value = text(name)
      if (value === null) throw new UsageError(`missing option: --${name}`)
      return value
    },
    answer(result, ...lines) {
      terminal.say(lines.join('\n'))
      terminal.answer(result)
    },
    progress(what, fraction) {
      if (fraction < 1) terminal.bar(what, fraction)
    },
  }
}

type Parsed = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

function parse(table: CliCommand['options'], argv: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true }) as Parsed
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1]
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`unknown option: ${option}`)
    const takesValue = options[option?.slice(2) ?? '']?.type === 'string'
    throw new UsageError(takesValue ? `${option} needs a value` : `${option} takes no value`)
  }
}
