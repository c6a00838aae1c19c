// Runs long work in short slices, so that the event loop serves everything else in between.

import type { Time } from './time.ts'

export interface TimeSlices {
  /**
   * Calls `step` until it returns true, alternating with the other tasks. Resolves then, and rejects with what it throws.
   * A step should take well below a millisecond. The first steps run at once when there is budget left.
   */
  run(step: () => boolean): Promise<void>
  /** How many tasks wait. */
  readonly waiting: number
}

type Task = { step(): boolean; resolve(): void; reject(error: unknown): void }

/** Spends at most `budgetMs` milliseconds of each turn of the event loop. */
export function createTimeSlices(budgetMs: number, time: Pick<Time, 'elapsed' | 'nextTurn'>): TimeSlices {
  let tasks: Task[] = []
  let first = 0
  let leftMs = budgetMs
  let isSpending = false
  let isScheduled = false

  const spend = () => {
    isSpending = true
    const end = time.elapsed() + leftMs
    do {
      const task = tasks[first++]!
      try {
        if (task.step()) task.resolve()
        else tasks.push(task)
      } catch (error) {
        task.reject(error)
      }
      // Finished entries stay in the list for a while: removing each one would cost as much as the task.
      if (first === tasks.length || first > 10_000) {
        tasks = tasks.slice(first)
        first = 0
      }
      leftMs = end - time.elapsed()
    } while (leftMs > 0 && tasks.length > 0)
    isSpending = false
    if (isScheduled) return
    isScheduled = true
    void time.nextTurn().then(begin)
  }

  const begin = () => {
    isScheduled = false
    leftMs = budgetMs
    if (tasks.length > 0) spend()
  }

  return {
    run(step) {
      return new Promise((resolve, reject) => {
        tasks.push({ step, resolve, reject })
        if (leftMs > 0 && !isSpending) spend()
      })
    },
    get waiting() {
      return tasks.length - first
    },
  }
}
