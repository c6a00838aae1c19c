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
import { createVanished } from './vanish-after-grace.ts'

export type ReactorsOptions = Omit<RunReactorOptions, 'signal'> & {
  readonly eventLog: EventLog
  readonly readStore: ReadStore
  readonly gate: Pick<CommandGate, 'submit'>
  readonly bus: Bus
  /** How long, in milliseconds, a person stays in the room after their last socket closes. */
  readonly presenceGraceMs: number
  /** How long, in milliseconds, everybody has at least to come back after an interruption of ours. */
  readonly returnGraceMs: number
  /** How long, in milliseconds, a room stays open without a host. */
  readonly hostlessGraceMs: number
  /** How long before the start of a room people are reminded of it, in milliseconds. */
  readonly remindBeforeMs: number
  /** Runs each reactor in one process at a time. Default: in this process. */
  readonly lead?: Lead
}

/** Runs `work` while this process has the leadership of this name. The signal aborts when the leadership is lost. */
export type Lead = (name: string, work: (signal: AbortSignal) => Promise<void>) => { close(): Promise<void> }

/** Close it before the gate: closing the gate finishes the commands that it has accepted. */
export function startReactors(options: ReactorsOptions): { close(): Promise<void> } {
  const { readStore, bus, gate, logger, presenceGraceMs, hostlessGraceMs, time } = options
  const { remindBeforeMs, lead = leadHere } = options

  /** Created for each term of leadership, because the knowledge of an earlier term is stale. */
  const reactors: Readonly<Record<string, (submit: SubmitWhileWanted) => Reactor<never>>> = {
    vanished: submit =>
      createVanished({
        readStore,
        submit,
        time,
        graceMs: presenceGraceMs,
        returnGraceMs: options.returnGraceMs,
        openDirectory: changes => createPresenceDirectory({ bus, readStore, time, logger, ...changes }),
      }),
    'abandoned-rooms': submit => createAbandonedRooms({ readStore, submit, time, graceMs: hostlessGraceMs }),
    'poll-closing': submit => createPollClosing({ readStore, submit, time }),
    reminders: submit => createReminders({ readStore, submit, time, beforeMs: remindBeforeMs }),
  }
  const running = Object.entries(reactors).map(([name, create]) =>
    lead(`reactor/${name}`, async signal => {
      const submit = createSubmitWhileWanted({
        name,
        gate,
        time,
        logger,
        signal,
      } satisfies SubmitWhileWantedOptions)
      await runReactor(create(submit), { ...options, signal }).catch(err =>
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
