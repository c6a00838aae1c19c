// `npm run bench`: measures parts of the system against peers, side by side. Nothing is asserted here.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { parts } from './parts.ts'
import { reportOf, tablesOf, withSection } from './report.ts'
import { runPart } from './run.ts'

const DOCUMENT = join(import.meta.dirname, '../docs/benchmarks.md')

const HELP = `usage: npm run bench -- [part …] [options]

parts (default: all):
${parts.map(({ name, title }) => `  ${name.padEnd(13)}${title}`).join('\n')}

options:
  --quick        tiny sizes and one round, to see that everything runs; the figures mean nothing
  --rounds <n>   how often each variant runs, in turn with the others (1 to 99)
  --write        put the tables into docs/benchmarks.md, each in its section
  --json         print the figures as JSON on the standard output, and nothing else there
  --help         this text

Temporary files go to TMPDIR: where durable writes are measured, its disk is what is measured.`

const options = {
  quick: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  write: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function refuse(why: string): never {
  console.error(`${why}\n\nnpm run bench -- --help lists the parts.`)
  process.exit(2)
}

function read() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return refuse((error as Error).message)
  }
}

const { values, positionals } = read()
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
if (values.rounds !== undefined && !/^[1-9]\d?$/.test(values.rounds))
  refuse(`--rounds must be a whole number from 1 to 99, and not "${values.rounds}"`)
if (values.quick && values.write) refuse('--quick measures nothing that could be written down with --write')
const unknown = positionals.filter(name => !parts.some(part => part.name === name))
if (unknown.length > 0) refuse(`no such part: ${unknown.join(', ')}`)

const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const reports: object[] = []
const on = machine()
if (!values.json) console.log(on)
for (const part of chosen) {
  const rounds = values.quick ? 1 : Number(values.rounds ?? part.rounds)
  try {
    const runs = await runPart(part, { quick: values.quick, rounds, say: text => console.error(text) })
    const report = reportOf(part, runs)
    reports.push(report)
    const tables = tablesOf(part, report)
    if (!values.json) console.log(`\n${part.title}\n\n${tables}`)
    if (values.write)
      write(part.name, `## ${part.title}\n\n${part.method.trim()}\n\n${tables}\n\n${footer(rounds)}`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
if (values.json) console.log(JSON.stringify({ machine: on, quick: values.quick, reports }, null, 2))

function write(name: string, text: string): void {
  const before = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '# Benchmarks\n'
  writeFileSync(DOCUMENT, withSection(before, name, text))
}

function footer(rounds: number): string {
  const date = new Date().toISOString().slice(0, 10)
  return `${date}, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds [least to most]`}. ${on}.`
}
