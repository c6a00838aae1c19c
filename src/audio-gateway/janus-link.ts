// One gateway's WebSocket and the sessions on it. Janode is an RPC layer: it does not come back by itself after a link
// broke, sets no limit to any wait, and knows nothing of sessions that another process began. That is done here.

import janode, { type Connection, type Reply, type Request, type Session } from 'janode'
import Handle from 'janode/handle'
import { createBackoff } from '../support/backoff.ts'
import { pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { GatewayFault } from './audio-gateway.ts'
import { answerOf, bounded, faultOf, type Plugin } from './janus-faults.ts'

// It would print secrets and SDP: what is worth a line is logged here.
janode.Logger.setLevel('none')

/** What a handle is told that it did not ask for. */
export type Told = { readonly data: Record<string, unknown>; readonly jsep?: { readonly sdp: string } }

/** Passes everything on as it came: janode's own plugins drop what they do not know. */
export class PluginHandle extends Handle {
  override handleMessage(message: Reply): true {
    const { transaction } = message
    if (transaction && this.ownsTransaction(transaction))
      this.closeTransactionWithSuccess(transaction, message)
    else this.emit('told', { data: message.plugindata?.data ?? {}, jsep: message.jsep } satisfies Told)
    return true
  }
}

export type LinkOptions = {
  /** Asked anew for each try. */
  readonly at: { readonly url: string; readonly adminUrl: string }
  readonly secret: string
  /** Milliseconds that any answer may take. */
  readonly patience: number
  readonly logger: Logger
  /** It can be reached, or cannot any more. */
  changed(up: boolean): void
}

export type Asked = Told & { readonly plugin: Plugin }

export type Link = ReturnType<typeof createLink>

/** Seconds: with a window of 60 for taking sessions up, a process may be away for 50. */
const KEEP_ALIVE = 10
const PAUSES = { first: 50, most: 2_000 }
/** Milliseconds after which it is worth a line that a gateway cannot be reached: one that begins needs a moment. */
const TELL_AFTER = 3_000
/** Every session listens to its link; janode counts up and down by itself. */
const MANY = 1_000_000

/** Begins to connect, and does so again whenever the link breaks, until it is closed. */
export function createLink(options: LinkOptions) {
  const { at, secret, patience, logger, changed } = options
  const closing = new AbortController()
  let connection: Connection | null = null
  let admin: Promise<Connection> | null = null
  /** Of this process alone; its class is the only way to that of janode's sessions. */
  let control: Session | null = null
  // One try at a time: janode would wait ten seconds before the next.
  const open = (url: string, is_admin: boolean) =>
    janode.connect({
      is_admin,
      address: { url, apisecret: secret },
      max_retries: 0,
      ws_options: { handshakeTimeout: patience },
    })

  const running = run()

  async function run(): Promise<void> {
    const backoff = createBackoff(PAUSES)
    let awaySince = Date.now()
    let told = ''
    while (!closing.signal.aborted) {
      const { url } = at
      try {
        const { broken } = await connect()
        backoff.reset()
        told = ''
        changed(true)
        tryAdministrator()
        await broken
        connection = null
        control = null
        if (closing.signal.aborted) break
        logger.warn({ url }, 'the link to the sound gateway broke')
        changed(false)
        awaySince = Date.now()
      } catch (error) {
        const reason = faultOf(error).message
        if (reason !== told && Date.now() - awaySince > TELL_AFTER) {
          told = reason
          logger.warn({ url, reason }, 'the sound gateway cannot be reached')
        }
      }
      await pause(backoff.next(), closing.signal)
    }
  }

  async function connect(): Promise<{ readonly broken: Promise<void> }> {
    const opened = await bounded(open(at.url, false), patience + 1_000, 'connecting')
    const broken = new Promise<void>(resolve => {
      opened.once(janode.EVENT.CONNECTION_ERROR, () => resolve())
      opened.once(janode.EVENT.CONNECTION_CLOSED, () => resolve())
    })
    if (closing.signal.aborted) await opened.close()
    else
      try {
        control = await bounded(opened.create(KEEP_ALIVE), patience, 'a session')
      } catch (error) {
        // Else each try would leave a socket behind, where the secret is a wrong one.
        opened._transport._ws?.terminate()
        throw error
      }
    connection = opened
    return { broken }
  }

  function live(): { connection: Connection; control: Session } {
    if (connection && control) return { connection, control }
    throw new GatewayFault('unreachable', 'there is no link to the gateway')
  }

  /** A session by its number: the one that an earlier process or link left, else a new one. */
  async function session(id: number): Promise<{ session: Session; taken: boolean }> {
    const { connection, control } = live()
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
      await bounded(claimed.sendRequest({ janus: 'claim' }), patience, 'claim')
      return { session: claimed, taken: true }
    } catch (error) {
      claimed._signalDestroy()
      const fault = faultOf(error)
      if (fault.kind !== 'lost') throw fault
    }
    await bounded(connection.sendRequest({ janus: 'create', id }), patience, 'create')
    return { session: make(), taken: false }
  }

  function adopt(session: Session, id: number): PluginHandle {
    const handle = new PluginHandle(session, id)
    session._handles.set(id, handle)
    handle.once(janode.EVENT.HANDLE_DETACHED, () => session._handles.delete(id))
    return handle
  }

  /** `name` is how a later process knows it again. */
  async function attach(session: Session, plugin: Plugin, name: string): Promise<PluginHandle> {
    const request = { janus: 'attach', plugin, opaque_id: name }
    const { data } = await bounded(session.sendRequest(request), patience, 'attach')
    return adopt(session, data.id)
  }

  async function ask(handle: PluginHandle, plugin: Plugin, body: object, sdp?: object): Promise<Told> {
    const request: Request = { janus: 'message', body, ...(sdp && { jsep: sdp }) }
    try {
      const { plugindata, jsep } = await handle.sendRequest(request, patience)
      return { data: answerOf(plugin, plugindata?.data), ...(jsep && { jsep }) }
    } catch (error) {
      throw faultOf(error)
    }
  }

  async function say(handle: PluginHandle, request: Request): Promise<void> {
    try {
      await handle.sendRequest(request, patience)
    } catch (error) {
      throw faultOf(error)
    }
  }

  async function detach(handle: PluginHandle): Promise<void> {
    try {
      await say(handle, { janus: 'detach' })
    } catch (error) {
      if ((error as GatewayFault).kind !== 'lost') throw error
    } finally {
      handle._signalDetach()
    }
  }

  async function destroy(session: Session): Promise<void> {
    try {
      await bounded(session.sendRequest({ janus: 'destroy' }), patience, 'destroy')
    } catch (error) {
      if (faultOf(error).kind !== 'lost') throw error
    } finally {
      session._signalDestroy()
    }
  }

  /** Forgets a session here and leaves it there. */
  function forget(session: Session): void {
    for (const handle of session._handles.values()) handle.removeAllListeners()
    session.removeAllListeners(janode.EVENT.SESSION_DESTROYED)
    session._signalDestroy()
    connection?._sessions.delete(session.id)
  }

  /** The handles of a session, with their names and what their plugins say of them. */
  async function handles(session: Session): Promise<readonly HandleThere[]> {
    const asked = await administrator()
    const id = { session_id: session.id }
    const { handles } = await bounded(
      asked.sendRequest({ janus: 'list_handles', ...id }),
      patience,
      'handles',
    )
    return Promise.all(
      (handles as number[]).map(async handle_id => {
        const { info } = await bounded(
          asked.sendRequest({ janus: 'handle_info', ...id, handle_id }),
          patience,
          'handle',
        )
        return { id: handle_id, name: info.opaque_id ?? '', plugin: info.plugin, up: isUp(info) }
      }),
    )
  }

  function administrator(): Promise<Connection> {
    if (admin) return admin
    const opening = bounded(open(at.adminUrl, true), patience + 1_000, 'connecting to the admin API')
    admin = opening
    const forgetIt = () => {
      if (admin === opening) admin = null
    }
    opening.then(opened => {
      opened.once(janode.EVENT.CONNECTION_ERROR, forgetIt)
      opened.once(janode.EVENT.CONNECTION_CLOSED, forgetIt)
    }, forgetIt)
    return opening
  }

  /** It is needed by whoever takes rooms up after a restart: too late to notice that it is set wrong. */
  function tryAdministrator(): void {
    const { adminUrl } = at
    administrator().catch(error => {
      if (closing.signal.aborted) return
      const reason = faultOf(error).message
      logger.warn({ url: adminUrl, reason }, 'the admin API of a sound gateway cannot be reached')
    })
  }

  return {
    session,
    adopt,
    attach,
    ask,
    say,
    detach,
    destroy,
    forget,
    handles,
    control: (plugin: Plugin) => attach(live().control, plugin, 'control'),
    async close() {
      closing.abort()
      const other = await admin?.catch(() => null)
      other?._transport._ws?.terminate()
      // Sessions are left as they are: who comes next takes them up.
      connection?._transport._ws?.terminate()
      await running
    },
  }
}

export type HandleThere = {
  readonly id: number
  readonly name: string
  readonly plugin: Plugin
  readonly up: boolean
}

/** Whether media can flow, by what the admin API tells of a handle. */
function isUp(info: {
  flags?: Record<string, boolean>
  webrtc?: { dtls?: { 'dtls-state'?: string } }
}): boolean {
  return info.webrtc?.dtls?.['dtls-state'] === 'connected'
}
