// The sound of all rooms: which of them are this process's to work on, and news of each to the one that works on it.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { sound as soundDecider } from '../../commands/sound/decide.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms as roomsProjection } from '../../projections/rooms.ts'
import type { Gateway, Sound } from '../audio-gateway/audio-gateway.ts'
import type { Bus, Subscription } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { parsePlaceKey } from '../presence/presence.ts'
import { createHolders, type Holders } from '../presence/presence-directory.ts'
import { type Reactor, type RunReactorOptions, runReactor } from '../processor/reactor.ts'
import { everything } from '../read-store/list-all.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import { createDeadlines } from '../support/deadlines.ts'
import { systemTime, type Time } from '../support/time.ts'
import { AT_HAND_EVERY, AT_HAND_TTL, createAtHand, isElsewhere, reachesGateway } from './availability.ts'
import { createHandles } from './handles.ts'
import { questionTopic, type SoundQuestion } from './protocol.ts'
import { createRoomSound, type RoomSound } from './room-reconciler.ts'
import type { SoundSettings } from './room-state.ts'

export type StartSoundOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly sound: Sound
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Bus
  readonly processId: string
  /** What handles are sealed with: the same for all processes that work on the same gateways. */
  readonly secret: string
  readonly settings: SoundSettings
  readonly clock?: Time
}

const ROOM_LEASE = 'sound:'
/** Milliseconds. A process that dies is followed within both together; until then the sound goes on as it was. */
const LEASE_TTL = 6_000
const LEASE_EVERY = 2_000
/** Milliseconds after which a person whose sockets are all gone is not sent any sound. */
const GONE_AFTER = 4_000
/** Milliseconds between two searches for what was left on gateways by processes that are no more. */
const SWEEP_EVERY = 60_000

type Worked = { readonly room: RoomSound; readonly answering: Promise<Subscription>; readonly term: Term }
/** For how long a room is this process's. */
type Term = { lease: Lease }

