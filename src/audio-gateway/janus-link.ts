// One gateway's WebSocket and the sessions on it. Janode is an RPC layer: it does not come back by itself after a link
// broke, sets no limit to any wait, and knows nothing of sessions that another process began. That is done here.

import janode, { type Connection, type Reply, type Request, type Session } from 'janode'
import Handle from 'janode/handle'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'
import { GatewayFault } from './audio-gateway.ts'
import { JanusAdmin, type ReportedHandle } from './janus-admin.ts'
import { answerOf, bounded, gatewayFaultOf, type Plugin } from './janus-faults.ts'

// It would print secrets and SDP: what is worth a line is logged here.
janode.Logger.setLevel('none')

/** What a handle is told that it did not ask for. */
export type PluginEvent = { readonly data: Record<string, unknown>; readonly jsep?: { readonly sdp: string } }

/** Passes everything on as it came: janode's own plugins drop what they do not know. */
export class PluginHandle extends Handle {
  override handleMessage(message: Reply): true {
    const { transaction } = message
    if (transaction && this.ownsTransaction(transaction))
      this.closeTransactionWithSuccess(transaction, message)
    else this.emit('told', { data: message.plugindata?.data ?? {}, jsep: message.jsep } satisfies PluginEvent)
    return true
  }
}

export type JanusLinkOptions = {
  /** Asked anew for each try. */
  readonly at: { readonly url: string; readonly adminUrl: string }
  readonly secret: string
  /** Milliseconds that any answer may take. */
  readonly patience: number
  readonly time: Time
  readonly logger: Logger
  /** It can be reached, or cannot any more. */
  changed(up: boolean): void
}

export type PluginRequest = PluginEvent & { readonly plugin: Plugin }

export type JanusLink = ReturnType<typeof createJanusLink>

/** Seconds: with a window of 60 for taking sessions up, a process may be away for 50. */
const KEEP_ALIVE = 10
const PAUSES = { first: 50, most: 2_000 }
/** Milliseconds after which it is worth a line that a gateway cannot be reached: one that begins needs a moment. */
const TELL_AFTER = 3_000
/** Every session listens to its link; janode counts up and down by itself. */
const MANY = 1_000_000

/** Begins to connect, and does so again whenever the link breaks, until it is closed. */
export function createJanusLink(options: JanusLinkOptions) {
  return new ReconnectingLink(options)
}

class ReconnectingLink {
  readonly #at: JanusLinkOptions['at']
  readonly #secret: JanusLinkOptions['secret']
  readonly #patience: JanusLinkOptions['patience']
  readonly #time: JanusLinkOptions['time']
  readonly #logger: JanusLinkOptions['logger']
  readonly #changed: JanusLinkOptions['changed']
  readonly #closing = new AbortController()
  #connection: Connection | null = null
  readonly #admin: JanusAdmin
  /** Of this process alone; its class is the only way to that of janode's sessions. */
  #control: Session | null = null
  readonly #running: Promise<void>

  constructor(options: JanusLinkOptions) {
    this.#at = options.at
    this.#secret = options.secret
    this.#patience = options.patience
    this.#time = options.time
    this.#logger = options.logger
    this.#changed = options.changed
    this.#admin = new JanusAdmin(options, () => this.#open(options.at.adminUrl, true))
    this.#running = this.#run()
  }

