// The reactors of a process, started and stopped together.

import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../processing/command-gate.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { createAbandonedRooms } from './abandoned-rooms.ts'
import { type ActOptions, createAct } from './act.ts'
import { type AlarmClock, systemAlarmClock } from './deadlines.ts'
import { createHolders } from './holders.ts'
import { createPollClosing } from './poll-closing.ts'
import { type Reactor, type RunReactorOptions, runReactor } from './reactor.ts'
import { createVanished } from './vanished.ts'

export type ReactorsOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly eventLog: EventLog
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'submit'>
  readonly bus: Bus
  /** Milliseconds that a person may be gone before they have left. */
  readonly presenceGrace: number
  /** Milliseconds that a room may be without a host before it closes. */
  readonly hostlessGrace: number
  readonly clock?: AlarmClock
}

/** Close it before the gate: commands that it has given to the gate are done by the gate's own closing. */
export function startReactors(options: ReactorsOptions): { close(): Promise<void> } {
  const { readStore, bus, logger, presenceGrace, hostlessGrace, clock = systemAlarmClock } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const act = (name: string) =>
    createAct({ name, gate: options.gate, clock, logger, signal } satisfies ActOptions)

  const vanished = createVanished({
    readStore,
    act: act('vanished'),
    clock,
    grace: presenceGrace,
    watch: (began, ended) => createHolders({ bus, readStore, clock, logger, began, ended }),
  })
  const abandoned = createAbandonedRooms({
    readStore,
    act: act('abandoned-rooms'),
    clock,
    grace: hostlessGrace,
  })
  const pollClosing = createPollClosing({ readStore, act: act('poll-closing'), clock })

  const reactors = [vanished, abandoned, pollClosing] as readonly Reactor<never>[]
  const running = reactors.map(reactor =>
    runReactor(reactor, { ...options, signal }).catch(err =>
      logger.error({ err, reactor: reactor.name }, 'a reactor has ended'),
    ),
  )

  return {
    async close() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}
