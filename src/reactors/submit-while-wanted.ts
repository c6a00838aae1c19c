// How reactors do what they do: by commands through the gate, like everybody else.

import type { Command, Decider } from '../../commands/decider.ts'
import { type DomainEvent, SYSTEM } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { uuidV5 } from '../support/uuid.ts'

/** What a reactor wants done. */
export type Wish<
  C extends Command,
  E extends DomainEvent,
  S,
  Code extends string,
  X extends readonly unknown[],
> = {
  readonly decider: Decider<C, E, S, Code, X>
  /** The id of the stream. */
  readonly id: string
  readonly command: C extends Command ? Pick<C, 'type' | 'data'> : never
  /** What led to it, in words that a repeat after a crash would use again: the command id is derived from them. */
  readonly cause: string
  /** Asked before each try: false where the log or the world has moved on, and nothing is to be done any more. */
  wanted(): boolean
}

/** Sees to it that a wish is done, or is wanted no more. Does not wait for it. */
export type Act = <
  C extends Command,
  E extends DomainEvent,
  S,
  Code extends string,
  X extends readonly unknown[],
>(
  wish: Wish<C, E, S, Code, X>,
) => void

export type ActOptions = {
  /** The reactor's name, a part of its command ids. */
  readonly name: string
  readonly gate: Pick<CommandGate, 'submit'>
  readonly clock: Time
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** Of the names of what reactors do. Never changes: a command that is repeated after an update must be the same. */
const NAMESPACE = '4f0c2a4e-7a5b-4d0e-9d52-6b8b0f6f2c11'

/** A room of thousands that vanishes at once must not stand in the way of people's own commands. */
const IN_FLIGHT = 50
const PAUSES = { first: 100, most: 30_000 }

export function createAct({ name, gate, clock, logger, signal }: ActOptions): Act {
  const waiting: (() => Promise<void>)[] = []
  let inFlight = 0

  function start() {
    while (inFlight < IN_FLIGHT && waiting.length > 0 && !signal.aborted) {
      inFlight += 1
      void waiting.shift()!().finally(() => {
        inFlight -= 1
        start()
      })
    }
  }

  return wish => {
    let rejections = 0
    const backoff = createBackoff(PAUSES)

    // A rejected command wrote nothing: the next try is another command, so that the gate judges it anew.
    async function attempt() {
      if (signal.aborted || !wish.wanted()) return
      const commandId = uuidV5(NAMESPACE, `${name}/${wish.cause}/${rejections}`) as CommandId
      const facts = { reactor: name, command: wish.command.type, id: wish.id, commandId }
      const command = { ...wish.command, at: clock.now(), by: SYSTEM, commandId }
      try {
        const outcome = await gate.submit(wish.decider, wish.id, command as never, commandId)
        if (outcome.accepted) return logger.info(facts, 'a reactor acted')
        rejections += 1
        // Mostly the log was faster than its news; `wanted` says so before the next try.
        logger.info({ ...facts, rejection: outcome.rejection.code }, 'a reactor was refused')
      } catch (err) {
        logger.warn({ ...facts, err }, 'a reactor could not act yet')
      }
      const cancel = clock.after(backoff.next(), () => {
        signal.removeEventListener('abort', cancel)
        queue()
      })
      signal.addEventListener('abort', cancel, { once: true })
    }

    function queue() {
      waiting.push(attempt)
      start()
    }
    queue()
  }
}
