// Janus gateways behind the port: those that are named, or one that is started here.

import { lookup } from 'node:dns/promises'
import { relative } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import type { AudioGateways, GatewayEvent } from './audio-gateway.ts'
import { AUDIOBRIDGE, STREAM } from './janus-faults.ts'
import { createJanusLink, type JanusLink, type PluginHandle } from './janus-link.ts'
import { type GatewayProcess, type GatewayProcessOptions, startGatewayProcess } from './janus-process.ts'
import { createJanusRoom } from './janus-room.ts'
import { COST } from './janus-session.ts'

export type JanusOptions = {
  /** Milliseconds that any answer of a gateway may take. */
  readonly patience: number
  readonly time: Time
  /** How much a gateway carries, in listeners of a bridge. */
  readonly capacity: number
  readonly prebuffer: number
  readonly logger: Logger
}

export type NamedGateway = {
  /** As it is recorded in events. */
  readonly id: string
  readonly host: string
  readonly url: string
  readonly adminUrl: string
  readonly draining: boolean
  /** Where it runs, if it is of our own: files beside that are told by their way from there. */
  readonly folder?: string
}

/** Milliseconds between two looks at how much a gateway has to do. */
const LOAD_EVERY = 5_000
/** Milliseconds in which a room that is placed has come to be there. */
const EXPECTED_FOR = 1_000
/** Milliseconds for which a gateway of our own runs and is not reached, at the least, before it is killed. */
const HUNG_AFTER = 10_000
const PORT = 8188
const ADMIN_PORT = 7188

