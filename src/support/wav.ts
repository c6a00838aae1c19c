// Inspects and repairs the recordings that a gateway leaves.

import { open, rename, stat } from 'node:fs/promises'

const HEADER = 44

/**
 * The state of a recording, with its size in bytes. When the writer died, the file is still called `<path>.tmp` and its
 * header holds no length. `repair` makes it playable. Without `repair` it counts as `missing`.
 */
export async function finishWav(
  path: string,
  { repair }: { readonly repair: boolean },
): Promise<{ readonly outcome: 'complete' | 'repaired' | 'missing'; readonly bytes: number }> {
  const done = await sizeOf(path)
  if (done !== null) return { outcome: 'complete', bytes: done }
  const bytes = repair ? await sizeOf(`${path}.tmp`) : null
  if (bytes === null) {
    // It may have been renamed between the two checks.
    const late = await sizeOf(path)
    return late === null ? { outcome: 'missing', bytes: 0 } : { outcome: 'complete', bytes: late }
  }
  await repairHeader(`${path}.tmp`, bytes)
  await rename(`${path}.tmp`, path)
  return { outcome: 'repaired', bytes }
}

async function repairHeader(path: string, bytes: number): Promise<void> {
  if (bytes < HEADER) return
  const file = await open(path, 'r+')
  try {
    const sizes = Buffer.alloc(4)
    sizes.writeUInt32LE(Math.min(bytes - 8, 0xffffffff))
    await file.write(sizes, 0, 4, 4)
    sizes.writeUInt32LE(Math.min(bytes - HEADER, 0xffffffff))
    await file.write(sizes, 0, 4, 40)
  } finally {
    await file.close()
  }
}

export const isThere = async (path: string): Promise<boolean> => (await sizeOf(path)) !== null

function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
