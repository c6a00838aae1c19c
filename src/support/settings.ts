// Settings by name: read from the environment and from `--name=value`, all checked before any is used.

import { readFileSync } from 'node:fs'

/** One variable. Presets are texts like any other value, so that the table and the documentation show the same. */
export type Setting<T> = {
  /** The environment variable. On the command line in lower case with dashes: `MAX_BODY_BYTES`, `--max-body-bytes=`. */
  readonly name: string
  readonly meaning: string
  /** The default. `<NAME>` in it stands for the text of a setting that comes before. */
  readonly preset: string
  /** Another default for `NODE_ENV=production`. */
  readonly production?: string
  /**
   * Its value is never shown in an error, and can be in a file that `<NAME>_FILE` names. It cannot be an option, because
   * other users of the machine see the arguments of a process. `url`: a URL, which can be one while it holds no password.
   */
  readonly secret?: true | 'url'
  /** Former values by what they are called now. They are accepted, with a warning. */
  readonly renamed?: Readonly<Record<string, string>>
  /** Throws an Error whose message completes "<NAME> …". */
  readonly parse: (text: string) => T
}

/** Settings, and groups of settings. No group may be named `parse`. */
export type SettingsTable = { readonly [key: string]: Setting<unknown> | SettingsTable }

/** The values of a table of settings, in the same groups. */
export type SettingValues<S> = S extends { readonly parse: (text: string) => infer T }
  ? T
  : { readonly [K in keyof S]: SettingValues<S[K]> }

export type Environment = Readonly<Record<string, string | undefined>>

/** `warnings` are sentences for the operator, such as "ROLE=gateway is called edge now". */
export type Read<T> =
  | { readonly ok: true; readonly values: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] }

const isSetting = (entry: Setting<unknown> | SettingsTable): entry is Setting<unknown> =>
  typeof entry.parse === 'function'

/** All settings of a table, in its order. */
export const listSettings = (table: SettingsTable): readonly Setting<unknown>[] =>
  Object.values(table).flatMap(entry => (isSetting(entry) ? [entry] : listSettings(entry)))

/** An option wins over the environment. An empty text counts as not given. Every error names its variable. */
export function readSettingsTable<S extends SettingsTable>(
  table: S,
  env: Environment,
  options: readonly string[],
): Read<SettingValues<S>> {
  const errors: string[] = []
  const warnings: string[] = []
  const settings = listSettings(table)
  const named = { ...env, ...readOptions(settings, options, errors) }
  const given = { ...named, ...readSecretFiles(settings, named, errors) }
  const texts = new Map<string, string>()

  const readText = ({ name, preset, production, renamed }: Setting<unknown>): string => {
    const text = given[name]
    if (text) {
      const current = renamed !== undefined && Object.hasOwn(renamed, text) ? renamed[text] : undefined
      if (current !== undefined) warnings.push(`${name}=${text} is called ${current} now`)
      return current ?? text
    }
    const fallback = given.NODE_ENV === 'production' ? (production ?? preset) : preset
    return fallback.replace(/<([A-Z_]+)>/g, (_, other) => texts.get(other) ?? '')
  }

  const readValue = (setting: Setting<unknown>): unknown => {
    // Why the file could not be used is an error by now, and nothing else is known of the value.
    if (named[fileVariable(setting) ?? ''] && !given[setting.name]) return undefined
    const text = readText(setting)
    texts.set(setting.name, text)
    try {
      return setting.parse(text)
    } catch (error) {
      const shown = setting.secret ? '' : `, and not "${text}"`
      errors.push(`${setting.name} ${(error as Error).message}${shown}`)
      return undefined
    }
  }

  const readGroup = (group: SettingsTable): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(group).map(([key, entry]) => [
        key,
        isSetting(entry) ? readValue(entry) : readGroup(entry),
      ]),
    )

  const values = readGroup(table) as SettingValues<S>
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values, warnings }
}

/** The variable that names the file of a secret. Null: the setting is none. */
export function fileVariable({ name, secret }: Setting<unknown>): string | null {
  return secret === undefined ? null : `${name}_FILE`
}

/** A file of a secret is small. Something larger is named by mistake. */
const MAX_SECRET_FILE_BYTES = 65_536

