// Does the same work for many indexes, a few of them at a time.

const CONCURRENCY = 16

/** The results, by index. */
export async function concurrently<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return results
}
