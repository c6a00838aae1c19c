// Checks that a room's events are the signed ones, and finds the first that is not.

import { BEGINNING, isAfter, type Recorded } from '../../commands/event.ts'
import { Chain, FINGERPRINT, leafOf } from './chain.ts'
import { isGenuine, type StoredHead } from './head-file.ts'

export type Trouble = {
  readonly kind: 'changed' | 'removed' | 'added' | 'reordered' | 'cut' | 'differs' | 'forged' | 'unsigned'
  /** The number of the event in its room, from 1. Null if no single event is at fault. */
  readonly number: number | null
  /** The event with that number, or null if there is none. */
  readonly event: Pick<Recorded, 'id' | 'stream' | 'version' | 'type' | 'at'> | null
  readonly message: string
}

export type Verdict = {
  readonly room: string
  /** The number of events, and how many of them a head covers. */
  readonly events: number
  readonly covered: number
  readonly heads: number
  /** The first difference. Null if all covered events are as they were signed. */
  readonly trouble: Trouble | null
}

/** Reads the events once, and once more if a difference has to be classified. */
export async function verifyRoom(
  room: string,
  events: () => AsyncIterable<Recorded>,
  allHeads: readonly StoredHead[],
  trusted: ReadonlyMap<string, string>,
): Promise<Verdict> {
  const heads = allHeads.filter(head => head.room === room).sort((a, b) => a.count - b.count)
  const covered = heads.at(-1)?.count ?? 0
  const verdict = (count: number, trouble: Trouble | null): Verdict => ({
    room,
    events: count,
    covered,
    heads: heads.length,
    trouble,
  })
  const bad = troubleOfHeads(heads, trusted)
  if (bad) return verdict(0, bad)

  const expected = fingerprintsOf(heads)
  const chain = new Chain(room)
  let head = 0
  let last: Recorded | null = null
  // Fingerprints only locate a difference. They are not signed, so they count only if the chain differs.
  let suspect: Suspect | null = null
  // Positions are not part of the hash, but readers of the log depend on their order.
  let misplaced: Trouble | null = null
  for await (const event of events()) {
    if (!isAfter(event.position, last?.position ?? BEGINNING))
      misplaced ??= displaced(event, chain.count, last)
    const leaf = leafOf(event)
    const fingerprint = leaf.toString('hex', 0, FINGERPRINT)
    if (chain.count < covered && fingerprint !== expected[chain.count])
      suspect ??= { index: chain.count, event, fingerprint }
    chain.push(leaf)
    last = event
    while (heads[head]?.count === chain.count) {
      const { chain: signed, root } = heads[head]!
      if (signed !== chain.chain || root !== chain.root)
        return verdict(
          chain.count,
          suspect ? await classify(events, expected, suspect) : differs(heads, head),
        )
      if (misplaced) return verdict(chain.count, misplaced)
      suspect = null
      head += 1
    }
  }
  if (chain.count >= covered) return verdict(chain.count, misplaced)
  return verdict(
    chain.count,
    suspect ? await classify(events, expected, suspect) : cut(chain.count, covered, last),
  )
}

function troubleOfHeads(heads: readonly StoredHead[], trusted: ReadonlyMap<string, string>): Trouble | null {
  const none = { number: null, event: null }
  if (heads.length === 0) return { kind: 'unsigned', ...none, message: 'there is no head of this room' }
  for (const head of heads)
    if (!isGenuine(head, trusted)) {
      const message = `the head over ${head.count} events is not signed by a trusted key (${head.keyId})`
      return { kind: 'forged', ...none, message }
    }
  return null
}

/** Fingerprints in hex by event index. Undefined where the head that covers the event is missing. */
function fingerprintsOf(heads: readonly StoredHead[]): readonly (string | undefined)[] {
  const prints: (string | undefined)[] = []
  for (const { from, count, fingerprints } of heads) {
    const hex = Buffer.from(fingerprints, 'base64url').toString('hex')
    for (let i = from; i < count; i++)
      prints[i] = hex.slice((i - from) * FINGERPRINT * 2, (i - from + 1) * FINGERPRINT * 2)
  }
  return prints
}

/** The first event with a wrong fingerprint since the last matching head. */
type Suspect = { readonly index: number; readonly event: Recorded; readonly fingerprint: string }

async function classify(
  events: () => AsyncIterable<Recorded>,
  expected: readonly (string | undefined)[],
  { index, event, fingerprint }: Suspect,
): Promise<Trouble> {
  const wanted = expected[index]
  if (wanted === undefined) return differsFrom(index, event)
  const isLater = expected.includes(fingerprint, index + 1)
  const isThere = await comesAfter(events, index, wanted)
  const kind = isLater ? (isThere ? 'reordered' : 'removed') : isThere ? 'added' : 'changed'
  const name = nameOf(event)
  const message = {
    changed: `event ${index + 1}, ${name}, is not the one that was signed`,
    added: `event ${index + 1}, ${name}, was added`,
    reordered: `event ${index + 1}, ${name}, stood later when it was signed`,
    removed: `event ${index + 1}, which stood before ${name}, was removed`,
  }[kind]
  return { kind, number: index + 1, event: shown(event), message }
}

async function comesAfter(
  events: () => AsyncIterable<Recorded>,
  index: number,
  fingerprint: string,
): Promise<boolean> {
  let at = 0
  for await (const event of events()) {
    if (at > index && leafOf(event).toString('hex', 0, FINGERPRINT) === fingerprint) return true
    at += 1
  }
  return false
}

function displaced(event: Recorded, index: number, last: Recorded | null): Trouble {
  const where = last ? `before ${nameOf(last)}` : 'before the beginning'
  const message = `event ${index + 1}, ${nameOf(event)}, stands in the log ${where}`
  return { kind: 'reordered', number: index + 1, event: shown(event), message }
}

function cut(count: number, covered: number, last: Recorded | null): Trouble {
  const where = last ? `after ${nameOf(last)}` : 'from the beginning'
  const message = `the last ${covered - count} events, from event ${count + 1} on, were cut off ${where}`
  return { kind: 'cut', number: count + 1, event: null, message }
}

function differs(heads: readonly StoredHead[], index: number): Trouble {
  const { from, count } = heads[index]!
  const message = `one of the events ${from + 1} to ${count} is not the one that was signed`
  return { kind: 'differs', number: from + 1, event: null, message }
}

function differsFrom(index: number, event: Recorded): Trouble {
  const message = `event ${index + 1} cannot be checked: heads are missing from the file`
  return { kind: 'differs', number: index + 1, event: shown(event), message }
}

const shown = ({ id, stream, version, type, at }: Recorded) => ({ id, stream, version, type, at })
const nameOf = ({ type, stream, version, id }: Recorded) => `${type} (${stream} version ${version}, ${id})`
