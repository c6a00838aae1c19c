// The WebSocket to one Janus gateway and the sessions on it. Janode is an RPC layer only: reconnecting, timeouts and the
// takeover of sessions that another process began are done here.

import janode, { type Connection, type Request, type Session } from 'janode'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { GatewayError } from './audio-gateway.ts'
import { type HandleSnapshot, JanusAdmin } from './janus-admin.ts'
import { gatewayCall, gatewayErrorOf, ignoring, type Plugin, pluginDataOf } from './janus-errors.ts'
import { PluginHandle, type PluginMessage } from './janus-handle.ts'

// Janode would print secrets and SDP. What is worth a line is logged here.
janode.Logger.setLevel('none')

export type JanusEndpoint = { readonly url: string; readonly adminUrl: string }

export type JanusLinkOptions = {
  /** Read for each attempt to connect. */
  readonly endpoint: JanusEndpoint
  readonly secret: string
  /** How long, in milliseconds, any reply may take. */
  readonly timeoutMs: number
  readonly logger: Logger
  readonly time: Time
  /** The gateway can be reached now, or cannot any more. */
  onChange(isUp: boolean): void
}

/** Seconds. The gateway keeps a session for 60 seconds, so a process may be away for 50. */
const KEEP_ALIVE_S = 10
/** Milliseconds. */
const RECONNECT_BACKOFF = { firstMs: 50, maxMs: 2_000 }
/** After how many milliseconds it is logged that a gateway cannot be reached: one that starts needs a moment. */
const LOG_UNREACHABLE_AFTER_MS = 3_000
/** Every session listens to its link. Janode counts its listeners up and down by itself. */
const MAX_LISTENERS = 1_000_000

type Live = { readonly connection: Connection; readonly control: Session }

/** Connects at once, and again whenever the link breaks, until it is closed. */
export class JanusLink {
  readonly #options: JanusLinkOptions
  readonly #admin: JanusAdmin
  readonly #closing = new AbortController()
  readonly #running: Promise<void>
  /** `control` is a session of this process alone. Its class is the only way to janode's class of sessions. */
  #live: Live | null = null

  constructor(options: JanusLinkOptions) {
    const { endpoint, timeoutMs, logger, time } = options
    this.#options = options
    const connect = (url: string) => this.#open(url, true)
    this.#admin = new JanusAdmin({ endpoint, timeoutMs, logger, time, connect })
    this.#running = this.#run()
  }

  /** The session with a number: the one that an earlier process or link left, or else a new one. */
  async session(id: number): Promise<{ readonly session: Session; readonly isTakenOver: boolean }> {
    const live = this.#requireLive()
    const { connection } = live
    const known = connection._sessions.get(id)
    if (known) return { session: known, isTakenOver: true }
    const claimed = makeSession(live, id)
    try {
      await this.#call(claimed.sendRequest({ janus: 'claim' }), 'claim')
      return { session: claimed, isTakenOver: true }
    } catch (error) {
      claimed._signalDestroy()
      const gatewayError = gatewayErrorOf(error)
      if (gatewayError.kind !== 'lost') throw gatewayError
    }
    await this.#call(connection.sendRequest({ janus: 'create', id }), 'create')
    return { session: makeSession(live, id), isTakenOver: false }
  }

  /** Takes over a handle that an earlier process attached. */
  adopt(session: Session, id: number): PluginHandle {
    const handle = new PluginHandle(session, id)
    session._handles.set(id, handle)
    handle.once(janode.EVENT.HANDLE_DETACHED, () => session._handles.delete(id))
    return handle
  }

  /** Attaches a handle under a name by which a later process recognises it. */
  async attach(session: Session, plugin: Plugin, name: string): Promise<PluginHandle> {
    const request = { janus: 'attach', plugin, opaque_id: name }
    const { data } = await this.#call(session.sendRequest(request), 'attach')
    return this.adopt(session, data.id)
  }

