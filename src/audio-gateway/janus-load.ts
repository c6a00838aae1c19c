// Measures how loaded a Janus gateway is. Other processes use it too, so only the gateway itself knows.

import type { RoomId } from '../../commands/ids.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { AUDIOBRIDGE, STREAMING } from './janus-errors.ts'
import type { PluginHandle } from './janus-handle.ts'
import type { JanusLink } from './janus-link.ts'
import { COST } from './janus-session.ts'

/** How often, in milliseconds, the load is measured, and tried again when it could not be. */
const MEASURE_INTERVAL_MS = 5_000
const RETRY_MS = 200
/** How long, in milliseconds, a room takes at most from being placed to being counted. */
const RESERVED_MS = 1_000

export type JanusLoadOptions = {
  readonly gateway: string
  readonly link: JanusLink
  readonly secret: string
  readonly logger: Logger
  readonly time: Pick<Time, 'after'>
  isUp(): boolean
}

/** Measures until it is closed. Loads are in listeners of the bridge. */
export class JanusLoad {
  readonly #options: JanusLoadOptions
  readonly #closing = new AbortController()
  readonly #releases = new Set<() => void>()
  readonly #running: Promise<void>
  #measured = 0
  /** What began and ended here since it was measured. */
  #since = 0
  /** Rooms that are on their way here, which no measurement can see. */
  #reserved = 0

  constructor(options: JanusLoadOptions) {
    this.#options = options
    this.#running = this.#run()
  }

  get current(): number {
    return Math.max(0, this.#measured + this.#since) + this.#reserved
  }

  add(change: number): void {
    this.#since += change
  }

  /** Counts a room for a moment, until it has begun. */
  reserveRoom(): void {
    this.#reserved += COST.room
    const cancel = this.#options.time.after(RESERVED_MS, () => {
      this.#releases.delete(cancel)
      this.#reserved -= COST.room
    })
    this.#releases.add(cancel)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    for (const cancel of this.#releases) cancel()
    await this.#running
  }

  async #run(): Promise<void> {
    const { gateway, link, secret, logger, time, isUp } = this.#options
    const { signal } = this.#closing
    let handles: ControlHandles | null = null
    while (!signal.aborted) {
      try {
        if (isUp()) {
          handles ??= await attachControls(link)
          const before = this.#since
          this.#measured = await measureLoad(link, handles, secret)
          // What began meanwhile may be measured or not. For a moment, too much is better than too little.
          this.#since -= before
        } else handles = null
      } catch (err) {
        handles = null
        logger.debug({ gateway, err }, 'janus: load not measured')
      }
      await sleep(time, isUp() && handles ? MEASURE_INTERVAL_MS : RETRY_MS, signal)
    }
  }
}

type ControlHandles = { readonly bridge: PluginHandle; readonly stream: PluginHandle }

const attachControls = async (link: JanusLink): Promise<ControlHandles> => ({
  bridge: await link.attachControl(AUDIOBRIDGE),
  stream: await link.attachControl(STREAMING),
})

/** Every room of which the gateway holds something. */
export async function listRooms(link: JanusLink, secret: string): Promise<readonly RoomId[]> {
  const handles = await attachControls(link)
  try {
    const { rooms, streams } = await list(link, handles, secret)
    return [...new Set([...rooms.map(({ room }) => room), ...streams.map(({ id }) => id)])] as RoomId[]
  } finally {
    await Promise.all([link.detach(handles.bridge), link.detach(handles.stream)])
  }
}

async function list(link: JanusLink, { bridge, stream }: ControlHandles, secret: string) {
  const request = { request: 'list', admin_key: secret }
  const [rooms, streams] = await Promise.all([
    link.ask(bridge, AUDIOBRIDGE, request),
    link.ask(stream, STREAMING, request),
  ])
  return {
    rooms: rooms.data.list as readonly { room: string; num_participants: number }[],
    streams: streams.data.list as readonly { id: string }[],
  }
}

async function measureLoad(link: JanusLink, handles: ControlHandles, secret: string): Promise<number> {
  const { rooms, streams } = await list(link, handles, secret)
  let load = 0
  for (const { num_participants } of rooms) load += COST.room + COST.bridge * num_participants
  for (const { id } of streams) {
    // The stream may have ended meanwhile.
    const reply = await link.ask(handles.stream, STREAMING, { request: 'info', id }).catch(() => null)
    const viewers = (reply?.data.info as { viewers?: number } | undefined)?.viewers ?? 0
    load += COST.stream * viewers
  }
  return load
}
