// Recordings as a gateway leaves them.

import { open, rename, stat } from 'node:fs/promises'

const HEADER = 44

/**
 * What became of a recording, with its size in bytes. One whose writer died is still called `<path>.tmp`, and its header
 * says nothing of its length: with `repair` it is made one that can be played, else it is `missing` like one of which
 * there is nothing.
 */
export async function finishWav(
  path: string,
  { repair }: { readonly repair: boolean },
): Promise<{ readonly outcome: 'complete' | 'repaired' | 'missing'; readonly bytes: number }> {
  const done = await sizeOf(path)
  if (done !== null) return { outcome: 'complete', bytes: done }
  const bytes = repair ? await sizeOf(`${path}.tmp`) : null
  if (bytes === null) {
    // It may have been given its name between the two looks.
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
