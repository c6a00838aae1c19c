// That every benchmark runs. What it measures is told in docs/benchmarks.md, and asserted nowhere.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { enginesMissing } from './support/cluster.ts'
import { noSoundReason } from './support/gateway.ts'

const MAIN = join(import.meta.dirname, '../bench/main.ts')

function bench(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** By part: figures of so many variants, so many ratios, so many aims. */
const SHAPES = {
  'the spine': {
    gate: [7, 6, 4],
    projections: [3, 2, 1],
    start: [2, 1, 0],
    memory: [3, 0, 0],
  },
  history: { history: [4, 2, 3] },
  'the sound': { sound: [2, 4, 2] },
  // These start servers, of all peers or in many shapes, which takes minutes: `npm run test:soak`.
  engines: { engines: [6, 6, 0] },
  mutations: { mutations: [6, 4, 2] },
  subscriptions: { 'fan-out': [12, 6, 4], storm: [18, 1, 4], 'come-back': [1, 0, 1] },
}

const SLOW = ['mutations', 'subscriptions', 'engines']
const soaking = process.env.ROSTRUM_SOAK !== undefined

for (const [what, shapes] of Object.entries(SHAPES)) {
  const isSlow = SLOW.includes(what) && !soaking
  const missing = what === 'the sound' ? noSoundReason : what === 'engines' ? enginesMissing() : null
  const skip = isSlow ? 'takes minutes: npm run test:soak' : (missing ?? false)
  test(`every benchmark of ${what} runs at tiny sizes, and has a figure for each column, ratio and aim`, {
    skip,
    timeout: 600_000,
  }, () => {
    const { status, stdout, stderr } = bench(...Object.keys(shapes), '--quick', '--json')
    assert.equal(status, 0, stderr)
    const { quick, reports } = JSON.parse(stdout)
    assert.equal(quick, true)
    const seen = reports.map(({ part, figures, ratios, aims }: Record<string, object>) => [
      part,
      [figures, ratios, aims].map(group => Object.keys(group!).length),
    ])
    assert.deepStrictEqual(Object.fromEntries(seen), shapes)
    assert.ok(!stdout.includes('null'), stdout)
  })
}

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
