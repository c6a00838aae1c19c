// Who asks.

import type { UserId } from '../../commands/ids.ts'

/** What a token may grant beyond one's own rooms. */
export type Scope = 'ADMIN' | 'AUDITOR' | 'ANALYST'

/** The authenticated user of an operation. */
export type Viewer = {
  readonly userId: UserId
  readonly scopes: ReadonlySet<Scope>
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
}
