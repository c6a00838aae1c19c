// Signs each room's hash chain: at an interval, after 1,000 events, and when the room ends.

import {
  isAfter,
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
  SYSTEM,
  streamsOfRoom,
} from '../../commands/event.ts'
import type { CommandId, RoomId } from '../../commands/ids.ts'
import { KEYS, type NotaryCommand, notaryDecider } from '../../commands/notary/decide.ts'
import type { Head } from '../../commands/notary/events.ts'
import { type SealDocument, seals } from '../../projections/seals.ts'
import { damageOf, type EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { runProcessor } from '../processor/processor.ts'
import { listAll } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { uuidV5 } from '../support/uuid.ts'
import { Chain, FINGERPRINT, leafOf } from './chain.ts'
import { endorsementText, headText, type SigningKey } from './signing.ts'

export type NotaryOptions = {
  readonly eventLog: EventLog
  readonly readStore: Pick<ReadStore, 'list'>
  readonly gate: Pick<CommandGate, 'submit' | 'state'>
  /** Resolves to true when every projection has reached the position, or to false after `timeoutMs` milliseconds. */
  reached(position: Position, timeoutMs: number): Promise<boolean>
  readonly key: SigningKey
  /** The previous key, which endorses this one. Null if there was none or it is not available. */
  readonly previousKey: SigningKey | null
  /** The longest time that an event stays unsigned, in milliseconds. */
  readonly intervalMs: number
  readonly time: Time
  readonly logger: Logger
}

export interface Notary {
  /** Signs all unsigned events now. Resolves when the heads are in the log. */
  sealAll(): Promise<void>
  close(): Promise<void>
}

/** A room with this many unsigned events is signed at once. */
const SIGN_AFTER_EVENTS = 1_000
/** The most events that one head adds. */
const MAX_EVENTS_PER_HEAD = 5_000
const EVENTS_PER_READ = 500

/** Must never change: a command repeated after an update must have the same id. */
const NAMESPACE = 'c9f0b8be-63b8-4a0c-8f0a-7f7a9a3f6c55'

/** The unsigned events of a room. All its events up to `upTo` can be read. */
type UnsignedEvents = { readonly since: number; events: number; upTo: Position }

export function startNotary(options: NotaryOptions): Notary {
  return new RunningNotary(options)
}

class RunningNotary implements Notary {
  readonly #options: NotaryOptions
  readonly #eventLog: NotaryOptions['eventLog']
  readonly #readStore: NotaryOptions['readStore']
  readonly #gate: NotaryOptions['gate']
  readonly #key: NotaryOptions['key']
  readonly #previousKey: NotaryOptions['previousKey']
  readonly #interval: NotaryOptions['intervalMs']
  readonly #time: NotaryOptions['time']
  readonly #logger: NotaryOptions['logger']
  readonly #unsigned = new Map<RoomId, UnsignedEvents>()
  readonly #closing = new AbortController()
  readonly #signal: AbortSignal
  /** Signs one room after the other. */
  #queue: Promise<void> = Promise.resolve()
  readonly #running: Promise<void>
  readonly #overdueLoop: Promise<void>

  constructor(options: NotaryOptions) {
    this.#options = options
    this.#eventLog = options.eventLog
    this.#readStore = options.readStore
    this.#gate = options.gate
    this.#key = options.key
    this.#previousKey = options.previousKey
    this.#interval = options.intervalMs
    this.#time = options.time
    this.#logger = options.logger
    this.#signal = this.#closing.signal
    this.#running = this.#run().catch(err => this.#logger.error({ err }, 'notary: ended'))
    this.#overdueLoop = this.#sealOverdue()
  }

  async sealAll() {
    for (const roomId of [...this.#unsigned.keys()]) void this.#sealSoon(roomId)
    await this.#queue
  }

  async close() {
    this.#closing.abort()
    await Promise.all([this.#running, this.#overdueLoop, this.#queue])
  }

  #submit(id: string, command: Pick<NotaryCommand, 'type' | 'data'>, cause: string) {
    const commandId = uuidV5(NAMESPACE, cause) as CommandId
    return this.#gate.submit(
      notaryDecider,
      id,
      { ...command, at: this.#time.now(), by: SYSTEM, commandId } as NotaryCommand,
      commandId,
    )
  }

  async #introduceKey() {
    const { keyId, publicKey } = this.#key
    const known = (await this.#gate.state(notaryDecider, KEYS)).state.keys
    if (known.some(one => one.keyId === keyId)) return
    const endorsement = this.#previousKey?.sign(endorsementText({ keyId, publicKey })) ?? null
    const data = { keyId, publicKey, endorsedBy: this.#previousKey?.keyId ?? null, endorsement }
    await this.#submit(KEYS, { type: 'IntroduceKey', data }, `introduce/${keyId}`)
  }

  async #seal(roomId: RoomId, upTo: Position) {
    for (let more = true; more && !this.#signal.aborted; ) {
      const { head } = (await this.#gate.state(notaryDecider, roomId)).state
      const next = await this.#nextHead(roomId, head, upTo)
      if (!next) return
      await this.#submit(
        roomId,
        { type: 'RecordHead', data: next.head },
        `${roomId}/${next.head.count}/${this.#key.keyId}`,
      )
      more = next.more
    }
  }

  async #nextHead(roomId: RoomId, last: Head | null, upTo: Position) {
    const chain = new Chain(roomId, last ?? undefined)
    const from = chain.count
    const fingerprints: Buffer[] = []
    let reached = last?.upTo ?? ('' as Position)
    let more = true
    while (more && fingerprints.length < MAX_EVENTS_PER_HEAD) {
      const page = await this.#eventLog.readAfter(streamsOfRoom(roomId), reached, EVENTS_PER_READ)
      const fresh = page.filter(event => !isAfter(event.position, upTo))
      for (const event of fresh) {
        const leaf = leafOf(event)
        chain.push(leaf)
        fingerprints.push(leaf.subarray(0, FINGERPRINT))
      }
      reached = fresh.at(-1)?.position ?? reached
      more = fresh.length === EVENTS_PER_READ
      await this.#time.nextTurn()
    }
    if (chain.count === from) return null
    const { count, peaks, root } = chain
    const signed = { count, chain: chain.chain, root, signedAt: this.#time.now(), keyId: this.#key.keyId }
    const signature = this.#key.sign(headText(roomId, signed))
    const text = Buffer.concat(fingerprints).toString('base64url')
    return { head: { from, ...signed, peaks, upTo: reached, signature, fingerprints: text }, more }
  }

  /** Events that arrive while the room is being signed wait for the next head. */
  #sealSoon(roomId: RoomId): Promise<void> {
    const entry = this.#unsigned.get(roomId)
    if (!entry) return this.#queue
    this.#unsigned.delete(roomId)
    const sealing = this.#queue.then(() => this.#seal(roomId, entry.upTo))
    this.#queue = sealing.catch(err => {
      if (damageOf(err)) {
        this.#logger.error({ err, roomId }, 'notary: events are damaged, room not signed')
        return
      }
      this.#logger.warn({ err, roomId }, 'notary: signing failed, retrying')
      this.#addUnsigned(roomId, entry.upTo, entry.events)
    })
    return this.#queue
  }

  #addUnsigned(roomId: RoomId, upTo: Position, events: number): UnsignedEvents {
    const entry = this.#unsigned.get(roomId) ?? { since: this.#time.now(), events: 0, upTo }
    entry.events += events
    if (isAfter(upTo, entry.upTo)) entry.upTo = upTo
    this.#unsigned.set(roomId, entry)
    return entry
  }

  #handle(event: Recorded) {
    const roomId = parseStream(event.stream).id as RoomId
    const { events } = this.#addUnsigned(roomId, event.position, 1)
    const over = event.type === 'RoomClosed' || event.type === 'RoomCancelled'
    if (over || events >= SIGN_AFTER_EVENTS) void this.#sealSoon(roomId)
  }

  async #run() {
    const head = await this.#eventLog.head()
    while (!this.#signal.aborted && !(await this.#options.reached(head, 1_000)));
    if (this.#signal.aborted) return
    await this.#introduceKey()
    const unsealed = { index: 'waiting', equal: { waiting: true } }
    for await (const { document } of listAll<SealDocument>(this.#readStore as ReadStore, seals, unsealed))
      this.#addUnsigned(document.roomId, document.last, document.events - document.sealed)
    await runProcessor({
      name: 'notary',
      log: this.#eventLog,
      filter: { categories: ROOM_CATEGORIES },
      after: head,
      handle: async ({ events }) => {
        for (const event of events) this.#handle(event)
      },
      signal: this.#signal,
      time: this.#time,
      logger: this.#logger,
    })
  }

  async #sealOverdue() {
    while (!this.#signal.aborted) {
      await sleep(this.#time, Math.max(10, this.#interval / 10), this.#signal)
      for (const [roomId, { since }] of this.#unsigned)
        if (this.#time.now() - since >= this.#interval) void this.#sealSoon(roomId)
    }
  }
}
