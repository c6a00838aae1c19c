// Describes the machine on which the figures were measured.

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { percentile } from './part.ts'
import { CORES } from './run.ts'

/** Measured now, under the current load. */
export function machine(): string {
  const pinned = CORES
    ? `measured processes on core ${CORES.measured}, what loads them on core ${CORES.load} (\`taskset\`)`
    : 'processes are not pinned to cores here'
  return [
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `${type()} ${release()}`,
    `node ${process.version}, SQLite ${process.versions.sqlite}, V8 ${process.versions.v8}`,
    `fsync of 4 KiB in \`${tmpdir()}\`: ${fsyncTime().toFixed(2)} ms`,
    `load average ${loadavg()[0]?.toFixed(1)} at the start`,
    pinned,
  ].join('; ')
}

/** Milliseconds, the median of a hundred. */
function fsyncTime(): number {
  const path = join(tmpdir(), `rostrum-bench-fsync-${process.pid}`)
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4_096)
  const times = Array.from({ length: 100 }, (_, i) => {
    writeSync(file, block, 0, block.length, i * block.length)
    const begun = performance.now()
    fsyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  rmSync(path)
  return percentile(times, 50)
}
