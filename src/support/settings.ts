// Settings by name: read from the environment and from `--name=value`, checked all at once.

/** One variable. Presets are texts like any other value, so that the table and the documentation show the same. */
export type Setting<T> = {
  /** The environment variable; on the command line in lower case with dashes: `MAX_BODY_BYTES`, `--max-body-bytes=`. */
  readonly name: string
  readonly meaning: string
  /** Taken where nothing is given; `<NAME>` in it stands for the text of a setting that comes before. */
  readonly preset: string
  /** Another preset for `NODE_ENV=production`. */
  readonly production?: string
  /** Its value is never shown in an error. */
  readonly secret?: true
  /** Throws an Error whose message completes "<NAME> …". */
  readonly parse: (text: string) => T
}

export type SettingsTable = Readonly<Record<string, Setting<unknown>>>
export type SettingValues<S extends SettingsTable> = { readonly [K in keyof S]: ReturnType<S[K]['parse']> }
export type Environment = Readonly<Record<string, string | undefined>>

export type Read<S extends SettingsTable> =
  | { readonly ok: true; readonly values: SettingValues<S> }
  | { readonly ok: false; readonly errors: readonly string[] }

/** An option wins over the environment; an empty text is as good as none. Every error names its variable. */
export function readSettingsTable<S extends SettingsTable>(
  settings: S,
  env: Environment,
  options: readonly string[],
): Read<S> {
  const errors: string[] = []
  const given = { ...env, ...readOptions(settings, options, errors) }
  const texts = new Map<string, string>()
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(settings)) {
    const preset = given.NODE_ENV === 'production' ? (setting.production ?? setting.preset) : setting.preset
    const text = given[setting.name] || preset.replace(/<([A-Z_]+)>/g, (_, name) => texts.get(name) ?? '')
    texts.set(setting.name, text)
    try {
      values[key] = setting.parse(text)
    } catch (error) {
      const shown = setting.secret ? '' : `, and not "${text}"`
      errors.push(`${setting.name} ${(error as Error).message}${shown}`)
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values: values as SettingValues<S> }
}

function readOptions(settings: SettingsTable, options: readonly string[], errors: string[]) {
  const names = new Set(Object.values(settings).map(setting => setting.name))
  const given: Record<string, string> = {}
  const waiting = [...options]
  for (let option = waiting.shift(); option !== undefined; option = waiting.shift()) {
    const [, flag, , value] = /^--([a-z-]+)(=(.*))?$/s.exec(option) ?? []
    const name = flag?.replaceAll('-', '_').toUpperCase()
    if (name === undefined || !names.has(name))
      errors.push(`${option.split('=')[0]} is not an option: options are --name=value, see --help`)
    else if (value !== undefined) given[name] = value
    else if (waiting.length > 0 && !waiting[0]!.startsWith('--')) given[name] = waiting.shift()!
    else errors.push(`${option} has no value: options are --name=value, see --help`)
  }
  return given
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

/** Where an engine is. `url` is whole, with its scheme; `rest` is what follows the scheme's colon. */
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
