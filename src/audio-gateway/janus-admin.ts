// The admin API of a Janus gateway: it lists the handles that an earlier process left in a session.

import janode, { type Connection, type Session } from 'janode'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { gatewayCall, gatewayErrorOf, type Plugin } from './janus-errors.ts'

export type JanusAdminOptions = {
  /** Read for each attempt to connect. */
  readonly endpoint: { readonly adminUrl: string }
  /** How long, in milliseconds, a reply may take. */
  readonly timeoutMs: number
  readonly logger: Logger
  readonly time: Pick<Time, 'after'>
  connect(url: string): Promise<Connection>
}

export type HandleSnapshot = {
  readonly id: number
  /** The name with which the handle was attached. */
  readonly name: string
  readonly plugin: Plugin
  /** Whether media can flow. */
  readonly isUp: boolean
}

export class JanusAdmin {
  readonly #options: JanusAdminOptions
  #connection: Promise<Connection> | null = null
  #isClosed = false

  constructor(options: JanusAdminOptions) {
    this.#options = options
  }

  async listHandles(session: Session): Promise<readonly HandleSnapshot[]> {
    const { time, timeoutMs } = this.#options
    const connection = await this.#connect()
    const ask = (request: { readonly janus: string; readonly handle_id?: number }) =>
      gatewayCall(
        time,
        connection.sendRequest({ ...request, session_id: session.id }),
        timeoutMs,
        request.janus,
      )
    const { handles } = await ask({ janus: 'list_handles' })
    return Promise.all(
      (handles as number[]).map(async id => {
        const { info } = await ask({ janus: 'handle_info', handle_id: id })
        return { id, name: info.opaque_id ?? '', plugin: info.plugin, isUp: isUp(info) }
      }),
    )
  }

  /** Warns when the admin API cannot be reached: a takeover after a restart would be too late to notice. */
  probe(): void {
    const { endpoint, logger } = this.#options
    const { adminUrl } = endpoint
    this.#connect().catch(error => {
      if (this.#isClosed) return
      logger.warn({ url: adminUrl, reason: gatewayErrorOf(error).message }, 'janus: admin API unreachable')
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const connection = await this.#connection?.catch(() => null)
    connection?._transport._ws?.terminate()
  }

  #connect(): Promise<Connection> {
    if (this.#connection) return this.#connection
    const { endpoint, time, timeoutMs, connect } = this.#options
    const opening = gatewayCall(
      time,
      connect(endpoint.adminUrl),
      timeoutMs + 1_000,
      'connecting to the admin API',
    )
    this.#connection = opening
    const forget = () => {
      if (this.#connection === opening) this.#connection = null
    }
    opening.then(opened => {
      opened.once(janode.EVENT.CONNECTION_ERROR, forget)
      opened.once(janode.EVENT.CONNECTION_CLOSED, forget)
    }, forget)
    return opening
  }
}

function isUp(info: {
  flags?: Record<string, boolean>
  webrtc?: { dtls?: { 'dtls-state'?: string } }
}): boolean {
  return info.webrtc?.dtls?.['dtls-state'] === 'connected'
}
