// The authenticated person of an operation.

import type { UserId } from '../../commands/ids.ts'

/** What a token allows beyond taking part in rooms. */
export type Scope = 'ADMIN' | 'AUDITOR' | 'ANALYST'

/** Times are milliseconds since 1970. */
export type Viewer = {
  readonly userId: UserId
  readonly scopes: ReadonlySet<Scope>
  readonly issuedAt: number
  readonly expiresAt: number
}
