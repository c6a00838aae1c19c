// The reactors of a process, started and stopped together.

import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createHolders } from '../presence/presence-directory.ts'
import { type Reactor, type RunReactorOptions, runReactor } from '../processor/reactor.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { systemTime, type Time } from '../support/time.ts'
import { createAbandonedRooms } from './abandoned-rooms.ts'
import { createPollClosing } from './poll-closing.ts'
import { createReminders } from './reminders.ts'
import { type Act, type ActOptions, createAct } from './submit-while-wanted.ts'
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
  /** Milliseconds before the start of a room at which people are reminded of it. */
  readonly remindBefore: number
  readonly clock?: Time
  /** Does the work in one of several processes at a time. Default: here. */
  readonly lead?: Lead
}

/** Runs `work` while this process leads under a name; its signal aborts when another may. */
export type Lead = (name: string, work: (signal: AbortSignal) => Promise<void>) => { close(): Promise<void> }

/** Close it before the gate: commands that it has given to the gate are done by the gate's own closing. */
export function startReactors(options: ReactorsOptions): { close(): Promise<void> } {
  const { readStore, bus, gate, logger, presenceGrace, hostlessGrace, clock = systemTime } = options
  const { remindBefore, lead = leadHere } = options

  /** Made anew for each term: what a leader of long ago knew is of no use. */
  const reactors: Readonly<Record<string, (act: Act) => Reactor<never>>> = {
    vanished: act =>
      createVanished({
        readStore,
        act,
        clock,
        grace: presenceGrace,
        watch: (began, ended) => createHolders({ bus, readStore, clock, logger, began, ended }),
      }),
    'abandoned-rooms': act => createAbandonedRooms({ readStore, act, clock, grace: hostlessGrace }),
    'poll-closing': act => createPollClosing({ readStore, act, clock }),
    reminders: act => createReminders({ readStore, act, clock, before: remindBefore }),
  }
  const running = Object.entries(reactors).map(([name, create]) =>
    lead(`reactor/${name}`, async signal => {
      const act = createAct({ name, gate, clock, logger, signal } satisfies ActOptions)
      await runReactor(create(act), { ...options, signal }).catch(err =>
        logger.error({ err, reactor: name }, 'a reactor has ended'),
      )
    }),
  )

  return {
    async close() {
      await Promise.all(running.map(one => one.close()))
    },
  }
}

const leadHere: Lead = (_, work) => {
  const closing = new AbortController()
  const working = work(closing.signal)
  return {
    async close() {
      closing.abort()
      await working
    },
  }
}
