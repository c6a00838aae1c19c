// Many things of one kind, some of them at a time.

const AT_A_TIME = 16

/** What each came to, by index. */
export async function inTurn<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return results
}
