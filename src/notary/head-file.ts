// Heads and keys as a file that is kept elsewhere: whoever has it can tell what was done to a room since.

import type { Recorded } from '../../commands/event.ts'
import type { Head, Key, NotaryEvent } from '../../commands/notary/events.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import { isFields } from '../support/guards.ts'
import { isKey, isStoredHead } from './file-guards.ts'
import { endorsementText, headText, isSigned, keyIdOf } from './signing.ts'

/** A head as it is kept elsewhere, without what only the notary itself needs. */
export type StoredHead = Omit<Head, 'peaks' | 'upTo'> & { readonly room: string }
export type HeadFile = { readonly keys: readonly Key[]; readonly heads: readonly StoredHead[] }

export function keyLine(key: Key): string {
  return `${canonicalJson({ kind: 'key', ...key })}\n`
}

export function headLine(room: string, { peaks: _, upTo: __, ...head }: Head): string {
  return `${canonicalJson({ kind: 'head', room, ...head })}\n`
}

/** Lines of the events of one stream of the notary, `id` being that of the stream. */
export function headFileLines(events: readonly Recorded[], id: string): string {
  return (events as readonly Recorded<NotaryEvent>[])
    .map(event => (event.type === 'KeyIntroduced' ? keyLine(event.data) : headLine(id, event.data)))
    .join('')
}

/** Throws an Error that names the line for what is none. */
export function parseHeadFile(text: string): HeadFile {
  const keys: Key[] = []
  const heads: StoredHead[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw new Error(`line ${index + 1} of the heads is not whole: the file was cut or damaged`)
    }
    const kind = isFields(value) ? value.kind : null
    if (kind === 'key' && isKey(value)) keys.push(value as Key)
    else if (kind === 'head' && isStoredHead(value)) heads.push(value as StoredHead)
    else throw new Error(`line ${index + 1} of the heads is neither a key nor a head`)
  }
  return { keys, heads }
}

/**
 * The keys that are trusted: the one that is named, or else the first of the file, and all that a trusted one vouches
 * for, one after the other.
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
  // As lines in a file that was put together by hand, they need not be in the order of their introduction.
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