/** `a:8188,b?admin=7188&drain=b`: hosts with ports, the port of the admin API, and which of them are to be emptied. */
export function readGateways(text: string): readonly NamedGateway[] {
  const [hosts = '', query = ''] = text.replace(/^\/\//, '').split('?')
  const settings = new URLSearchParams(query)
  const drain = new Set((settings.get('drain') ?? '').split(',').filter(Boolean))
  const adminPorts = (settings.get('admin') ?? '').split(',').filter(Boolean)
  for (const name of settings.keys())
    if (name !== 'drain' && name !== 'admin') throw new Error(`has no setting ${name}`)
  const named = hosts.split(',').map((text, index) => {
    const [, host = '', port = String(PORT)] = /^([\w.-]+)(?::(\d+))?$/.exec(text) ?? []
    if (host === '' || Number(port) > 65_535)
      throw new Error('must name gateways as host or host:port, with commas between them')
    const id = `${host}:${port}`
    const adminPort = adminPorts[index] ?? adminPorts[0] ?? String(ADMIN_PORT)
    const draining = drain.delete(id) || drain.delete(host)
    return { id, host, url: `ws://${id}`, adminUrl: `ws://${host}:${adminPort}`, draining }
  })
  if (new Set(named.map(({ id }) => id)).size < named.length) throw new Error('names a gateway twice')
  const wrong = adminPorts.find(port => !(Number(port) > 0 && Number(port) <= 65_535))
  if (wrong !== undefined) throw new Error(`has no port ${wrong}`)
  const [unknown] = drain
  if (unknown !== undefined) throw new Error(`drains ${unknown}, which it does not name`)
  return named
}

/** Gateways that others run, as `readGateways` has them. They are reached as they come; nothing is waited for. */
export async function connectJanus(
  text: string,
  secret: string,
  options: JanusOptions,
): Promise<AudioGateways> {
  const gateways = await Promise.all(
    readGateways(text).map(async one => {
      // Feeds are sent by number: a name that changes its number later needs a restart, as clients do.
      const { address } = await lookup(one.host, 4).catch(() => ({ address: one.host }))
      return createGateway({ ...one, host: address }, secret, options)
    }),
  )
  return {
    gateways,
    async close() {
      await Promise.all(gateways.map(gateway => gateway.close()))
    },
  }
}

/** One gateway of our own; null where there is none on this machine. Resolves when it answers, or does not in time. */
export async function startJanus(
  own: GatewayProcessOptions,
  options: JanusOptions,
): Promise<(AudioGateways & { readonly process: GatewayProcess }) | null> {
  const process = await startGatewayProcess(own)
  if (!process) return null
  const named: NamedGateway = {
    id: own.name,
    host: '127.0.0.1',
    draining: false,
    folder: process.folder,
    get url() {
      return process.url
    },
    get adminUrl() {
      return process.adminUrl
    },
  }
  const gateway = createGateway(named, process.secret, options)
  await gateway.firstLink
  let silent: number | null = null
  const stopWatching = options.time.every(HUNG_AFTER, () => {
    const { pid } = process
    if (!gateway.up && pid !== null && pid === silent) {
      own.logger.error({ pid }, 'gateway: no answer, killing it')
      process.restart()
    }
    silent = gateway.up ? null : pid
  })
  return {
    gateways: [gateway],
    process,
    async close() {
      stopWatching()
      await gateway.close()
      await process.stop()
    },
  }
}

function createGateway(named: NamedGateway, secret: string, options: JanusOptions) {
  return new JanusGateway(named, secret, options)
}

class JanusGateway {
  readonly #secret: string
  readonly #options: JanusOptions
  readonly id: NamedGateway['id']
  readonly #host: NamedGateway['host']
  readonly draining: NamedGateway['draining']
  readonly #folder: NamedGateway['folder']
  readonly #capacity: JanusOptions['capacity']
  readonly #time: JanusOptions['time']
  readonly #logger: JanusOptions['logger']
  readonly #handlers = new Set<() => void>()
  readonly #closing = new AbortController()
  readonly #linked = Promise.withResolvers<void>()
  #up = false
  #counted = 0
  /** What began and ended here since it was counted. */
  #since = 0
  /** Of rooms that are on their way here, which no count can see. */
  #expected = 0
  readonly #link: JanusLink
  readonly #counting: Promise<void>

  constructor(named: NamedGateway, secret: string, options: JanusOptions) {
    this.#secret = secret
    this.#options = options
    this.id = named.id
    this.#host = named.host
    this.draining = named.draining
    this.#folder = named.folder
    const patience = options.patience
    this.#capacity = options.capacity
    this.#time = options.time
    this.#logger = options.logger
    this.#link = createJanusLink({
      at: named,
      secret: this.#secret,
      patience,
      time: this.#time,
      logger: this.#logger,
      changed: now => {
        this.#up = now
        this.#linked.resolve()
        for (const handler of this.#handlers) handler()
      },
    })
    this.#counting = this.#count()
  }

  get up() {
    return this.#up
  }

  get load() {
    return (Math.max(0, this.#counted + this.#since) + this.#expected) / this.#capacity
  }

  expectRoom() {
    this.#expected += COST.room
    const over = () => {
      this.#expected -= COST.room
    }
    void sleep(this.#time, EXPECTED_FOR, this.#closing.signal).then(over)
  }

  onChange(handler: () => void) {
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  async rooms() {
    const bridge = await this.#link.control(AUDIOBRIDGE)
    const stream = await this.#link.control(STREAM)
    try {
      const { rooms, streams } = await listed(this.#link, { bridge, stream }, this.#secret)
      return [...new Set([...rooms.map(({ room }) => room), ...streams.map(({ id }) => id)])] as RoomId[]
    } finally {
      await Promise.all([this.#link.detach(bridge), this.#link.detach(stream)])
    }
  }

  room(roomId: RoomId, epoch: number, happened: (happening: GatewayEvent) => void) {
    const taken = (load: number) => {
      this.#since += load
    }
    return createJanusRoom({
      link: this.#link,
      secret: this.#secret,
      roomId,
      epoch,
      host: this.#host,
      prebuffer: this.#options.prebuffer,
      time: this.#time,
      pathOf: path => (this.#folder === undefined ? path : pathFrom(this.#folder, path)),
      happened,
      taken,
    })
  }

  get firstLink() {
    return Promise.race([this.#linked.promise, sleep(this.#time, 5_000, this.#closing.signal)])
  }

  async close() {
    this.#handlers.clear()
    this.#closing.abort()
    await this.#link.close()
    await this.#counting
  }

  /** Other processes use the gateway too: only it knows how much it has to do. */
  async #count(): Promise<void> {
    let handles: Handles | null = null
    while (!this.#closing.signal.aborted) {
      try {
        if (this.#up) {
          handles ??= {
            bridge: await this.#link.control(AUDIOBRIDGE),
            stream: await this.#link.control(STREAM),
          }
          const before = this.#since
          this.#counted = await loadOf(this.#link, handles, this.#secret)
          // What began meanwhile may be in the count or not: too much for a moment is better than too little.
          this.#since -= before
        } else handles = null
      } catch (error) {
        handles = null
        this.#logger.debug({ gateway: this.id, err: error }, 'gateway: reading its load failed')
      }
      await sleep(this.#time, this.#up && handles ? LOAD_EVERY : 200, this.#closing.signal)
    }
  }
}

/** Folders above may be closed to the gateway, which is nobody: from where it runs it need not go through them. */
function pathFrom(folder: string, path: string): string {
  const near = relative(folder, path)
  return near.startsWith('../../') ? path : near
}

type Handles = { readonly bridge: PluginHandle; readonly stream: PluginHandle }

async function listed(link: JanusLink, { bridge, stream }: Handles, secret: string) {
  const asked = { request: 'list', admin_key: secret }
  const [rooms, streams] = await Promise.all([
    link.ask(bridge, AUDIOBRIDGE, asked),
    link.ask(stream, STREAM, asked),
  ])
  return {
    rooms: rooms.data.list as readonly { room: string; num_participants: number }[],
    streams: streams.data.list as readonly { id: string }[],
  }
}

async function loadOf(link: JanusLink, handles: Handles, secret: string): Promise<number> {
  const { rooms, streams } = await listed(link, handles, secret)
  let load = 0
  for (const { num_participants } of rooms) load += COST.room + COST.bridge * num_participants
  for (const { id } of streams) {
    // It may be gone by now.
    const told = await link.ask(handles.stream, STREAM, { request: 'info', id }).catch(() => null)
    const viewers = (told?.data.info as { viewers?: number } | undefined)?.viewers ?? 0
    load += COST.stream * viewers
  }
  return load
}
