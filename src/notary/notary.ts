// Signs what rooms have come to: some time after something happened, when much has, and when they are over.

import {
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
  SYSTEM,
  streamsOfRoom,
} from '../../commands/event.ts'
import type { CommandId, RoomId } from '../../commands/ids.ts'
import { KEYS, type NotaryCommand, notary } from '../../commands/notary/decide.ts'
import type { Head } from '../../commands/notary/events.ts'
import { type SealDocument, seals } from '../../projections/seals.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { runProcessor } from '../processor/processor.ts'
import { everything } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { nextTurn, pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { uuidV5 } from '../support/uuid.ts'
import { Chain, FINGERPRINT, leafOf } from './chain.ts'
import { endorsementText, headText, type SigningKey } from './signing.ts'

export type NotaryOptions = {
  readonly eventLog: EventLog
  readonly readStore: Pick<ReadStore, 'list'>
  readonly gate: Pick<CommandGate, 'submit' | 'state'>
  /** Resolves to true when every projection has reached the position, to false after `timeout` ms. */
  reached(position: Position, timeout: number): Promise<boolean>
  readonly key: SigningKey
  /** The key before it, which vouches for it; null: there was none, or it is no longer at hand. */
  readonly previousKey: SigningKey | null
  /** The longest that an event of a room waits for a head, in milliseconds. */
  readonly interval: number
  readonly now: () => number
  readonly logger: Logger
}

export interface Notary {
  /** Signs all that waits, now. Resolves when it is in the log. */
  sealAll(): Promise<void>
  close(): Promise<void>
}

/** Events of a room after which it is signed at once; and how many events one head covers at most. */
const MANY = 1_000
const MOST = 5_000
const PAGE = 500

/** Never changes: a command that is repeated after an update must be the same. */
const NAMESPACE = 'c9f0b8be-63b8-4a0c-8f0a-7f7a9a3f6c55'

/** A room of which something is not signed. `upTo`: all its events up to there can be read. */
type Waiting = { readonly since: number; events: number; upTo: Position }

export function startNotary(options: NotaryOptions): Notary {
  const { eventLog, readStore, gate, key, previousKey, interval, now, logger } = options
  const waiting = new Map<RoomId, Waiting>()
  const closing = new AbortController()
  const { signal } = closing
  /** One room after the other. */
  let turn: Promise<void> = Promise.resolve()

  const submit = (id: string, command: Pick<NotaryCommand, 'type' | 'data'>, cause: string) => {
    const commandId = uuidV5(NAMESPACE, cause) as CommandId
    return gate.submit(
      notary,
      id,
      { ...command, at: now(), by: SYSTEM, commandId } as NotaryCommand,
      commandId,
    )
  }

  async function introduceKey() {
    const { keyId, publicKey } = key
    const known = (await gate.state(notary, KEYS)).state.keys
    if (known.some(one => one.keyId === keyId)) return
    const endorsement = previousKey?.sign(endorsementText({ keyId, publicKey })) ?? null
    const data = { keyId, publicKey, endorsedBy: previousKey?.keyId ?? null, endorsement }
    await submit(KEYS, { type: 'IntroduceKey', data }, `introduce/${keyId}`)
  }

  async function seal(roomId: RoomId, upTo: Position) {
    for (let more = true; more && !signal.aborted; ) {
      const { head } = (await gate.state(notary, roomId)).state
      const next = await nextHead(roomId, head, upTo)
      if (!next) return
      await submit(
        roomId,
        { type: 'RecordHead', data: next.head },
        `${roomId}/${next.head.count}/${key.keyId}`,
      )
      more = next.more
    }
  }

  async function nextHead(roomId: RoomId, last: Head | null, upTo: Position) {
    const chain = new Chain(roomId, last ?? undefined)
    const from = chain.count
    const fingerprints: Buffer[] = []
    let reached = last?.upTo ?? ('' as Position)
    let more = true
    while (more && fingerprints.length < MOST) {
      const page = await eventLog.readAfter(streamsOfRoom(roomId), reached, PAGE)
      const fresh = page.filter(event => event.position <= upTo)
      for (const event of fresh) {
        const leaf = leafOf(event)
        chain.push(leaf)
        fingerprints.push(leaf.subarray(0, FINGERPRINT))
      }
      reached = fresh.at(-1)?.position ?? reached
      more = fresh.length === PAGE
      await nextTurn()
    }
    if (chain.count === from) return null
    const { count, peaks, root } = chain
    const signed = { count, chain: chain.chain, root, signedAt: now(), keyId: key.keyId }
    const signature = key.sign(headText(roomId, signed))
    const text = Buffer.concat(fingerprints).toString('base64url')
    return { head: { from, ...signed, peaks, upTo: reached, signature, fingerprints: text }, more }
  }

  /** What happens while it is signed waits anew. */
  function sealSoon(roomId: RoomId): Promise<void> {
    const entry = waiting.get(roomId)
    if (!entry) return turn
    waiting.delete(roomId)
    const sealing = turn.then(() => seal(roomId, entry.upTo))
    turn = sealing.catch(err => {
      logger.warn({ err, roomId }, 'a room could not be signed and waits')
      wait(roomId, entry.upTo, entry.events)
    })
    return turn
  }

  function wait(roomId: RoomId, upTo: Position, events: number): Waiting {
    const entry = waiting.get(roomId) ?? { since: now(), events: 0, upTo }
    entry.events += events
    if (upTo > entry.upTo) entry.upTo = upTo
    waiting.set(roomId, entry)
    return entry
  }

  function handle(event: Recorded) {
    const roomId = parseStream(event.stream).id as RoomId
    const { events } = wait(roomId, event.position, 1)
    const over = event.type === 'RoomClosed' || event.type === 'RoomCancelled'
    if (over || events >= MANY) void sealSoon(roomId)
  }

  async function run() {
    const head = await eventLog.head()
    while (!signal.aborted && !(await options.reached(head, 1_000)));
    if (signal.aborted) return
    await introduceKey()
    const unsealed = { index: 'waiting', equal: { waiting: true } }
    for await (const { document } of everything<SealDocument>(readStore as ReadStore, seals, unsealed))
      wait(document.roomId, document.last, document.events - document.sealed)
    await runProcessor({
      name: 'notary',
      log: eventLog,
      filter: { categories: ROOM_CATEGORIES },
      after: head,
      async handle({ events }) {
        for (const event of events) handle(event)
      },
      signal,
      logger,
    })
  }

  async function sealOld() {
    while (!signal.aborted) {
      await pause(Math.max(10, interval / 10), signal)
      for (const [roomId, { since }] of waiting) if (now() - since >= interval) void sealSoon(roomId)
    }
  }

  const running = run().catch(err => logger.error({ err }, 'the notary has ended'))
  const ticking = sealOld()

  return {
    async sealAll() {
      for (const roomId of [...waiting.keys()]) void sealSoon(roomId)
      await turn
    },
    async close() {
      closing.abort()
      await Promise.all([running, ticking, turn])
    },
  }
}
