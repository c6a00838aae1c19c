// Reads and writes head files: keys and heads kept outside the log, to detect later changes to a room.

import type { Recorded } from '../../commands/event.ts'
import type { Head, Key, NotaryEvent } from '../../commands/notary/events.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import { isFields } from '../support/guards.ts'
import { isKey, isStoredHead } from './file-guards.ts'
import { endorsementText, headText, isSigned, keyIdOf } from './signing.ts'

/** A head as a file holds it, without the fields that only the notary needs. */
export type StoredHead = Omit<Head, 'peaks' | 'upTo'> & { readonly room: string }
export type HeadFile = { readonly keys: readonly Key[]; readonly heads: readonly StoredHead[] }

export function keyLine(key: Key): string {
  return `${canonicalJson({ kind: 'key', ...key })}\n`
}

export function headLine(room: string, { peaks: _, upTo: __, ...head }: Head): string {
  return `${canonicalJson({ kind: 'head', room, ...head })}\n`
}

/** The lines for the events of one notary stream, whose id is `id`. */
export function headFileLines(events: readonly Recorded[], id: string): string {
  return (events as readonly Recorded<NotaryEvent>[])
    .map(event => (event.type === 'KeyIntroduced' ? keyLine(event.data) : headLine(id, event.data)))
    .join('')
}

/** Throws an `Error` with the line number if the text is not a head file. */
export function parseHeadFile(text: string): HeadFile {
  const keys: Key[] = []
  const heads: StoredHead[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw new Error(`line ${index + 1} of the heads is incomplete: the file was cut or damaged`)
    }
    const kind = isFields(value) ? value.kind : null
    if (kind === 'key' && isKey(value)) keys.push(value as Key)
    else if (kind === 'head' && isStoredHead(value)) heads.push(value as StoredHead)
    else throw new Error(`line ${index + 1} of the heads is neither a key nor a head`)
  }
  return { keys, heads }
}

/**
 * The trusted keys by id: the named key, or else the first key of the file, and every key that a trusted key endorses,
 * directly or through others.
 */
export function trustedKeys({ keys }: HeadFile, named: string | null): ReadonlyMap<string, string> {
  const trusted = new Map<string, string>()
  const root = named === null ? keys[0] : keys.find(key => key.keyId === named || key.publicKey === named)
  const isTrusted = (key: Key) => {
    if (keyIdOf(key.publicKey) !== key.keyId) return false
    const sponsor = key.endorsedBy === null ? undefined : trusted.get(key.endorsedBy)
    const vouched = sponsor !== undefined && isSigned(endorsementText(key), key.endorsement ?? '', sponsor)
    return key === root || vouched
  }
  // Repeated until nothing changes, because a file assembled by hand may list keys in any order.
  for (let before = -1; before < trusted.size; ) {
    before = trusted.size
    for (const key of keys)
      if (!trusted.has(key.keyId) && isTrusted(key)) trusted.set(key.keyId, key.publicKey)
  }
  return trusted
}

export function isGenuine(head: StoredHead, trusted: ReadonlyMap<string, string>): boolean {
  const key = trusted.get(head.keyId)
  return key !== undefined && isSigned(headText(head.room, head), head.signature, key)
}
