// The parts of the benchmark: variants that do the same work, their figures, and the compared ratios.

/** Figures of one run of one variant, by the names of the part's columns. */
export type Measures = Readonly<Record<string, number>>

export type BenchSetup = {
  /** Uses tiny sizes, only to check that it runs. */
  readonly quick: boolean
  /** Shared by all variants of a part; what `prepare` made is in it. Each run has a folder of its own besides. */
  readonly shared: string
  readonly own: string
}

export type Variant = {
  readonly name: string
  /** Node's flags for its process. */
  readonly flags?: readonly string[]
  /** Takes long, so it runs in the first round only. */
  readonly once?: boolean
  run(setup: BenchSetup): Promise<Measures>
}

export type Column = { readonly measure: string; readonly heading: string; readonly digits: number }

/** A figure of one variant over the same figure of another in the same round. */
export type Ratio = {
  readonly text: string
  readonly measure: string
  readonly of: string
  readonly to: string
}

/** What a figure, or a ratio by its text, is meant to be. */
export type Aim = {
  readonly text: string
  readonly of: { readonly variant: string; readonly measure: string } | { readonly ratio: string }
  readonly least?: number
  readonly most?: number
}

export type BenchPart = {
  readonly name: string
  readonly title: string
  /** Describes the measurement and the variants, in Markdown. */
  readonly method: string
  readonly variants: readonly Variant[]
  readonly columns: readonly Column[]
  readonly ratios: readonly Ratio[]
  readonly aims: readonly Aim[]
  /** Rounds in which every variant runs once. */
  readonly rounds: number
  /** Its variants only load a server that they start, so that they keep off its core. */
  readonly loads?: true
  /** Once for all rounds; in a process of its own. */
  prepare?(setup: BenchSetup): Promise<void>
}

/** Measures what `work` costs this process. */
export async function measured<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number; readonly cpu: number }> {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const result = await work()
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  return { result, seconds, cpu: user + system }
}

/** The value at this percentile. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}
