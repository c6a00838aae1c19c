const DAY_MS = 86_400_000

/** Of the events that are folded together nearly all are of one day, and to name it takes longer than to fold one. */
let lastNamed = { day: Number.NaN, name: '' }

/** The day of a moment (milliseconds since 1970), in UTC: `2026-05-17`. */
export function dayOf(at: number): string {
  const day = Math.floor(at / DAY_MS)
  if (day !== lastNamed.day) lastNamed = { day, name: new Date(at).toISOString().slice(0, 10) }
  return lastNamed.name
}

/** The Monday of the week of a moment, in UTC. */
export function mondayOf(at: number): string {
  // The first day of 1970 was a Thursday.
  const day = Math.floor(at / DAY_MS)
  return dayOf((day - ((day + 3) % 7)) * DAY_MS)
}
