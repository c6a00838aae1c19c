// Submits the commands of a reactor, and repeats them for as long as they are wanted.

import type { AnyDecider, Command, CommandOf } from '../../commands/decider.ts'
import { SYSTEM } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { uuidV5 } from '../support/uuid.ts'

/** A command that a reactor wants accepted. */
export type Intent<D extends AnyDecider> = {
  readonly decider: D
  /** The id of the stream. */
  readonly id: string
  readonly command: Wanted<CommandOf<D>>
  /** Identifies what caused the command, the same after a restart: the command id is derived from it. */
  readonly cause: string
  /** Asked before each try. False when the log has moved on and nothing needs to be done any more. */
  isWanted(): boolean
}

/** Each command of a union without its time, actor and id. */
type Wanted<C extends Command> = C extends Command ? Pick<C, 'type' | 'data'> : never

/** Submits the intent until it is accepted or no longer wanted. Does not wait for that. */
export type SubmitWhileWanted = <D extends AnyDecider>(intent: Intent<D>) => void

export type SubmitWhileWantedOptions = {
  /** The reactor's name, a part of its command ids. */
  readonly name: string
  readonly gate: Pick<CommandGate, 'submit'>
  readonly time: Time
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** The namespace of command ids. Never changes, so that a command repeated after an update is the same command. */
const NAMESPACE = '4f0c2a4e-7a5b-4d0e-9d52-6b8b0f6f2c11'

/** Bounded, so that thousands of people who vanish at once do not delay the commands of others. */
const MAX_IN_FLIGHT = 50
const BACKOFF = { firstMs: 100, maxMs: 30_000 }

export function createSubmitWhileWanted({
  name,
  gate,
  time,
  logger,
  signal,
}: SubmitWhileWantedOptions): SubmitWhileWanted {
  const waiting: (() => Promise<void>)[] = []
  let inFlight = 0

  function start() {
    while (inFlight < MAX_IN_FLIGHT && waiting.length > 0 && !signal.aborted) {
      inFlight += 1
      void waiting.shift()!().finally(() => {
        inFlight -= 1
        start()
      })
    }
  }

  return intent => {
    let rejections = 0
    const backoff = createBackoff(BACKOFF, time.random)

    // A rejected command wrote nothing. The next try gets a new command id, so that the gate decides it again.
    async function attempt() {
      if (signal.aborted || !intent.isWanted()) return
      const commandId = uuidV5(NAMESPACE, `${name}/${intent.cause}/${rejections}`) as CommandId
      const facts = { reactor: name, command: intent.command.type, id: intent.id, commandId }
      const command = { ...intent.command, at: time.now(), by: SYSTEM, commandId }
      try {
        const outcome = await gate.submit(intent.decider, intent.id, command as never, commandId)
        if (outcome.accepted) return logger.info(facts, 'reactor: command accepted')
        rejections += 1
        // Usually the reactor has not seen the latest events yet. Once it has, `isWanted` ends the retries.
        logger.info({ ...facts, rejection: outcome.rejection.code }, 'reactor: command rejected, retrying')
      } catch (err) {
        logger.warn({ ...facts, err }, 'reactor: command failed, retrying')
      }
      const cancel = time.after(backoff.next(), () => {
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
