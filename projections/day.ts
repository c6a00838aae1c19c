// Names the days and weeks of times, in UTC.

const DAY_MS = 86_400_000

/** Cached, because events that are folded together are mostly of one day, and formatting costs more than a fold. */
let lastNamed = { day: Number.NaN, name: '' }

/** The UTC day of a time in milliseconds since 1970, such as `2026-05-17`. */
export function dayOf(at: number): string {
  const day = Math.floor(at / DAY_MS)
  if (day !== lastNamed.day) lastNamed = { day, name: new Date(at).toISOString().slice(0, 10) }
  return lastNamed.name
}

/** The Monday of the week of a time in milliseconds since 1970, in UTC. */
export function mondayOf(at: number): string {
  // The first day of 1970 was a Thursday.
  const day = Math.floor(at / DAY_MS)
  return dayOf((day - ((day + 3) % 7)) * DAY_MS)
}
