// Publishes who keeps a room's subscription open on this process.
//
// Each API process publishes changes over the bus and renews a lease in the read store. The bus may lose messages, so
// with each renewal the process also publishes everybody who is present on it. An expired lease means that the process
// has died and nobody is present on it. `presence-directory.ts` receives the messages.

import type { RoomId, UserId } from '../../commands/ids.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Cancel, Time } from '../support/time.ts'

export interface Presence {
  /** Call it when a socket of the person subscribes to the room, and the returned function when that ends. */
  hold(roomId: RoomId, userId: UserId): () => void
}

/** A person in a room: `<roomId>/<userId>`. */
export type PresenceKey = string
export const presenceKey = (roomId: RoomId, userId: UserId): PresenceKey => `${roomId}/${userId}`

export function parsePresenceKey(key: PresenceKey): { roomId: RoomId; userId: UserId } {
  const slash = key.indexOf('/')
  return { roomId: key.slice(0, slash) as RoomId, userId: key.slice(slash + 1) as UserId }
}

/**
 * What processes publish. `ask` requests a round of every process. `began` and `ended` are changes. `round` lists
 * everybody who is present on a process, in parts of at most `MAX_KEYS_PER_MESSAGE`; the last part has the total `count`.
 */
export type PresenceMessage =
  | { readonly kind: 'ask' }
  | (FromProcess & { readonly kind: 'began'; readonly place: PresenceKey })
  /** `at`: when the last socket went, in milliseconds since 1970. Processes of 0.1 do not send it. */
  | (FromProcess & { readonly kind: 'ended'; readonly place: PresenceKey; readonly at?: number })
  | (FromProcess & {
      readonly kind: 'round'
      readonly places: readonly PresenceKey[]
      readonly count?: number
    })

type FromProcess = { readonly process: string; readonly round: number }

export const PRESENCE_TOPIC = 'presence'
export const PRESENCE_LEASE = 'presence:'
/** Milliseconds between two renewals of a process's lease, and between two rounds. */
export const ROUND_INTERVAL_MS = 5_000
/** Milliseconds after which a process that does not renew its lease counts as dead: three rounds. */
export const PRESENCE_LEASE_MS = 15_000
/** About 75 kB a message, well below the limit of NATS. */
export const MAX_KEYS_PER_MESSAGE = 1_000

export type PresenceOptions = {
  readonly processId: string
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'acquire' | 'release'>
  readonly time: Time
  readonly logger: Logger
}

export type RunningPresence = Presence & {
  /** How many people in rooms are present on this process. */
  readonly size: number
  /** Publishes that nobody is present on this process any more, and releases its lease. */
  close(): Promise<void>
}

/** The presence of this process. Resolves when it has its lease and answers requests for a round. */
export async function createPresence(options: PresenceOptions): Promise<RunningPresence> {
  const presence = new ProcessPresence(options)
  await presence.open()
  return presence
}

class ProcessPresence implements RunningPresence {
  readonly #options: PresenceOptions
  /** How many sockets each person has in each room. */
  readonly #sockets = new Map<PresenceKey, number>()
  #round = 0
  #lease: Lease | null = null
  #listening: BusSubscription | null = null
  #stopTimer: Cancel = () => {}
  #renewing: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    this.#listening = await this.#options.bus.subscribe(PRESENCE_TOPIC, message => {
      if ((message as PresenceMessage).kind === 'ask') this.#publishRound()
    })
    await this.#renew()
    this.#schedule()
  }

  get size(): number {
    return this.#sockets.size
  }

  hold(roomId: RoomId, userId: UserId): () => void {
    const key = presenceKey(roomId, userId)
    const sockets = this.#sockets.get(key) ?? 0
    this.#sockets.set(key, sockets + 1)
    if (sockets === 0) this.#publish({ kind: 'began', ...this.#sender(), place: key })
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      this.#release(key)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopTimer()
    this.#listening?.close()
    await this.#renewing
    this.#sockets.clear()
    this.#publishRound()
    if (this.#lease) await this.#options.readStore.release(this.#lease)
  }

  #release(key: PresenceKey): void {
    const left = (this.#sockets.get(key) ?? 1) - 1
    if (left > 0) return void this.#sockets.set(key, left)
    this.#sockets.delete(key)
    const at = this.#options.time.now()
    if (!this.#isClosed) this.#publish({ kind: 'ended', ...this.#sender(), place: key, at })
  }

  #sender(): FromProcess {
    return { process: this.#options.processId, round: this.#round }
  }

  #publishRound(): void {
    this.#round += 1
    const keys = [...this.#sockets.keys()]
    const parts = Math.max(1, Math.ceil(keys.length / MAX_KEYS_PER_MESSAGE))
    for (let part = 0; part < parts; part++) {
      const places = keys.slice(part * MAX_KEYS_PER_MESSAGE, (part + 1) * MAX_KEYS_PER_MESSAGE)
      const count = part === parts - 1 ? { count: keys.length } : {}
      this.#publish({ kind: 'round', ...this.#sender(), places, ...count })
    }
  }

  #publish(message: PresenceMessage): void {
    this.#options.bus.publish(PRESENCE_TOPIC, message)
  }

  async #renew(): Promise<void> {
    const { readStore, processId, logger } = this.#options
    try {
      this.#lease = await readStore.acquire(PRESENCE_LEASE + processId, processId, PRESENCE_LEASE_MS)
    } catch (err) {
      // The next round tries again; the lease lasts three rounds.
      logger.warn({ err }, 'presence: lease renewal failed, retrying')
    }
    this.#publishRound()
  }

  #schedule(): void {
    this.#stopTimer = this.#options.time.after(ROUND_INTERVAL_MS, () => {
      this.#renewing = this.#renew().then(() => {
        if (!this.#isClosed) this.#schedule()
      })
    })
  }
}
