// Starts and stops the reactors of a process together.

import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createPresenceDirectory } from '../presence/presence-directory.ts'
import { type Reactor, type RunReactorOptions, runReactor } from '../processor/reactor.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { createAbandonedRooms } from './abandoned-rooms.ts'
import { createPollClosing } from './poll-closing.ts'
import { createReminders } from './reminders.ts'
import {
  createSubmitWhileWanted,
  type SubmitWhileWanted,
  type SubmitWhileWantedOptions,
} from './submit-while-wanted.ts'
import { createVanished } from './vanished.ts'

export type ReactorsOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly eventLog: EventLog
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'submit'>
  readonly bus: Bus
  /** How long, in milliseconds, a person may be gone before they have left. */
  readonly presenceGraceMs: number
  /** How long, in milliseconds, a room may be without a host before it closes. */
  readonly hostlessGraceMs: number
  /** How long, in milliseconds, before the start of a room people are reminded of it. */
  readonly remindBeforeMs: number
  /** Does the work in one of several processes at a time. Default: in this one. */
  readonly lead?: Lead
}

/** Runs `work` while this process leads under a name; its signal aborts when another may. */
export type Lead = (name: string, work: (signal: AbortSignal) => Promise<void>) => { close(): Promise<void> }

/** Close it before the gate. The gate's own closing finishes the commands that it was given. */
export function startReactors(options: ReactorsOptions): { close(): Promise<void> } {
  const { readStore, bus, gate, logger, presenceGraceMs, hostlessGraceMs, time } = options
  const { remindBeforeMs, lead = leadHere } = options

  /** Created for each term of leadership, because the knowledge of an earlier term is stale. */
  const reactors: Readonly<Record<string, (act: SubmitWhileWanted) => Reactor<never>>> = {
    vanished: act =>
      createVanished({
        readStore,
        act,
        time,
        grace: presenceGraceMs,
        watch: (began, ended) =>
          createPresenceDirectory({ bus, readStore, time, logger, onPresent: began, onAbsent: ended }),
      }),
    'abandoned-rooms': act => createAbandonedRooms({ readStore, act, time, grace: hostlessGraceMs }),
    'poll-closing': act => createPollClosing({ readStore, act, time }),
    reminders: act => createReminders({ readStore, act, time, before: remindBeforeMs }),
  }
  const running = Object.entries(reactors).map(([name, create]) =>
    lead(`reactor/${name}`, async signal => {
      const act = createSubmitWhileWanted({
        name,
        gate,
        time,
        logger,
        signal,
      } satisfies SubmitWhileWantedOptions)
      await runReactor(create(act), { ...options, signal }).catch(err =>
        logger.error({ err, reactor: name }, 'reactor: ended'),
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
