// Knows who is present on any running process, from the messages that the processes publish (`presence.ts`).

import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Cancel, Time } from '../support/time.ts'
import type { PresenceKey, PresenceMessage } from './presence.ts'
import { PRESENCE_LEASE, PRESENCE_TOPIC, ROUND_INTERVAL_MS } from './presence.ts'

export type PresenceDirectory = {
  isPresent(key: PresenceKey): boolean
  /**
   * For how many milliseconds presence has been certain without an interruption. 0 while a process with a valid lease
   * has not reported lately, because that process may hold anybody's socket, and while no process serves clients. It
   * begins again when a process has died or stopped, or a message was lost: people need time to come back.
   */
  certainForMs(): number
  close(): void
}

export type PresenceDirectoryOptions = {
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'leases'>
  readonly time: Time
  readonly logger: Logger
  /** Called when the first process reports the person in the room. */
  onPresent(key: PresenceKey): void
  /**
   * Called when the last process that had the person in the room reports their absence, or dies. `seenAt` is when that
   * process last had them, in milliseconds since 1970.
   */
  onAbsent(key: PresenceKey, seenAt: number): void
  /** Called every few seconds while presence is certain. */
  onCertain?(): void
}

/** What one process has reported. */
type Report = {
  /** The present people, each with the round in which they were last reported. */
  readonly keys: Map<PresenceKey, number>
  round: number
  /** How many keys of this round have arrived. */
  received: number
  /** When the last complete round arrived, by the monotonic clock and by the wall clock. */
  completeAt: number
  seenAt: number
}

/** How long a process may be silent before the directory is uncertain. */
const MAX_SILENCE_MS = 2.5 * ROUND_INTERVAL_MS

/** Resolves when it listens, has asked all processes for a report, and knows which of them are alive. */
export async function createPresenceDirectory(options: PresenceDirectoryOptions): Promise<PresenceDirectory> {
  const directory = new BusPresenceDirectory(options)
  await directory.open()
  return directory
}

class BusPresenceDirectory implements PresenceDirectory {
  readonly #options: PresenceDirectoryOptions
  readonly #reports = new Map<string, Report>()
  /** On how many processes each person in a room is present. */
  readonly #counts = new Map<PresenceKey, number>()
  #aliveProcesses: ReadonlySet<string> = new Set()
  /** Since when presence is certain, by the monotonic clock. Null: it is not. */
  #certainSince: number | null = null
  #listening: BusSubscription | null = null
  #stopTimer: Cancel = () => {}
  #isClosed = false

  constructor(options: PresenceDirectoryOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    const { bus } = this.#options
    this.#listening = await bus.subscribe(PRESENCE_TOPIC, message =>
      this.#receive(message as PresenceMessage),
    )
    bus.publish(PRESENCE_TOPIC, { kind: 'ask' } satisfies PresenceMessage)
    await this.#checkLeases()
    this.#schedule()
  }

  isPresent(key: PresenceKey): boolean {
    return this.#counts.has(key)
  }

  certainForMs(): number {
    const now = this.#options.time.elapsed()
    if (this.#isUncertain(now)) this.#certainSince = null
    else this.#certainSince ??= now
    return this.#certainSince === null ? 0 : now - this.#certainSince
  }

  #isUncertain(now: number): boolean {
    if (this.#aliveProcesses.size === 0) return true
    return [...this.#aliveProcesses].some(id => {
      const report = this.#reports.get(id)
      return report === undefined || report.completeAt < now - MAX_SILENCE_MS
    })
  }

  close(): void {
    this.#isClosed = true
    this.#stopTimer()
    this.#listening?.close()
  }

  #receive(message: PresenceMessage): void {
    if (message.kind === 'ask') return
    const report = this.#reportOf(message.process)
    if (message.kind === 'began') this.#add(report, message.place, message.round)
    else if (message.kind === 'ended')
      this.#remove(report, message.place, message.at ?? this.#options.time.now())
    else this.#receiveRound(report, message)
  }

  #receiveRound(report: Report, message: Extract<PresenceMessage, { kind: 'round' }>): void {
    if (message.round !== report.round) {
      report.round = message.round
      report.received = 0
    }
    for (const key of message.places) this.#add(report, key, message.round)
    report.received += message.places.length
    // When a part of a round is lost, a key that is missing may have been in that part. The next round decides.
    if (message.count === undefined || message.count !== report.received) return
    // A silence that this round ends was an interruption, even if nobody asked meanwhile.
    this.certainForMs()
    const { seenAt } = report
    report.completeAt = this.#options.time.elapsed()
    report.seenAt = this.#options.time.now()
    for (const [key, round] of report.keys) if (round < message.round) this.#lose(report, key, seenAt)
    this.certainForMs()
  }

  #reportOf(process: string): Report {
    const known = this.#reports.get(process)
    if (known) return known
    const report = {
      keys: new Map(),
      round: -1,
      received: 0,
      completeAt: Number.NEGATIVE_INFINITY,
      seenAt: this.#options.time.now(),
    }
    this.#reports.set(process, report)
    return report
  }

  #add(report: Report, key: PresenceKey, round: number): void {
    const isNew = !report.keys.has(key)
    report.keys.set(key, round)
    if (!isNew) return
    const count = this.#counts.get(key) ?? 0
    this.#counts.set(key, count + 1)
    if (count === 0) this.#options.onPresent(key)
  }

  /** The process did not say that the person left: it stopped or died, or its message was lost. */
  #lose(report: Report, key: PresenceKey, seenAt: number): void {
    this.#certainSince = null
    this.#remove(report, key, seenAt)
  }

  #remove(report: Report, key: PresenceKey, seenAt: number): void {
    if (!report.keys.delete(key)) return
    const count = (this.#counts.get(key) ?? 1) - 1
    if (count > 0) return void this.#counts.set(key, count)
    this.#counts.delete(key)
    this.#options.onAbsent(key, seenAt)
  }

  #schedule(): void {
    this.#stopTimer = this.#options.time.after(ROUND_INTERVAL_MS, () => {
      void this.#checkLeases().then(() => {
        if (this.#isClosed) return
        if (this.certainForMs() > 0) this.#options.onCertain?.()
        this.#schedule()
      })
    })
  }

  /** Removes the people of processes whose lease has expired. */
  async #checkLeases(): Promise<void> {
    const { readStore, time, logger } = this.#options
    try {
      const leases = await readStore.leases(PRESENCE_LEASE)
      this.#aliveProcesses = new Set(leases.map(lease => lease.holder))
    } catch (err) {
      // Without the read store, no process can be known to have died.
      logger.warn({ err }, 'presence: reading leases failed, retrying')
      return
    }
    for (const [id, report] of this.#reports) {
      // A process that reported just now may have taken its lease while the leases were being read.
      if (this.#aliveProcesses.has(id) || report.completeAt > time.elapsed() - ROUND_INTERVAL_MS) continue
      this.#reports.delete(id)
      for (const key of report.keys.keys()) this.#lose(report, key, report.seenAt)
    }
  }
}
