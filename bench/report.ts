// Formats the figures of several rounds as tables, for sections of docs/benchmarks.md.

import type { Aim, BenchPart } from './part.ts'
import type { Runs } from './run.ts'

export type Spread = { readonly median: number; readonly least: number; readonly most: number }

export type Report = {
  readonly part: string
  readonly rounds: number
  /** By variant and measure. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, Spread>>>>
  /** By text. */
  readonly ratios: Readonly<Record<string, Spread>>
  readonly aims: readonly { readonly text: string; readonly reached: boolean; readonly figure: Spread }[]
}

export function reportOf(part: BenchPart, runs: Runs): Report {
  const figures = Object.fromEntries(
    part.variants.map(({ name }) => [
      name,
      Object.fromEntries(
        part.columns.flatMap(({ measure }) => {
          const values = runs.get(name)!.flatMap(measures => measures[measure] ?? [])
          return values.length > 0 ? [[measure, spreadOf(values)]] : []
        }),
      ),
    ]),
  )
  const ratios = Object.fromEntries(
    part.ratios.map(({ text, measure, of, to }) => {
      const peers = runs.get(to)!
      const pairs = runs.get(of)!.slice(0, peers.length)
      return [text, spreadOf(pairs.map((own, i) => own[measure]! / peers[i]![measure]!))]
    }),
  )
  const figureOf = ({ of }: Aim) => ('ratio' in of ? ratios[of.ratio]! : figures[of.variant]![of.measure]!)
  const aims = part.aims.map(aim => {
    const figure = figureOf(aim)
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = aim
    return { text: aim.text, figure, reached: figure.median >= least && figure.median <= most }
  })
  const rounds = Math.max(...Array.from(runs.values(), ({ length }) => length))
  return { part: part.name, rounds, figures, ratios, aims }
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
  return { median, least: sorted[0]!, most: sorted.at(-1)! }
}

export function tablesOf(part: BenchPart, report: Report): string {
  const rows = part.variants.map(({ name }) => [
    name,
    ...part.columns.map(({ measure, digits }) => show(report.figures[name]![measure], digits)),
  ])
  const blocks = [table(['variant', ...part.columns.map(({ heading }) => heading)], rows)]
  if (part.ratios.length > 0) {
    const ratios = part.ratios.map(({ text }) => {
      const spread = report.ratios[text]!
      return [text, show(spread, spread.median < 10 ? 2 : 0)]
    })
    blocks.push(table(['ratio, round by round', ''], ratios))
  }
  if (part.aims.length > 0) {
    const aims = report.aims.map(({ text, reached, figure }) => [
      text,
      `${reached ? 'reached' : 'not reached'}: ${number(figure.median, figure.median < 10 ? 2 : 0)}`,
    ])
    blocks.push(table(['aim', ''], aims))
  }
  return blocks.join('\n\n')
}

function show(spread: Spread | undefined, digits: number): string {
  if (!spread) return ''
  const { median, least, most } = spread
  if (least === most) return number(median, digits)
  return `${number(median, digits)} [${number(least, digits)} to ${number(most, digits)}]`
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, i) => Math.max(text.length, ...rows.map(row => row[i]!.length), 3))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

const begin = (name: string) => `<!-- bench:${name} -->`
const end = (name: string) => `<!-- /bench:${name} -->`

/** The document with one section replaced, or added at the end. */
export function withSection(document: string, name: string, text: string): string {
  const section = `${begin(name)}\n${text.trim()}\n${end(name)}`
  const from = document.indexOf(begin(name))
  const to = document.indexOf(end(name))
  if (from === -1 || to < from) return `${document.trimEnd()}\n\n${section}\n`
  return document.slice(0, from) + section + document.slice(to + end(name).length)
}
