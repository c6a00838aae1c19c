// Controls the sound of all rooms: takes rooms by lease, feeds each reconciler its events, and sweeps the gateways.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms as roomsProjection } from '../../projections/rooms.ts'
import type { AudioGateway } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { parsePresenceKey } from '../presence/presence.ts'
import { createPresenceDirectory, type PresenceDirectory } from '../presence/presence-directory.ts'
import { type Reactor, type RunReactorOptions, runReactor } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { Deadlines } from '../support/deadlines.ts'
import { monotonic, sleep, type Time } from '../support/time.ts'
import {
  AVAILABILITY_INTERVAL_MS,
  type AvailabilityPublisher,
  createAvailabilityPublisher,
} from './availability.ts'
import { ControlledRooms, LEASE_INTERVAL_MS } from './controlled-rooms.ts'
import { createHandles } from './handles.ts'
import type { SoundSettings } from './room-context.ts'
import { sweepGateway } from './sweep.ts'

export type SoundControlOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly gateways: readonly AudioGateway[]
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'state' | 'submit'>
  readonly bus: Bus
  readonly processId: string
  /** Signs handles: the same for all processes that share gateways. */
  readonly secret: string
  readonly settings: SoundSettings
  readonly time: Time
}

/** How long, in milliseconds, a person without a socket still gets sound. */
const VANISHED_AFTER_MS = 4_000
/** How often, in milliseconds, the gateways are swept. */
const SWEEP_INTERVAL_MS = 60_000

/** Controls the sound of rooms until it is closed. Their sound goes on then, for the next process to take over. */
export function startSoundControl(options: SoundControlOptions): { close(): Promise<void> } {
  const { gateways, eventLog, readStore, gate, bus, processId, logger, settings, time } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const rooms = new ControlledRooms({
    gateways,
    readStore,
    gate,
    bus,
    processId,
    handles: createHandles(options.secret),
    settings,
    logger,
    time,
    signal,
  })
  const availability = createAvailabilityPublisher({ gateways, readStore, bus, processId })
  const sweep = (gateway: AudioGateway) => sweepGateway(gateway, { rooms, gate, logger })
  const stopWatching = watchGateways(options, availability, sweep)

  async function repeat(intervalMs: number, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await work().catch(err => logger.warn({ err }, 'sound: worker round failed'))
      await sleep(time, intervalMs, signal)
    }
  }

  const reactor = createSoundReactor(options, rooms)
  const running = [
    runReactor(reactor, { ...options, eventLog, signal }).catch(err =>
      logger.error({ err, reactor: reactor.name }, 'sound: reactor stopped'),
    ),
    repeat(LEASE_INTERVAL_MS, () => rooms.renewAll()),
    repeat(AVAILABILITY_INTERVAL_MS, () => availability.publish()),
    repeat(SWEEP_INTERVAL_MS, async () => {
      for (const gateway of gateways) if (gateway.isUp) await sweep(gateway)
    }),
  ]

  return {
    async close() {
      stopping.abort()
      stopWatching()
      await Promise.all(running)
      await rooms.close()
      await availability.close()
    },
  }
}

/** Publishes and sweeps as soon as a gateway comes or goes. Returns how to stop. */
function watchGateways(
  { gateways, logger }: SoundControlOptions,
  availability: AvailabilityPublisher,
  sweep: (gateway: AudioGateway) => Promise<void>,
): () => void {
  const stops = gateways.map(gateway =>
    gateway.onChange(() => {
      availability.publish().catch(err => logger.warn({ err }, 'sound: availability not published'))
      if (gateway.isUp)
        sweep(gateway).catch(err => logger.warn({ err, gateway: gateway.id }, 'sound: gateway sweep failed'))
    }),
  )
  return () => {
    for (const stop of stops) stop()
  }
}

function createSoundReactor(
  { bus, readStore, time, logger }: SoundControlOptions,
  rooms: ControlledRooms,
): Reactor<RoomEvent | SoundEvent> {
  const vanishing = new Deadlines<{ roomId: RoomId; userId: UserId }>(monotonic(time), ({ roomId, userId }) =>
    rooms.personVanished(roomId, userId),
  )
  let presence: PresenceDirectory | null = null
  return {
    name: 'sound',
    categories: ['Room', 'Sound'],
    async recall() {
      presence ??= await createPresenceDirectory({
        bus,
        readStore,
        time,
        logger,
        onPresent: key => vanishing.cancel(key),
        onAbsent: key => vanishing.set(key, time.elapsed() + VANISHED_AFTER_MS, parsePresenceKey(key)),
      })
      const query = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
      for await (const { key } of listAll<RoomDocument>(readStore, roomsProjection, query))
        await rooms.addLive(key as RoomId)
    },
    handle(event: Recorded<RoomEvent | SoundEvent>) {
      rooms.handleEvent(parseStream(event.stream).id as RoomId, event)
    },
    close() {
      presence?.close()
      vanishing.close()
    },
  }
}