  /** Attaches a handle to the session of this process, for requests that belong to no room. */
  attachControl(plugin: Plugin): Promise<PluginHandle> {
    return this.attach(this.#requireLive().control, plugin, 'control')
  }

  /** Sends a request to a plugin and resolves to its reply. */
  async ask(handle: PluginHandle, plugin: Plugin, body: object, jsep?: object): Promise<PluginMessage> {
    const request: Request = jsep ? { janus: 'message', body, jsep } : { janus: 'message', body }
    try {
      const reply = await handle.sendRequest(request, this.#options.timeoutMs)
      const data = pluginDataOf(plugin, reply.plugindata?.data)
      return reply.jsep ? { data, jsep: reply.jsep } : { data }
    } catch (error) {
      throw gatewayErrorOf(error)
    }
  }

  /** Sends a request to the core about a handle. */
  async send(handle: PluginHandle, request: Request): Promise<void> {
    try {
      await handle.sendRequest(request, this.#options.timeoutMs)
    } catch (error) {
      throw gatewayErrorOf(error)
    }
  }

  async detach(handle: PluginHandle): Promise<void> {
    try {
      await ignoring('lost', this.send(handle, { janus: 'detach' }))
    } finally {
      handle._signalDetach()
    }
  }

  async destroy(session: Session): Promise<void> {
    try {
      await ignoring('lost', this.#call(session.sendRequest({ janus: 'destroy' }), 'destroy'))
    } finally {
      session._signalDestroy()
    }
  }

  /** Forgets a session here, and leaves it on the gateway. */
  forget(session: Session): void {
    for (const handle of session._handles.values()) handle.removeAllListeners()
    session.removeAllListeners(janode.EVENT.SESSION_DESTROYED)
    session._signalDestroy()
    this.#live?.connection._sessions.delete(session.id)
  }

  /** The handles of a session, with their names and what their plugins say about them. */
  listHandles(session: Session): Promise<readonly HandleSnapshot[]> {
    return this.#admin.listHandles(session)
  }

  /** Leaves all sessions on the gateway, for the next process to take over. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#admin.close()
    this.#live?.connection._transport._ws?.terminate()
    await this.#running
  }

  async #run(): Promise<void> {
    const { endpoint, logger, time, onChange } = this.#options
    const { signal } = this.#closing
    const backoff = createBackoff(RECONNECT_BACKOFF, time.random)
    let awaySince = time.now()
    let loggedReason = ''
    while (!signal.aborted) {
      const { url } = endpoint
      try {
        const { broken } = await this.#connect()
        backoff.reset()
        loggedReason = ''
        onChange(true)
        this.#admin.probe()
        await broken
        this.#live = null
        if (signal.aborted) break
        logger.warn({ url }, 'janus: link broke, reconnecting')
        onChange(false)
        awaySince = time.now()
      } catch (error) {
        const reason = gatewayErrorOf(error).message
        if (reason !== loggedReason && time.now() - awaySince > LOG_UNREACHABLE_AFTER_MS) {
          loggedReason = reason
          logger.warn({ url, reason }, 'janus: gateway unreachable')
        }
      }
      await sleep(time, backoff.next(), signal)
    }
  }

  async #connect(): Promise<{ readonly broken: Promise<void> }> {
    const { endpoint, timeoutMs, time } = this.#options
    const opening = this.#open(endpoint.url, false)
    const opened = await gatewayCall(time, opening, timeoutMs + 1_000, 'connecting')
    const broken = new Promise<void>(resolve => {
      opened.once(janode.EVENT.CONNECTION_ERROR, () => resolve())
      opened.once(janode.EVENT.CONNECTION_CLOSED, () => resolve())
    })
    if (this.#closing.signal.aborted) await opened.close()
    else
      try {
        const control = await this.#call(opened.create(KEEP_ALIVE_S), 'creating a session')
        this.#live = { connection: opened, control }
      } catch (error) {
        // Otherwise each attempt with a wrong secret would leave a socket behind.
        opened._transport._ws?.terminate()
        throw error
      }
    return { broken }
  }

  /** One attempt: janode would wait ten seconds before the next one. */
  #open(url: string, isAdmin: boolean): Promise<Connection> {
    const { secret, timeoutMs } = this.#options
    return janode.connect({
      is_admin: isAdmin,
      address: { url, apisecret: secret },
      max_retries: 0,
      ws_options: { handshakeTimeout: timeoutMs },
    })
  }

  #requireLive(): Live {
    if (this.#live) return this.#live
    throw new GatewayError('unreachable', `no link to the gateway at ${this.#options.endpoint.url}`)
  }

  #call<T>(work: Promise<T>, what: string): Promise<T> {
    return gatewayCall(this.#options.time, work, this.#options.timeoutMs, what)
  }
}

function makeSession({ connection, control }: Live, id: number): Session {
  const Kind = control.constructor as new (connection: Connection, id: number, keepAlive: number) => Session
  connection.setMaxListeners(MAX_LISTENERS)
  const session = new Kind(connection, id, KEEP_ALIVE_S)
  session.setMaxListeners(MAX_LISTENERS)
  connection._sessions.set(id, session)
  session.once(janode.EVENT.SESSION_DESTROYED, () => {
    if (connection._sessions.get(id) === session) connection._sessions.delete(id)
  })
  return session
}
