/** The day of a moment (milliseconds since 1970), in UTC: `2026-05-17`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
