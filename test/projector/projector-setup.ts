// A projector over a real log, with the smallest projections that show something.

import type { TestContext } from 'node:test'
import type { DomainEvent, NewEvent, Position, Recorded, StreamName } from '../../commands/event.ts'
import type { CommandId, EventId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import { LOBBY, type Notice } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createProjector, type ProjectorOptions } from '../../src/projector/projector.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { Change, ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'

type Said = DomainEvent<'Said', { text: string }>
type Named = DomainEvent<'Named', { words: readonly string[] }>
export type ToyEvent = Said | Named

/** What each room said, in order. */
export const saidProjection: Projection<{ said: readonly string[] }, ToyEvent> = {
  name: 'rooms',
  version: 1,
  handles: ['Said', 'Named'],
  indexes: {},
  keysOf: event => [event.stream.slice(event.stream.indexOf('-') + 1)],
  evolve(document, event) {
    const said = document?.said ?? []
    return { said: event.type === 'Said' ? [...said, event.data.text] : said }
  },
}

/** How often each word was named, over all rooms. Words named together with `gone` are removed. */
export const words: Projection<{ count: number }, Named> = {
  name: 'words',
  version: 1,
  handles: ['Named'],
  indexes: {},
  keysOf: event => event.data.words,
  evolve: (document, event) =>
    event.data.words.includes('gone') ? null : { count: (document?.count ?? 0) + 1 },
}

/** Like `saidProjection`, under another name. Fails at `poison` until it is mended. */
export function delicate(state = { mended: false }): Projection<{ said: readonly string[] }, ToyEvent> & {
  state: { mended: boolean }
} {
  return {
    ...saidProjection,
    name: 'delicate',
    state,
    evolve(document, event, key) {
      if (!state.mended && event.type === 'Said' && event.data.text === 'poison') throw new Error('poisoned')
      return saidProjection.evolve(document, event, key)
    },
  }
}

export type ProjectorSetup = { readonly projections?: readonly Projection[]; readonly durable?: boolean }

export async function setUpProjector(
  t: TestContext,
  { projections = [saidProjection, words], durable = false }: ProjectorSetup = {},
) {
  const log = await openSqliteLog(':memory:', systemTime)
  const memory = createMemoryReadStore({ time: systemTime })
  const bus = createMemoryBus({ time: systemTime, onError: error => assertNever(error) })
  const saved: {
    readonly collection: string
    readonly changes: readonly Change[]
    readonly position: Position
  }[] = []
  const lobby: unknown[] = []
  const notices: Notice[] = []
  await bus.subscribe(LOBBY, message => lobby.push(message))

  /** Called before every save, to delay it or to throw. */
  const faults = { beforeSave: async (_collection: string, _position: Position) => {} }
  const store: ReadStore = {
    ...memory,
    durable,
    async save(collection, changes, checkpoint) {
      await faults.beforeSave(collection.name, checkpoint.position)
      await memory.save(collection, changes, checkpoint)
      saved.push({ collection: collection.name, changes, position: checkpoint.position })
    },
  }

  const versions = new Map<StreamName, number>()
  async function record(stream: StreamName, ...events: readonly ToyEvent[]): Promise<readonly Recorded[]> {
    const version = versions.get(stream) ?? 0
    versions.set(stream, version + events.length)
    const appended = await log.append(
      stream,
      version,
      events.map(event => newEvent(event)),
    )
    if (!appended.written) throw new Error(`${stream} is at ${appended.actual}`)
    return appended.events
  }

  /** Creates a projector over the same log and store, as another process would. */
  function open(more: Partial<ProjectorOptions> = {}) {
    const projector = createProjector({
      log,
      store,
      bus,
      projections,
      lobbyEvents: new Set(['Named']),
      logger: silentLogger,
      time: systemTime,
      ...more,
    })
    t.after(() => projector.stop())
    return projector
  }

  t.after(() => log.close())
  return {
    log,
    store,
    bus,
    saved,
    lobby,
    notices,
    faults,
    record,
    open,
    listen: (room: string) => bus.subscribe(`room.${room}`, message => notices.push(message as Notice)),
    settled: () => bus.ping(),
    async documents(projection: Projection, ...keys: string[]) {
      const stored = await store.loadMany(projection, keys)
      return stored.map(one => one?.document ?? null)
    },
  }
}

function assertNever(error: unknown): never {
  throw error
}

function newEvent(event: ToyEvent): NewEvent {
  const id = crypto.randomUUID()
  return {
    ...event,
    id: id as EventId,
    at: 1_000,
    cause: { commandId: id as CommandId, by: 'system', correlationId: 'a test' },
  }
}

export const said = (text: string): Said => ({ type: 'Said', data: { text } })
export const named = (...words: string[]): Named => ({ type: 'Named', data: { words } })

/** The notices in the order of their arrival, with the position of the one before each. */
export function chainOf(notices: readonly Notice[]) {
  return notices.map(({ previous, position, events }) => ({
    previous,
    position,
    texts: events.map(({ data }) => (data as { text?: string }).text),
  }))
}
