// Who is held by any living process, as the processes themselves tell it (`presence.ts`).

import type { Bus } from '../bus/bus.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { PresenceKey, PresenceMessage } from './presence.ts'
import { PRESENCE_LEASE, PRESENCE_TOPIC, ROUND_INTERVAL_MS } from './presence.ts'

export type PresenceDirectory = {
  isPresent(place: PresenceKey): boolean
  /**
   * True while a process with a living lease has not said lately what it holds: nobody may be called vanished then, as
   * that process may hold them.
   */
  isUncertain(): boolean
  close(): void
}

export type PresenceDirectoryOptions = {
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'leases'>
  readonly time: Time
  readonly logger: Logger
  /** The first process began to hold a place. */
  onPresent(place: PresenceKey): void
  /** The last process let go of a place, or died. */
  onAbsent(place: PresenceKey): void
}

/** What one process holds. The number is the round in which it last said so. */
type Told = { readonly places: Map<PresenceKey, number>; round: number; confirmed: number; heardAt: number }

/** Resolves when it listens, has asked all processes, and knows which of them live. */
export async function createPresenceDirectory(options: PresenceDirectoryOptions): Promise<PresenceDirectory> {
  const { bus, readStore, time, logger } = options
  const processes = new Map<string, Told>()
  const holding = new Map<PresenceKey, number>()
  let living = new Set<string>()
  let stopTimer = () => {}
  let closed = false

  function told(process: string): Told {
    let known = processes.get(process)
    if (!known) {
      known = { places: new Map(), round: -1, confirmed: 0, heardAt: Number.NEGATIVE_INFINITY }
      processes.set(process, known)
    }
    return known
  }

  function add(process: Told, place: PresenceKey, round: number) {
    const before = process.places.get(place)
    process.places.set(place, round)
    if (before !== undefined) return
    const count = holding.get(place) ?? 0
    holding.set(place, count + 1)
    if (count === 0) options.onPresent(place)
  }

  function remove(process: Told, place: PresenceKey) {
    if (!process.places.delete(place)) return
    const count = (holding.get(place) ?? 1) - 1
    if (count > 0) return void holding.set(place, count)
    holding.delete(place)
    options.onAbsent(place)
  }

  function hear(message: PresenceMessage) {
    if (message.kind === 'ask') return
    const process = told(message.process)
    if (message.kind === 'began') return add(process, message.place, message.round)
    if (message.kind === 'ended') return remove(process, message.place)
    if (message.round !== process.round) Object.assign(process, { round: message.round, confirmed: 0 })
    for (const place of message.places) add(process, place, message.round)
    process.confirmed += message.places.length
    // A round of which a part was lost proves nothing about what is missing in it; the next one will.
    if (message.count === undefined || message.count !== process.confirmed) return
    process.heardAt = time.now()
    for (const [place, round] of process.places) if (round < message.round) remove(process, place)
  }

  async function look() {
    try {
      const leases = await readStore.leases(PRESENCE_LEASE)
      living = new Set(leases.map(lease => lease.holder))
    } catch (err) {
      // Without the read store nobody can be known to have died.
      logger.warn({ err }, 'presence: reading leases failed, retrying')
      return
    }
    for (const [id, process] of processes) {
      // A process that spoke just now took its lease while the leases were being read.
      if (living.has(id) || process.heardAt > time.now() - ROUND_INTERVAL_MS) continue
      processes.delete(id)
      for (const place of process.places.keys()) remove(process, place)
    }
  }

  function schedule() {
    stopTimer = time.after(ROUND_INTERVAL_MS, () => {
      void look().then(() => {
        if (!closed) schedule()
      })
    })
  }

  const listening = await bus.subscribe(PRESENCE_TOPIC, message => hear(message as PresenceMessage))
  bus.publish(PRESENCE_TOPIC, { kind: 'ask' } satisfies PresenceMessage)
  await look()
  schedule()

  return {
    isPresent: place => holding.has(place),
    isUncertain() {
      const since = time.now() - 2.5 * ROUND_INTERVAL_MS
      return [...living].some(id => (processes.get(id)?.heardAt ?? Number.NEGATIVE_INFINITY) < since)
    },
    close() {
      closed = true
      stopTimer()
      listening.close()
    },
  }
}
