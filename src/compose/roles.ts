// Says which role runs what. A process has one role.

import type { Config } from '../config/config.ts'

export type Duty =
  /** Answers GraphQL. The role `edge` answers subscriptions alone. */
  | 'graphql'
  /** Folds the log into documents. */
  | 'projections'
  /** Acts on what falls due, and signs rooms. */
  | 'reactors'
  /** Drives the audio gateways. */
  | 'sound'

export const ROLES: Readonly<Record<Config['role'], readonly Duty[]>> = {
  all: ['graphql', 'projections', 'reactors', 'sound'],
  api: ['graphql'],
  edge: ['graphql'],
  projector: ['projections', 'reactors'],
  sound: ['sound'],
}

export const hasDuty = ({ role }: Pick<Config, 'role'>, duty: Duty): boolean => ROLES[role].includes(duty)
