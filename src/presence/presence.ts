// Who holds a room's subscription open, on which process.
//
// Each process of the API tells the others over the bus as people come and go, and prolongs a lease in the read store.
// The bus may lose messages, so each process also repeats all that it holds with every prolonging; a lease that runs
// out says that the process died and holds nothing any more. See `holders.ts` for the other end.

import type { RoomId, UserId } from '../../commands/ids.ts'
import type { Bus } from '../bus/bus.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'

export interface Presence {
  /** A socket of the person began to hold the room. Call what it answers once, when it lets go. */
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
 * What processes tell each other. `began` and `ended` are changes. `round` is a part of all that a process holds, in
 * messages of at most `ROUND_PART` places; the last part says how many there are in all.
 */
export type PresenceMessage =
  | { readonly kind: 'ask' }
  | (FromProcess & { readonly kind: 'began'; readonly place: PresenceKey })
  | (FromProcess & { readonly kind: 'ended'; readonly place: PresenceKey })
  /** `count` is on the last part alone. */
  | (FromProcess & {
      readonly kind: 'round'
      readonly places: readonly PresenceKey[]
      readonly count?: number
    })

type FromProcess = { readonly process: string; readonly round: number }

export const PRESENCE_TOPIC = 'presence'
export const PRESENCE_LEASE = 'presence:'
/** Milliseconds between two prolongings of a process's lease, and between two rounds. */
export const ROUND_INTERVAL_MS = 5_000
/** Milliseconds after which a process that says nothing counts as dead. */
export const PRESENCE_LEASE_MS = 15_000
/** Places in one message: some 75 kB, well below what a bus carries. */
export const MAX_KEYS_PER_MESSAGE = 1_000

export type PresenceOptions = {
  readonly processId: string
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'acquire' | 'release'>
  readonly time: Time
  readonly logger: Logger
}

export type RunningPresence = Presence & {
  /** Places held by sockets of this process. */
  readonly size: number
  /** Lets go of everything that this process still holds, and of its lease. */
  close(): Promise<void>
}

/** The presence of this process. Resolves when it holds its lease and answers those who ask. */
export async function createPresence(options: PresenceOptions): Promise<RunningPresence> {
  const { processId, bus, readStore, time, logger } = options
  const sockets = new Map<PresenceKey, number>()
  let round = 0
  let lease: Lease | null = null
  let stopTimer = () => {}
  let prolonging: Promise<void> = Promise.resolve()
  let closed = false

  const tell = (message: PresenceMessage) => bus.publish(PRESENCE_TOPIC, message)

  function tellAll() {
    round += 1
    const places = [...sockets.keys()]
    const parts = Math.max(1, Math.ceil(places.length / MAX_KEYS_PER_MESSAGE))
    for (let part = 0; part < parts; part++) {
      const some = places.slice(part * MAX_KEYS_PER_MESSAGE, (part + 1) * MAX_KEYS_PER_MESSAGE)
      const last = part === parts - 1 ? { count: places.length } : {}
      tell({ kind: 'round', process: processId, round, places: some, ...last })
    }
  }

  async function prolong() {
    try {
      lease = await readStore.acquire(PRESENCE_LEASE + processId, processId, PRESENCE_LEASE_MS)
    } catch (err) {
      // The next round tries again; the lease lives three rounds.
      logger.warn({ err }, 'presence: lease renewal failed, retrying')
    }
    tellAll()
  }

  function schedule() {
    stopTimer = time.after(ROUND_INTERVAL_MS, () => {
      prolonging = prolong().then(() => {
        if (!closed) schedule()
      })
    })
  }

  const listening = await bus.subscribe(PRESENCE_TOPIC, message => {
    if ((message as PresenceMessage).kind === 'ask') tellAll()
  })
  await prolong()
  schedule()

  return {
    hold(roomId, userId) {
      const place = presenceKey(roomId, userId)
      const before = sockets.get(place) ?? 0
      sockets.set(place, before + 1)
      if (before === 0) tell({ kind: 'began', process: processId, round, place })
      let held = true
      return () => {
        if (!held) return
        held = false
        const left = (sockets.get(place) ?? 1) - 1
        if (left > 0) return void sockets.set(place, left)
        sockets.delete(place)
        if (!closed) tell({ kind: 'ended', process: processId, round, place })
      }
    },
    get size() {
      return sockets.size
    },
    async close() {
      closed = true
      stopTimer()
      listening.close()
      await prolonging
      sockets.clear()
      tellAll()
      if (lease) await readStore.release(lease)
    },
  }
}
