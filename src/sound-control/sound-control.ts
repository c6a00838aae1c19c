// The sound of all rooms: which of them are this process's to work on, and news of each to the one that works on it.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { soundDecider } from '../../commands/sound/decide.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms as roomsProjection } from '../../projections/rooms.ts'
import type { AudioGateways, Gateway } from '../audio-gateway/audio-gateway.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { parsePresenceKey } from '../presence/presence.ts'
import { createPresenceDirectory, type PresenceDirectory } from '../presence/presence-directory.ts'
import { type Reactor, type RunReactorOptions, runReactor } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import { createDeadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { AvailabilityPublisher } from './availability.ts'
import {
  AVAILABILITY_INTERVAL_MS,
  AVAILABILITY_LEASE_MS,
  createAvailabilityPublisher,
  isAvailableElsewhere,
  reachesGateway,
} from './availability.ts'
import type { HandleCodec } from './handles.ts'
import { createHandleCodec } from './handles.ts'
import { requestTopic, type SoundRequest } from './protocol.ts'
import { createRoomReconciler, type RoomReconciler } from './room-reconciler.ts'
import type { SoundSettings } from './room-state.ts'

export type SoundControlOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly sound: AudioGateways
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Bus
  readonly processId: string
  /** What handles are sealed with: the same for all processes that work on the same gateways. */
  readonly secret: string
  readonly settings: SoundSettings
  readonly time: Time
}

const ROOM_LEASE = 'sound:'
/** Milliseconds. A process that dies is followed within both together; until then the sound goes on as it was. */
const LEASE_TTL = 6_000
const LEASE_EVERY = 2_000
/** Milliseconds after which a person whose sockets are all gone is not sent any sound. */
const GONE_AFTER = 4_000
/** Milliseconds between two searches for what was left on gateways by processes that are no more. */
const SWEEP_EVERY = 60_000

type Worked = {
  readonly room: RoomReconciler
  readonly answering: Promise<BusSubscription>
  readonly term: Term
}
/** For how long a room is this process's. */
type Term = { lease: Lease }

/** Works on the sound of rooms until it is closed; leaves it going then, for whoever takes it up. */
export function startSoundControl(options: SoundControlOptions): { close(): Promise<void> } {
  return new SoundControl(options)
}

class SoundControl {
  readonly #sound: SoundControlOptions['sound']
  readonly #readStore: SoundControlOptions['readStore']
  readonly #gate: SoundControlOptions['gate']
  readonly #bus: SoundControlOptions['bus']
  readonly #processId: SoundControlOptions['processId']
  readonly #time: SoundControlOptions['time']
  readonly #logger: SoundControlOptions['logger']
  readonly #settings: SoundControlOptions['settings']
  readonly #stopping = new AbortController()
  readonly #handles: HandleCodec
  readonly #live = new Set<RoomId>()
  readonly #worked = new Map<RoomId, Worked>()
  readonly #trying = new Map<RoomId, Promise<void>>()
  /** Since when no gateway can be reached from here; null: one can. */
  #deafSince: number | null = null
  readonly #atHand: AvailabilityPublisher
  readonly #cancels = new Set<() => void>()
  readonly #stopWatching: (() => void)[]
  readonly #running: Promise<void>[]

