// The authenticated person of an operation.

import type { UserId } from '../../commands/ids.ts'

/** What a token allows beyond taking part in rooms. */
export type Scope = 'ADMIN' | 'AUDITOR' | 'ANALYST'

/** Times are milliseconds since 1970. */
export type Viewer = {
  readonly userId: UserId
  readonly scopes: ReadonlySet<Scope>
  /** The earliest moment, given how far clocks may differ. Tokens that were issued up to a revocation are void. */
  readonly issuedAt: number
  readonly expiresAt: number
}
