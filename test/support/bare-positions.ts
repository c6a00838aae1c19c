// Positions without fingerprints, for tests that only look at the order of events.

const FINGERPRINTED = /(?<!\d)(\d{20})-[0-9a-z]{10}(?![0-9a-z])/g

/** The same value, with the fingerprints cut from all positions in it. For values that JSON can hold. */
export function bare<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(FINGERPRINTED, '$1'))
}
