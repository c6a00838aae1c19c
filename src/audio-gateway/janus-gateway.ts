// One Janus gateway behind the port: its link, its load and its rooms.

import { relative } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import type { AudioGateway, GatewayEvent, GatewayRoom } from './audio-gateway.ts'
import type { JanusHost } from './janus-hosts.ts'
import { JanusLink } from './janus-link.ts'
import { JanusLoad, listRooms } from './janus-load.ts'
import { JanusRoom } from './janus-room.ts'

export type JanusOptions = {
  /** How long, in milliseconds, any reply of a gateway may take. */
  readonly timeoutMs: number
  /** How much a gateway carries, in listeners of the bridge. */
  readonly capacity: number
  /** How many packets wait for late ones before they are mixed, 20 ms each. */
  readonly prebufferPackets: number
  readonly logger: Logger
  readonly time: Time
}

export type JanusGatewayOptions = JanusOptions & {
  /** Its URLs are read for each attempt to connect. */
  readonly target: JanusHost
  readonly secret: string
  /** Where the gateway runs, when this process started it; null: another machine or process runs it. */
  readonly folder: string | null
}

/** How long, in milliseconds, a start waits for the first link. */
const FIRST_LINK_TIMEOUT_MS = 5_000

/** Connects at once, and stays connected until it is closed. */
export class JanusGateway implements AudioGateway {
  readonly id: string
  readonly isDraining: boolean
  /** Resolves with the first link, or when there was none in time. */
  readonly firstLink: Promise<void>
  readonly #options: JanusGatewayOptions
  readonly #handlers = new Set<() => void>()
  readonly #closing = new AbortController()
  readonly #link: JanusLink
  readonly #load: JanusLoad
  #isUp = false

  constructor(options: JanusGatewayOptions) {
    const { target, secret, timeoutMs, logger, time } = options
    const linked = Promise.withResolvers<void>()
    this.id = target.id
    this.isDraining = target.isDraining
    this.#options = options
    this.firstLink = Promise.race([linked.promise, sleep(time, FIRST_LINK_TIMEOUT_MS, this.#closing.signal)])
    const onChange = (isUp: boolean) => {
      this.#isUp = isUp
      linked.resolve()
      for (const handler of this.#handlers) handler()
    }
    this.#link = new JanusLink({ endpoint: target, secret, timeoutMs, logger, time, onChange })
    this.#load = new JanusLoad({
      gateway: target.id,
      link: this.#link,
      secret,
      logger,
      time,
      isUp: () => this.#isUp,
    })
  }

  get isUp(): boolean {
    return this.#isUp
  }

  get load(): number {
    return this.#load.current / this.#options.capacity
  }

  reserveRoom(): void {
    this.#load.reserveRoom()
  }

  onChange(handler: () => void): () => void {
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  listRooms(): Promise<readonly RoomId[]> {
    return listRooms(this.#link, this.#options.secret)
  }

  getRoom(roomId: RoomId, epoch: number, onEvent: (event: GatewayEvent) => void): GatewayRoom {
    const { target, secret, folder, prebufferPackets, time } = this.#options
    return new JanusRoom({
      link: this.#link,
      secret,
      roomId,
      epoch,
      host: target.host,
      prebufferPackets,
      time,
      pathOf: path => (folder === null ? path : pathFrom(folder, path)),
      onEvent,
      onLoad: change => this.#load.add(change),
    })
  }

  async close(): Promise<void> {
    this.#handlers.clear()
    this.#closing.abort()
    const loadClosed = this.#load.close()
    await this.#link.close()
    await loadClosed
  }
}

/**
 * A path relative to the folder of the gateway when it is beside it. The gateway runs as nobody, and the folders above may
 * be closed to it.
 */
function pathFrom(folder: string, path: string): string {
  const near = relative(folder, path)
  return near.startsWith('../../') ? path : near
}
