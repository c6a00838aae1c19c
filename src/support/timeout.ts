import { systemTime, TimeoutError, timeout } from './time.ts'

export { TimeoutError as TooLate }
export const within = <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> =>
  timeout(systemTime, work, milliseconds, what)
