// Guards for the files of the notary: keys, heads and proofs.

import { isRecorded } from '../../commands/recorded-guard.ts'
import { type Fields, haveCounts, haveTexts, isFields, isText } from '../support/guards.ts'

export function isKey(value: unknown): boolean {
  return (
    isFields(value) &&
    haveTexts(value, 'keyId', 'publicKey') &&
    [value.endorsedBy, value.endorsement].every(one => one === null || isText(one))
  )
}

export function isHead(value: unknown): boolean {
  return (
    isFields(value) &&
    haveTexts(value, 'room', 'chain', 'root', 'keyId', 'signature') &&
    haveCounts(value, 'count', 'signedAt')
  )
}

/** A head with its fingerprints and the number of its first event, as a head file holds it. */
export function isStoredHead(value: unknown): boolean {
  return isHead(value) && haveTexts(value as Fields, 'fingerprints') && haveCounts(value as Fields, 'from')
}

export function isProof(value: unknown): boolean {
  return (
    isFields(value) &&
    value.format === 'rostrum-proof-1' &&
    isRecorded(value.event) &&
    isHead(value.head) &&
    haveCounts(value, 'number') &&
    Array.isArray(value.path) &&
    value.path.every(isText)
  )
}