/** The secrets that are in files. An error names the variable, and neither the path nor what is there: both may be the secret. */
function readSecretFiles(settings: readonly Setting<unknown>[], given: Environment, errors: string[]) {
  const secrets: Record<string, string> = {}
  for (const setting of settings) {
    const variable = fileVariable(setting)
    const path = variable === null ? undefined : given[variable]
    if (variable === null || !path) continue
    if (given[setting.name]) {
      errors.push(`${setting.name} and ${variable} are both set. Keep one of them`)
      continue
    }
    try {
      secrets[setting.name] = readSecretFile(path)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      errors.push(
        `${variable} ${code === undefined ? message : `names a file that cannot be read (${code})`}`,
      )
    }
  }
  return secrets
}

/** Without the line break at its end, which editors and `echo` leave there. */
function readSecretFile(path: string): string {
  const bytes = readFileSync(path)
  if (bytes.length > MAX_SECRET_FILE_BYTES)
    throw new Error(`names a file of more than ${MAX_SECRET_FILE_BYTES} bytes`)
  const text = bytes.toString('utf8').replace(/\r?\n$/, '')
  if (text === '') throw new Error('names an empty file')
  return text
}

function readOptions(settings: readonly Setting<unknown>[], options: readonly string[], errors: string[]) {
  const known = new Map<string, Setting<unknown> | null>()
  for (const setting of settings) {
    known.set(setting.name, setting)
    const variable = fileVariable(setting)
    if (variable !== null) known.set(variable, null)
  }
  const given: Record<string, string> = {}
  const waiting = [...options]
  for (let option = waiting.shift(); option !== undefined; option = waiting.shift()) {
    const [, flag, , inline] = /^--([a-z-]+)(=(.*))?$/s.exec(option) ?? []
    const name = flag?.replaceAll('-', '_').toUpperCase()
    const setting = name === undefined ? undefined : known.get(name)
    if (name === undefined || setting === undefined) {
      errors.push(
        option.startsWith('-') ? `unknown option: ${option.split('=')[0]}` : `unexpected argument: ${option}`,
      )
      continue
    }
    const hasNext = waiting.length > 0 && !waiting[0]!.startsWith('--')
    const value = inline ?? (hasNext ? waiting.shift() : undefined)
    if (value === undefined) errors.push(`${option} needs a value`)
    else if (setting !== null && isExposed(setting, value))
      errors.push(
        `${name} cannot be an option, because other users see the arguments of a process. Set the variable, or ${name}_FILE`,
      )
    else given[name] = value
  }
  return given
}

/** Whether a value must not be in the arguments of the process. */
function isExposed({ secret }: Setting<unknown>, value: string): boolean {
  return secret === true || (secret === 'url' && /^[a-z+]+:\/\/[^/]*@/i.test(value))
}

export function integer(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new Error(`must be a whole number from ${least} to ${most}`)
  }
}

export function decimal(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value
    throw new Error(`must be a number from ${least} to ${most}`)
  }
}

export function choice<const T extends string>(...choices: readonly T[]) {
  return (text: string): T => {
    const found = choices.find(one => one === text)
    if (found !== undefined) return found
    throw new Error(`must be one of ${choices.join(', ')}`)
  }
}

export function onOff(text: string): boolean {
  return choice('on', 'off')(text) === 'on'
}

export function trueFalse(text: string): boolean {
  return choice('true', 'false')(text) === 'true'
}

export function singleLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/^[^\u0000-\u001f]+$/.test(text)) return text
  throw new Error('must be one line of text')
}

export function secret(bytes: number) {
  return (text: string): string => {
    if (Buffer.byteLength(text) >= bytes) return text
    throw new Error(`must be at least ${bytes} bytes long`)
  }
}

export function webUrl(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url
  throw new Error('must be an http:// or https:// URL')
}

/** The URL of an engine. `rest` is the part after the colon of the scheme. */
export type EngineUrl = {
  readonly scheme: string
  readonly rest: string
  readonly url: string
  readonly external: boolean
}

/** One that lives in the process, or a server. */
export function engineUrl(embedded: readonly string[], external: readonly string[]) {
  return (url: string): EngineUrl => {
    const [, scheme = '', rest = ''] = /^([a-z+]+):(.*)$/s.exec(url) ?? []
    const all = [...embedded, ...external]
    if (!all.includes(scheme)) throw new Error(`must begin with ${all.map(one => `${one}:`).join(' or ')}`)
    const isExternal = external.includes(scheme)
    if (isExternal && !/^\/\/[^/]/.test(rest)) throw new Error(`must name a server after ${scheme}://`)
    if (scheme === 'sqlite' && rest === '') throw new Error('must name a file after sqlite:')
    return { scheme, rest, url, external: isExternal }
  }
}

/** An empty text is null. */
export function optional<T>(parse: (text: string) => T) {
  return (text: string): T | null => (text === '' ? null : parse(text))
}
