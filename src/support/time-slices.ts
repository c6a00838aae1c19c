// Long work in short pieces: whatever else the process has to do comes in between.

import type { Time } from './time.ts'

export interface TimeSlices {
  /**
   * Calls `step` until it answers true, in turn with the others that were given; resolves then, and rejects with what it
   * throws. A step should take well below a millisecond. The first ones are taken at once, where there is time left.
   */
  run(step: () => boolean): Promise<void>
  /** How many wait. */
  readonly waiting: number
}

type Task = { step(): boolean; resolve(): void; reject(error: unknown): void }

/** Of each turn of the event loop, no more than `budget` milliseconds are spent on it. */
export function createTimeSlices(budget: number, time: Pick<Time, 'elapsed' | 'nextTurn'>): TimeSlices {
  let tasks: Task[] = []
  let first = 0
  let left = budget
  let spending = false
  let nextTurn = false

  const spend = () => {
    spending = true
    const end = time.elapsed() + left
    do {
      const task = tasks[first++]!
      try {
        if (task.step()) task.resolve()
        else tasks.push(task)
      } catch (error) {
        task.reject(error)
      }
      // What was taken stays in the list for a while: to close up at each task would cost as much as the task.
      if (first === tasks.length || first > 10_000) {
        tasks = tasks.slice(first)
        first = 0
      }
      left = end - time.elapsed()
    } while (left > 0 && tasks.length > 0)
    spending = false
    if (nextTurn) return
    nextTurn = true
    void time.nextTurn().then(begin)
  }

  const begin = () => {
    nextTurn = false
    left = budget
    if (tasks.length > 0) spend()
  }

  return {
    run(step) {
      return new Promise((resolve, reject) => {
        tasks.push({ step, resolve, reject })
        if (left > 0 && !spending) spend()
      })
    },
    get waiting() {
      return tasks.length - first
    },
  }
}
