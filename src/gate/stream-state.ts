// Keeps the folded state of one stream in memory.

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
import type { Time } from '../support/time.ts'
import { CommandMemory, type HashSeed } from './command-memory.ts'

export type FoldedState = { readonly state: unknown; readonly version: Version; readonly position: Position }

/** Events that are read and folded at a time. Other work runs between two pages. */
const PAGE = 1_000

export class StreamState {
  readonly stream: StreamName
  readonly #decider: Decider
  readonly #log: EventLog
  readonly #time: Time
  readonly #seed: HashSeed
  /** How many of the last events are read. Infinite when the decider needs all. */
  readonly #tail: number
  #folded: FoldedState | null = null
  #commands: CommandMemory
  #loading: Promise<FoldedState> | null = null
  /** When the log last confirmed that nothing newer exists. */
  #checkedAt = 0

  constructor(stream: StreamName, decider: Decider, log: EventLog, time: Time, seed: HashSeed, tail: number) {
    this.stream = stream
    this.#decider = decider
    this.#log = log
    this.#time = time
    this.#seed = seed
    this.#tail = decider.reads === 'tail' ? tail : Number.POSITIVE_INFINITY
    this.#commands = new CommandMemory(this.#seed, this.#tail)
  }

  /** The stored state as far as this process knows it. Null while cold. */
  get folded(): FoldedState | null {
    return this.#folded
  }

  /** The version of the first event of a command, or 0. Only a hint, because ids are hashed: compare the event's cause. */
  find(commandId: CommandId): Version {
    return this.#commands.find(commandId)
  }

  /** How many command ids it remembers. They take most of its memory. */
  get weight(): number {
    return this.#commands.size
  }

  /** Milliseconds since the log was last asked. Always 0 when no other process can write. */
  get ageMs(): number {
    return this.#log.isExclusive ? 0 : this.#time.now() - this.#checkedAt
  }

  /** Loads the state when cold. Concurrent callers share one load. */
  load(): Promise<FoldedState> {
    if (this.#folded) return Promise.resolve(this.#folded)
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #read(): Promise<FoldedState> {
    let before: Version = 0
    if (Number.isFinite(this.#tail)) {
      const [last] = await this.#log.readTail(this.stream, 1)
      before = Math.max(0, (last?.version ?? 0) - this.#tail)
    }
    // Assigned at the end, so that a fault leaves the state unloaded and not half folded.
    const commands = new CommandMemory(this.#seed, this.#tail)
    const start = { state: this.#decider.initial, version: before, position: BEGINNING }
    const folded = await this.#readFrom(start, commands)
    this.#commands = commands
    this.#folded = folded
    return folded
  }

  /** Reads the events that other processes have written since. Resolves to true if there are any. */
  async refresh(): Promise<boolean> {
    const before = await this.load()
    const commands = this.#commands
    const folded = await this.#readFrom(before, commands)
    if (commands !== this.#commands) return true
    // Two reads may overlap, and an append may overtake both: the state never goes back.
    if (!this.#folded || folded.version > this.#folded.version) this.#folded = folded
    return folded.version > before.version
  }

  async #readFrom(start: FoldedState, commands: CommandMemory): Promise<FoldedState> {
    let folded = start
    for (;;) {
      const readAt = this.#time.now()
      const events = await this.#log.read(this.stream, folded.version + 1, PAGE)
      folded = this.#fold(folded, events, commands)
      if (events.length < PAGE) {
        this.#checkedAt = readAt
        return folded
      }
      await this.#time.nextTurn()
    }
  }

  #fold(start: FoldedState, events: readonly Recorded[], commands: CommandMemory): FoldedState {
    const last = events.at(-1)
    if (!last) return start
    let state = start.state
    for (const event of events) {
      state = this.#decider.evolve(state, event)
      commands.add(event.cause.commandId, event.version)
    }
    return { state, version: last.version, position: last.position }
  }

  /** Adds events that this process appended after `base`, and sets the state that they lead to. */
  advance(base: FoldedState, events: readonly Recorded[], state: unknown): void {
    const last = events.at(-1)
    if (!last) return
    for (const event of events) this.#commands.add(event.cause.commandId, event.version)
    this.#checkedAt = this.#time.now()
    // During the append, a refresh may have read these events and later ones.
    if (this.#folded && this.#folded.version > last.version) return
    this.#folded = { state, version: base.version + events.length, position: last.position }
  }

  /** Forgets everything, after a fault that leaves the stored state unknown. */
  drop(): void {
    this.#folded = null
    this.#commands = new CommandMemory(this.#seed, this.#tail)
  }
}
