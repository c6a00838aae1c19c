// When somebody left a room or the stage.

type Leaving = { readonly at: number; readonly data: object }

/**
 * When they left, in milliseconds since 1970. Somebody who vanished left when they were last seen: the grace after that,
 * and the time in which no process ran, are no presence.
 */
export function leftAtOf({ at, data }: Leaving): number {
  return 'lastSeenAt' in data ? Math.min(at, data.lastSeenAt as number) : at
}
