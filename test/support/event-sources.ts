// Reads what events there are, and what they hold, out of the sources, for tests that keep documents in step with them.

import { readdir, readFile } from 'node:fs/promises'

/** A field of an event's data; `values` are the literals that it may be, none where it may be more than literals. */
export type Field = { readonly name: string; readonly values: readonly string[] }
export type EventType = { readonly type: string; readonly fields: readonly Field[] }

/** The event types by category, in the order of the sources. */
export async function readEventTypes(commands = 'commands'): Promise<Map<string, EventType[]>> {
  const categories = new Map<string, EventType[]>()
  const folders = (await readdir(commands, { withFileTypes: true })).filter(entry => entry.isDirectory())
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!(await readdir(`${commands}/${name}`)).includes('events.ts')) continue
    const source = await readFile(`${commands}/${name}/events.ts`, 'utf8')
    categories.set(name[0]!.toUpperCase() + name.slice(1), eventTypes(source))
  }
  return categories
}

export function eventTypes(source: string): EventType[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/\breadonly /g, '')
  const aliases = new Map<string, string>()
  for (const [, name, body] of text.matchAll(
    /type (\w+) =\s*([\s\S]*?)(?=\n(?:export )?type |\s*$(?![\s\S]))/g,
  ))
    aliases.set(name!, body!.trim())

  return [...text.matchAll(/DomainEvent<\s*'(\w+)',/g)].map(({ 0: start, 1: type, index }) => {
    const rest = text.slice(index + start.length)
    const data = split(rest.slice(0, closing(rest, '>')), ',')[0]!
    return { type: type!, fields: fieldsOf(data, aliases) }
  })
}

function fieldsOf(shape: string, aliases: Map<string, string>): Field[] {
  return split(shape, '&').flatMap(part => {
    if (/^Record<never/.test(part)) return []
    const alias = aliases.get(part)
    if (alias) return fieldsOf(alias, aliases)
    if (!part.startsWith('{')) throw new Error(`cannot tell the fields of ${part}`)
    return split(part.slice(1, -1), ';\n').map(field => {
      const [, name, type] = /^(\w+)\??:\s*([\s\S]+)$/.exec(field) ?? []
      if (!name || !type) throw new Error(`cannot read the field ${field}`)
      return { name, values: valuesOf(aliases.get(type) ?? type) }
    })
  })
}

function valuesOf(type: string): string[] {
  const options = split(type, '|').filter(option => option !== 'null')
  return options.every(option => /^'[^']*'$/.test(option)) ? options.map(option => option.slice(1, -1)) : []
}

/** The parts between separators that stand outside of all brackets, trimmed, without empty ones. */
function split(text: string, separators: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('{<[('.includes(character)) depth++
    if ('}>])'.includes(character)) depth--
    if (depth === 0 && separators.includes(character)) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map(part => part.trim()).filter(part => part !== '')
}

/** Where the bracket closes that was open before the text. */
function closing(text: string, bracket: string): number {
  let depth = 0
  for (const [index, character] of [...text].entries()) {
    if ('{<[('.includes(character)) depth++
    if ('}>])'.includes(character) && depth-- === 0 && character === bracket) return index
  }
  throw new Error(`no ${bracket} closes ${text.slice(0, 40)}`)
}