  control(plugin: Plugin) {
    return this.attach(this.#live().control, plugin, 'control')
  }

  async close() {
    this.#closing.abort()
    await this.#admin.close()
    // Sessions are left as they are: who comes next takes them up.
    this.#connection?._transport._ws?.terminate()
    await this.#running
  }

  // One try at a time: janode would wait ten seconds before the next.
  #open(url: string, is_admin: boolean) {
    return janode.connect({
      is_admin,
      address: { url, apisecret: this.#secret },
      max_retries: 0,
      ws_options: { handshakeTimeout: this.#patience },
    })
  }

  async #run(): Promise<void> {
    const backoff = createBackoff(PAUSES, this.#time.random)
    let awaySince = this.#time.now()
    let told = ''
    while (!this.#closing.signal.aborted) {
      const { url } = this.#at
      try {
        const { broken } = await this.#connect()
        backoff.reset()
        told = ''
        this.#changed(true)
        this.#admin.probe()
        await broken
        this.#connection = null
        this.#control = null
        if (this.#closing.signal.aborted) break
        this.#logger.warn({ url }, 'gateway: link lost, reconnecting')
        this.#changed(false)
        awaySince = this.#time.now()
      } catch (error) {
        const reason = gatewayFaultOf(error).message
        if (reason !== told && this.#time.now() - awaySince > TELL_AFTER) {
          told = reason
          this.#logger.warn({ url, reason }, 'gateway: unreachable, retrying')
        }
      }
      await sleep(this.#time, backoff.next(), this.#closing.signal)
    }
  }

  async #connect(): Promise<{ readonly broken: Promise<void> }> {
    const opened = await bounded(
      this.#time,
      this.#open(this.#at.url, false),
      this.#patience + 1_000,
      'connecting',
    )
    const broken = new Promise<void>(resolve => {
      opened.once(janode.EVENT.CONNECTION_ERROR, () => resolve())
      opened.once(janode.EVENT.CONNECTION_CLOSED, () => resolve())
    })
    if (this.#closing.signal.aborted) await opened.close()
    else
      try {
        this.#control = await bounded(this.#time, opened.create(KEEP_ALIVE), this.#patience, 'a session')
      } catch (error) {
        // Else each try would leave a socket behind, where the secret is a wrong one.
        opened._transport._ws?.terminate()
        throw error
      }
    this.#connection = opened
    return { broken }
  }

  #live(): { connection: Connection; control: Session } {
    if (this.#connection && this.#control) return { connection: this.#connection, control: this.#control }
    throw new GatewayFault('unreachable', 'there is no link to the gateway')
  }

  /** A session by its number: the one that an earlier process or link left, else a new one. */
  async session(id: number): Promise<{ session: Session; taken: boolean }> {
    const { connection, control } = this.#live()
    const Kind = control.constructor as new (connection: Connection, id: number, keepAlive: number) => Session
    const make = () => {
      connection.setMaxListeners(MANY)
      const made = new Kind(connection, id, KEEP_ALIVE)
      made.setMaxListeners(MANY)
      connection._sessions.set(id, made)
      made.once(janode.EVENT.SESSION_DESTROYED, () => {
        if (connection._sessions.get(id) === made) connection._sessions.delete(id)
      })
      return made
    }
    const known = connection._sessions.get(id)
    if (known) return { session: known, taken: true }
    const claimed = make()
    try {
      await bounded(this.#time, claimed.sendRequest({ janus: 'claim' }), this.#patience, 'claim')
      return { session: claimed, taken: true }
    } catch (error) {
      claimed._signalDestroy()
      const fault = gatewayFaultOf(error)
      if (fault.kind !== 'lost') throw fault
    }
    await bounded(this.#time, connection.sendRequest({ janus: 'create', id }), this.#patience, 'create')
    return { session: make(), taken: false }
  }

  adopt(session: Session, id: number): PluginHandle {
    const handle = new PluginHandle(session, id)
    session._handles.set(id, handle)
    handle.once(janode.EVENT.HANDLE_DETACHED, () => session._handles.delete(id))
    return handle
  }

  /** `name` is how a later process knows it again. */
  async attach(session: Session, plugin: Plugin, name: string): Promise<PluginHandle> {
    const request = { janus: 'attach', plugin, opaque_id: name }
    const { data } = await bounded(this.#time, session.sendRequest(request), this.#patience, 'attach')
    return this.adopt(session, data.id)
  }

  async ask(handle: PluginHandle, plugin: Plugin, body: object, sdp?: object): Promise<PluginEvent> {
    const request: Request = { janus: 'message', body, ...(sdp && { jsep: sdp }) }
    try {
      const { plugindata, jsep } = await handle.sendRequest(request, this.#patience)
      return { data: answerOf(plugin, plugindata?.data), ...(jsep && { jsep }) }
    } catch (error) {
      throw gatewayFaultOf(error)
    }
  }

  async say(handle: PluginHandle, request: Request): Promise<void> {
    try {
      await handle.sendRequest(request, this.#patience)
    } catch (error) {
      throw gatewayFaultOf(error)
    }
  }

  async detach(handle: PluginHandle): Promise<void> {
    try {
      await this.say(handle, { janus: 'detach' })
    } catch (error) {
      if ((error as GatewayFault).kind !== 'lost') throw error
    } finally {
      handle._signalDetach()
    }
  }

  async destroy(session: Session): Promise<void> {
    try {
      await bounded(this.#time, session.sendRequest({ janus: 'destroy' }), this.#patience, 'destroy')
    } catch (error) {
      if (gatewayFaultOf(error).kind !== 'lost') throw error
    } finally {
      session._signalDestroy()
    }
  }

  /** Forgets a session here and leaves it there. */
  forget(session: Session): void {
    for (const handle of session._handles.values()) handle.removeAllListeners()
    session.removeAllListeners(janode.EVENT.SESSION_DESTROYED)
    session._signalDestroy()
    this.#connection?._sessions.delete(session.id)
  }

  /** The handles of a session, with their names and states. */
  handles(session: Session): Promise<readonly ReportedHandle[]> {
    return this.#admin.handles(session)
  }
}