  constructor(options: SoundControlOptions) {
    this.#sound = options.sound
    const eventLog = options.eventLog
    this.#readStore = options.readStore
    this.#gate = options.gate
    this.#bus = options.bus
    this.#processId = options.processId
    this.#time = options.time
    this.#logger = options.logger
    this.#settings = options.settings
    this.#handles = createHandleCodec(options.secret)
    const gone = createDeadlines<{ roomId: RoomId; userId: UserId }>(this.#time, ({ roomId, userId }) =>
      this.#worked.get(roomId)?.room.vanished(userId),
    )
    let holders: PresenceDirectory | null = null
    this.#atHand = createAvailabilityPublisher({
      sound: this.#sound,
      readStore: this.#readStore,
      bus: this.#bus,
      processId: this.#processId,
    })
    const reactor: Reactor<RoomEvent | SoundEvent> = {
      name: 'sound',
      categories: ['Room', 'Sound'],
      recall: async () => {
        holders ??= await createPresenceDirectory({
          bus: this.#bus,
          readStore: this.#readStore,
          time: this.#time,
          logger: this.#logger,
          onPresent: place => gone.cancel(place),
          onAbsent: place => gone.set(place, this.#time.now() + GONE_AFTER, parsePresenceKey(place)),
        })
        const query = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
        for await (const { key } of listAll<RoomDocument>(this.#readStore, roomsProjection, query)) {
          this.#live.add(key as RoomId)
          await this.#take(key as RoomId)
        }
      },
      handle: (event: Recorded<RoomEvent | SoundEvent>) => {
        const roomId = parseStream(event.stream).id as RoomId
        if (event.type === 'RoomOpened') {
          this.#live.add(roomId)
          void this.#take(roomId)
        }
        this.#worked.get(roomId)?.room.handle(event)
        if (event.type === 'RoomClosed') this.#live.delete(roomId)
      },
      close() {
        holders?.close()
        gone.close()
      },
    }
    this.#stopWatching = this.#sound.gateways.map(gateway =>
      gateway.onChange(() => {
        this.#atHand.tell().catch(err => this.#logger.warn({ err }, 'sound: publishing availability failed'))
        if (gateway.up)
          this.#sweepOne(gateway).catch(err =>
            this.#logger.warn({ err, gateway: gateway.id }, 'sound: sweeping gateway failed'),
          )
      }),
    )
    this.#running = [
      runReactor(reactor, { ...options, eventLog, signal: this.#stopping.signal }).catch(err =>
        this.#logger.error({ err, reactor: reactor.name }, 'reactor: ended'),
      ),
      this.#every(LEASE_EVERY, this.#prolong),
      this.#every(AVAILABILITY_INTERVAL_MS, this.#atHand.tell),
      this.#every(SWEEP_EVERY, this.#sweep),
    ]
  }

  async close() {
    this.#stopping.abort()
    for (const cancel of this.#cancels) cancel()
    for (const stop of this.#stopWatching) stop()
    await Promise.all(this.#running)
    await Promise.all([...this.#trying.values()])
    await Promise.all([...this.#worked.keys()].map(this.#drop))
    await this.#atHand.close()
  }

  #every(milliseconds: number, work: () => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const turn = async () => {
      if (this.#stopping.signal.aborted) return resolve()
      await work().catch(err => this.#logger.warn({ err }, 'sound: worker round failed'))
      if (this.#stopping.signal.aborted) return resolve()
      const cancel = this.#time.after(milliseconds, () => {
        this.#cancels.delete(stop)
        void turn()
      })
      const stop = () => {
        cancel()
        resolve()
      }
      this.#cancels.add(stop)
    }
    void turn()
    return promise
  }

  async #tryToTake(roomId: RoomId): Promise<void> {
    if (!reachesGateway(this.#sound) && (await isAvailableElsewhere(this.#readStore, this.#processId))) return
    const lease = await this.#readStore.acquire(ROOM_LEASE + roomId, this.#processId, LEASE_TTL)
    if (!lease) return
    if (this.#stopping.signal.aborted) return this.#readStore.release(lease)
    const term: Term = { lease }
    const mine = () => term.lease.until > this.#time.now()
    const common = {
      roomId,
      sound: this.#sound,
      gate: this.#gate,
      bus: this.#bus,
      time: this.#time,
      handles: this.#handles,
      logger: this.#logger,
      settings: this.#settings,
    }
    const room = createRoomReconciler({ ...common, mayAct: mine })
    const answering = this.#bus.respond(requestTopic(roomId), question => room.ask(question as SoundRequest))
    this.#worked.set(roomId, { room, answering, term })
    await answering
  }

  async #prolongOne(roomId: RoomId, { room, term }: Worked): Promise<void> {
    try {
      if (room.isOver) {
        this.#live.delete(roomId)
        return await this.#drop(roomId)
      }
      const lease = await this.#readStore.acquire(ROOM_LEASE + roomId, this.#processId, LEASE_TTL)
      if (lease?.epoch === term.lease.epoch) {
        term.lease = lease
        return
      }
      this.#logger.warn({ roomId }, 'sound: room taken by another process')
      await this.#drop(roomId)
    } catch (err) {
      this.#logger.warn({ err, roomId }, 'sound: room lease renewal failed')
    }
  }

  async #sweepOne(gateway: Gateway): Promise<void> {
    // One that cannot be removed keeps none of the others.
    for (const roomId of await gateway.rooms())
      await this.#sweepRoom(gateway, roomId).catch(err =>
        this.#logger.warn({ err, roomId, gateway: gateway.id }, 'sound: removing leftover room failed'),
      )
  }

  async #sweepRoom(gateway: Gateway, roomId: RoomId): Promise<void> {
    // Whoever works on it may be about to tell of it, or to remove it.
    if (this.#worked.has(roomId) || (await this.#isWorkedOn(roomId))) return
    const { state } = await this.#gate.state(soundDecider, roomId)
    // It may have been closed while nobody worked on it.
    if (state.gateway === gateway.id || state.edges.has(gateway.id)) return this.#take(roomId)
    this.#logger.warn({ roomId, gateway: gateway.id }, 'sound: removing leftover room')
    await gateway.room(roomId, state.epoch, () => {}).remove()
  }

  async #isWorkedOn(roomId: RoomId): Promise<boolean> {
    const name = ROOM_LEASE + roomId
    return (await this.#readStore.leases(name)).some(lease => lease.name === name)
  }

  /** Takes a room where nobody works on it. */
  readonly #take = (roomId: RoomId): Promise<void> => {
    const known = this.#trying.get(roomId)
    if (known || this.#worked.has(roomId)) return known ?? Promise.resolve()
    const trial = this.#tryToTake(roomId)
      .catch(err => this.#logger.warn({ err, roomId }, 'sound: taking over room failed'))
      .finally(() => this.#trying.delete(roomId))
    this.#trying.set(roomId, trial)
    return trial
  }

  readonly #drop = async (roomId: RoomId): Promise<void> => {
    const { room, answering, term } = this.#worked.get(roomId)!
    this.#worked.delete(roomId)
    const responding = await answering.catch(() => null)
    responding?.close()
    await room.stop()
    await this.#readStore.release(term.lease)
  }

  readonly #prolong = async (): Promise<void> => {
    this.#deafSince = reachesGateway(this.#sound) ? null : (this.#deafSince ?? this.#time.now())
    // A gateway that died is reached by nobody, which all have told by then.
    if (
      this.#deafSince !== null &&
      this.#time.now() - this.#deafSince > AVAILABILITY_LEASE_MS &&
      (await isAvailableElsewhere(this.#readStore, this.#processId))
    ) {
      this.#logger.warn({ rooms: this.#worked.size }, 'sound: no gateway, leaving rooms to others')
      await Promise.all([...this.#worked.keys()].map(this.#drop))
    }
    await Promise.all([...this.#worked].map(([roomId, work]) => this.#prolongOne(roomId, work)))
    const taken = new Set((await this.#readStore.leases(ROOM_LEASE)).map(({ name }) => name))
    await Promise.all([...this.#live].filter(roomId => !taken.has(ROOM_LEASE + roomId)).map(this.#take))
  }

  /** Rooms that no event says are there any more: of processes that died before they could clear up. */
  readonly #sweep = async (): Promise<void> => {
    for (const gateway of this.#sound.gateways) if (gateway.up) await this.#sweepOne(gateway)
  }
}
