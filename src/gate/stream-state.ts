// The folded state of one stream, kept warm.

import type { Decider } from '../../commands/decider.ts'
import {
  BEGINNING,
  type Position,
  type Recorded,
  type StreamName,
  type Version,
} from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { type Clock, nextTurn } from '../support/clock.ts'
import { CommandMemory } from './command-memory.ts'

export type Folded = { readonly state: unknown; readonly version: Version; readonly position: Position }

/** Events that are read and folded at one go; others have their turn after each. */
const PAGE = 1_000

export class StreamState {
  readonly stream: StreamName
  readonly #decider: Decider
  readonly #log: EventLog
  readonly #now: Clock
  /** How many of the last events are read where the decider does not need all. */
  readonly #tail: number
  #folded: Folded | null = null
  #commands: CommandMemory
  #loading: Promise<Folded> | null = null
  /** When the log last said that there was no more than what is folded here. */
  #checkedAt = 0

  constructor(stream: StreamName, decider: Decider, log: EventLog, now: Clock, tail: number) {
    this.stream = stream
    this.#decider = decider
    this.#log = log
    this.#now = now
    this.#tail = decider.reads === 'tail' ? tail : Number.POSITIVE_INFINITY
    this.#commands = new CommandMemory(this.#tail)
  }

  /** What is stored, as far as it is known here; null while cold. */
  get folded(): Folded | null {
    return this.#folded
  }

  /** The version of the first event that a command led to; 0: none is known. Only a hint: compare the event's cause. */
  find(commandId: CommandId): Version {
    return this.#commands.find(commandId)
  }

  /** How many ids it remembers: what it costs to keep. */
  get weight(): number {
    return this.#commands.size
  }

  /** Milliseconds since the log was last asked; none where nobody else can write. */
  get age(): number {
    return this.#log.exclusive ? 0 : this.#now() - this.#checkedAt
  }

  /** Loads it when cold; all who wait share one load. */
  load(): Promise<Folded> {
    if (this.#folded) return Promise.resolve(this.#folded)
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #read(): Promise<Folded> {
    let before: Version = 0
    if (Number.isFinite(this.#tail)) {
      const [last] = await this.#log.readTail(this.stream, 1)
      before = Math.max(0, (last?.version ?? 0) - this.#tail)
    }
    // Built aside: a fault half way leaves it cold, not half folded.
    const commands = new CommandMemory(this.#tail)
    const start = { state: this.#decider.initial, version: before, position: BEGINNING }
    const folded = await this.#readOn(start, commands)
    this.#commands = commands
    this.#folded = folded
    return folded
  }

  /** Reads what others wrote since; true where there was something. */
  async refresh(): Promise<boolean> {
    const before = await this.load()
    const commands = this.#commands
    const folded = await this.#readOn(before, commands)
    if (commands !== this.#commands) return true
    // Two may read at a time, and an append may have been faster: it never goes back.
    if (!this.#folded || folded.version > this.#folded.version) this.#folded = folded
    return folded.version > before.version
  }

  async #readOn(start: Folded, commands: CommandMemory): Promise<Folded> {
    let folded = start
    for (;;) {
      const asked = this.#now()
      const events = await this.#log.read(this.stream, folded.version + 1, PAGE)
      folded = this.#fold(folded, events, commands)
      if (events.length < PAGE) {
        this.#checkedAt = asked
        return folded
      }
      await nextTurn()
    }
  }

  #fold(start: Folded, events: readonly Recorded[], commands: CommandMemory): Folded {
    const last = events.at(-1)
    if (!last) return start
    let state = start.state
    for (const event of events) {
      state = this.#decider.evolve(state, event)
      commands.add(event.cause.commandId, event.version)
    }
    return { state, version: last.version, position: last.position }
  }

  /** What was appended here after `base`, with the state that was decided upon meanwhile. */
  advance(base: Folded, events: readonly Recorded[], state: unknown): void {
    const last = events.at(-1)
    if (!last) return
    for (const event of events) this.#commands.add(event.cause.commandId, event.version)
    this.#checkedAt = this.#now()
    // A refresh may have read these events, and others' after them, while they were acknowledged.
    if (this.#folded && this.#folded.version > last.version) return
    this.#folded = { state, version: base.version + events.length, position: last.position }
  }

  /** Forgets everything: what is stored is not known any more. */
  drop(): void {
    this.#folded = null
    this.#commands = new CommandMemory(this.#tail)
  }
}
