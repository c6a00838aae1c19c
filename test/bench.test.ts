// That every benchmark runs. What it measures is told in docs/benchmarks.md, and asserted nowhere.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const MAIN = join(import.meta.dirname, '../bench/main.ts')

function bench(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('every benchmark runs at tiny sizes, and has a figure in each column, for each ratio and each aim', () => {
  const { status, stdout, stderr } = bench('--quick', '--json')
  assert.equal(status, 0, stderr)
  const { quick, reports } = JSON.parse(stdout)
  assert.equal(quick, true)
  const shapes = reports.map(
    ({ part, rounds, figures, ratios, aims }: Record<string, object>) =>
      [
        part,
        rounds,
        Object.keys(figures!).length,
        Object.keys(ratios!).length,
        Object.keys(aims!).length,
      ] as const,
  )
  assert.deepStrictEqual(shapes, [
    ['gate', 1, 7, 5, 4],
    ['mutations', 1, 6, 4, 2],
    ['projections', 1, 3, 2, 1],
    ['start', 1, 2, 1, 0],
    ['memory', 1, 3, 0, 0],
  ])
  assert.ok(!stdout.includes('null'), stdout)
})

test('what cannot be run is refused in words', () => {
  assert.deepStrictEqual(
    [['nonsense'], ['--rounds', 'many'], ['--quick', '--write'], ['--loud']].map(args => {
      const { status, stderr } = bench(...args)
      return [status, stderr.split('\n')[0]]
    }),
    [
      [2, 'no such part: nonsense'],
      [2, '--rounds must be a whole number from 1 to 99, and not "many"'],
      [2, '--quick measures nothing that could be written down with --write'],
      [
        2,
        "Unknown option '--loud'. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- \"--loud\"",
      ],
    ],
  )
})