/** Works on the sound of rooms until it is closed; leaves it going then, for whoever takes it up. */
export function startSound(options: StartSoundOptions): { close(): Promise<void> } {
  const { sound, eventLog, readStore, gate, bus, processId, logger, settings } = options
  const clock = options.clock ?? systemTime
  const stopping = new AbortController()
  const handles = createHandles(options.secret)
  const live = new Set<RoomId>()
  const worked = new Map<RoomId, Worked>()
  const trying = new Map<RoomId, Promise<void>>()
  const gone = createDeadlines<{ roomId: RoomId; userId: UserId }>(clock, ({ roomId, userId }) =>
    worked.get(roomId)?.room.vanished(userId),
  )
  let holders: Holders | null = null
  /** Since when no gateway can be reached from here; null: one can. */
  let deafSince: number | null = null
  const atHand = createAtHand({ sound, readStore, bus, processId })
  const cancels = new Set<() => void>()

  function every(milliseconds: number, work: () => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const turn = async () => {
      if (stopping.signal.aborted) return resolve()
      await work().catch(err => logger.warn({ err }, 'the sound could not be seen to'))
      if (stopping.signal.aborted) return resolve()
      const cancel = clock.after(milliseconds, () => {
        cancels.delete(stop)
        void turn()
      })
      const stop = () => {
        cancel()
        resolve()
      }
      cancels.add(stop)
    }
    void turn()
    return promise
  }

  /** Takes a room where nobody works on it. */
  function take(roomId: RoomId): Promise<void> {
    const known = trying.get(roomId)
    if (known || worked.has(roomId)) return known ?? Promise.resolve()
    const trial = tryToTake(roomId)
      .catch(err => logger.warn({ err, roomId }, 'the sound of a room could not be taken on'))
      .finally(() => trying.delete(roomId))
    trying.set(roomId, trial)
    return trial
  }

  async function tryToTake(roomId: RoomId): Promise<void> {
    if (!reachesGateway(sound) && (await isElsewhere(readStore, processId))) return
    const lease = await readStore.acquire(ROOM_LEASE + roomId, processId, LEASE_TTL)
    if (!lease) return
    if (stopping.signal.aborted) return readStore.release(lease)
    const term: Term = { lease }
    const mine = () => term.lease.until > clock.now()
    const common = { roomId, sound, gate, bus, clock, handles, logger, settings }
    const room = createRoomSound({ ...common, mayAct: mine })
    const answering = bus.respond(questionTopic(roomId), question => room.ask(question as SoundQuestion))
    worked.set(roomId, { room, answering, term })
    await answering
  }

  async function drop(roomId: RoomId): Promise<void> {
    const { room, answering, term } = worked.get(roomId)!
    worked.delete(roomId)
    const responding = await answering.catch(() => null)
    responding?.close()
    await room.stop()
    await readStore.release(term.lease)
  }

  async function prolong(): Promise<void> {
    deafSince = reachesGateway(sound) ? null : (deafSince ?? clock.now())
    // A gateway that died is reached by nobody, which all have told by then.
    if (
      deafSince !== null &&
      clock.now() - deafSince > AT_HAND_TTL &&
      (await isElsewhere(readStore, processId))
    ) {
      logger.warn({ rooms: worked.size }, 'rooms are left to a process that reaches a gateway')
      await Promise.all([...worked.keys()].map(drop))
    }
    await Promise.all([...worked].map(([roomId, work]) => prolongOne(roomId, work)))
    const taken = new Set((await readStore.leases(ROOM_LEASE)).map(({ name }) => name))
    await Promise.all([...live].filter(roomId => !taken.has(ROOM_LEASE + roomId)).map(take))
  }

  async function prolongOne(roomId: RoomId, { room, term }: Worked): Promise<void> {
    try {
      if (room.isOver) {
        live.delete(roomId)
        return await drop(roomId)
      }
      const lease = await readStore.acquire(ROOM_LEASE + roomId, processId, LEASE_TTL)
      if (lease?.epoch === term.lease.epoch) {
        term.lease = lease
        return
      }
      logger.warn({ roomId }, 'another process works on the sound of a room')
      await drop(roomId)
    } catch (err) {
      logger.warn({ err, roomId }, 'the lease of a room could not be prolonged')
    }
  }

  /** Rooms that no event says are there any more: of processes that died before they could clear up. */
  async function sweep(): Promise<void> {
    for (const gateway of sound.gateways) if (gateway.up) await sweepOne(gateway)
  }

  async function sweepOne(gateway: Gateway): Promise<void> {
    // One that cannot be removed keeps none of the others.
    for (const roomId of await gateway.rooms())
      await sweepRoom(gateway, roomId).catch(err =>
        logger.warn(
          { err, roomId, gateway: gateway.id },
          'what is left of a room on a gateway cannot be removed',
        ),
      )
  }

  async function sweepRoom(gateway: Gateway, roomId: RoomId): Promise<void> {
    // Whoever works on it may be about to tell of it, or to remove it.
    if (worked.has(roomId) || (await isWorkedOn(roomId))) return
    const { state } = await gate.state(soundDecider, roomId)
    // It may have been closed while nobody worked on it.
    if (state.gateway === gateway.id || state.edges.has(gateway.id)) return take(roomId)
    logger.warn({ roomId, gateway: gateway.id }, 'a room that was left on a gateway is removed')
    await gateway.room(roomId, state.epoch, () => {}).remove()
  }

  async function isWorkedOn(roomId: RoomId): Promise<boolean> {
    const name = ROOM_LEASE + roomId
    return (await readStore.leases(name)).some(lease => lease.name === name)
  }

  const reactor: Reactor<RoomEvent | SoundEvent> = {
    name: 'sound',
    categories: ['Room', 'Sound'],
    async recall() {
      holders ??= await createHolders({
        bus,
        readStore,
        clock,
        logger,
        began: place => gone.cancel(place),
        ended: place => gone.set(place, clock.now() + GONE_AFTER, parsePlaceKey(place)),
      })
      const query = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
      for await (const { key } of everything<RoomDocument>(readStore, roomsProjection, query)) {
        live.add(key as RoomId)
        await take(key as RoomId)
      }
    },
    handle(event: Recorded<RoomEvent | SoundEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      if (event.type === 'RoomOpened') {
        live.add(roomId)
        void take(roomId)
      }
      worked.get(roomId)?.room.handle(event)
      if (event.type === 'RoomClosed') live.delete(roomId)
    },
    close() {
      holders?.close()
      gone.close()
    },
  }

  const stopWatching = sound.gateways.map(gateway =>
    gateway.onChange(() => {
      atHand.tell().catch(err => logger.warn({ err }, 'it could not be told whether there is sound'))
      if (gateway.up)
        sweepOne(gateway).catch(err =>
          logger.warn({ err, gateway: gateway.id }, 'a gateway could not be swept'),
        )
    }),
  )
  const running = [
    runReactor(reactor, { ...options, eventLog, signal: stopping.signal }).catch(err =>
      logger.error({ err, reactor: reactor.name }, 'a reactor has ended'),
    ),
    every(LEASE_EVERY, prolong),
    every(AT_HAND_EVERY, atHand.tell),
    every(SWEEP_EVERY, sweep),
  ]

  return {
    async close() {
      stopping.abort()
      for (const cancel of cancels) cancel()
      for (const stop of stopWatching) stop()
      await Promise.all(running)
      await Promise.all([...trying.values()])
      await Promise.all([...worked.keys()].map(drop))
      await atHand.close()
    },
  }
}
