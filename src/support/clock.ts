import { sleep, systemTime } from './time.ts'

export { aborted } from './time.ts'
/** Milliseconds since 1970. */
export type Clock = () => number
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  sleep(systemTime, milliseconds, signal)
export const nextTurn = systemTime.nextTurn
