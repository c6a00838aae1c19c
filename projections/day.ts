const DAY = 86_400_000

/** Of the events that are folded together nearly all are of one day, and to name it takes longer than to fold one. */
let named = { day: Number.NaN, name: '' }

/** The day of a moment (milliseconds since 1970), in UTC: `2026-05-17`. */
export function dayOf(at: number): string {
  const day = Math.floor(at / DAY)
  if (day !== named.day) named = { day, name: new Date(at).toISOString().slice(0, 10) }
  return named.name
}

/** The Monday of the week of a moment, in UTC. */
export function mondayOf(at: number): string {
  // The first day of 1970 was a Thursday.
  const day = Math.floor(at / DAY)
  return dayOf((day - ((day + 3) % 7)) * DAY)
}
