// The admin API of one gateway: what sessions hold that another process began.

import janode, { type Connection, type Session } from 'janode'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { bounded, gatewayFaultOf, type Plugin } from './janus-faults.ts'

export type ReportedHandle = {
  readonly id: number
  readonly name: string
  readonly plugin: Plugin
  /** Whether media can flow. */
  readonly up: boolean
}

export type JanusAdminOptions = {
  readonly at: { readonly adminUrl: string }
  /** Milliseconds that any answer may take. */
  readonly patience: number
  readonly time: Time
  readonly logger: Logger
}

export class JanusAdmin {
  readonly #options: JanusAdminOptions
  readonly #open: () => Promise<Connection>
  #connection: Promise<Connection> | null = null
  #isClosed = false

  constructor(options: JanusAdminOptions, open: () => Promise<Connection>) {
    this.#options = options
    this.#open = open
  }

  /** The handles of a session, with their names and states. */
  async handles(session: Session): Promise<readonly ReportedHandle[]> {
    const { time, patience } = this.#options
    const admin = await this.#connect()
    const id = { session_id: session.id }
    const listing = admin.sendRequest({ janus: 'list_handles', ...id })
    const { handles } = await bounded(time, listing, patience, 'handles')
    return Promise.all(
      (handles as number[]).map(async handle_id => {
        const asking = admin.sendRequest({ janus: 'handle_info', ...id, handle_id })
        const { info } = await bounded(time, asking, patience, 'handle')
        return { id: handle_id, name: info.opaque_id ?? '', plugin: info.plugin, up: isUp(info) }
      }),
    )
  }

  /** Logs when it cannot be reached. After a restart, when it is needed, is too late to find it configured wrongly. */
  probe(): void {
    const { at, logger } = this.#options
    this.#connect().catch(error => {
      if (this.#isClosed) return
      const reason = gatewayFaultOf(error).message
      logger.warn({ url: at.adminUrl, reason }, 'gateway: admin API unreachable')
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const connection = await this.#connection?.catch(() => null)
    connection?._transport._ws?.terminate()
  }

  #connect(): Promise<Connection> {
    if (this.#connection) return this.#connection
    const { time, patience } = this.#options
    const opening = bounded(time, this.#open(), patience + 1_000, 'connecting to the admin API')
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

/** Whether media can flow, as the admin API reports of a handle. */
function isUp(info: {
  flags?: Record<string, boolean>
  webrtc?: { dtls?: { 'dtls-state'?: string } }
}): boolean {
  return info.webrtc?.dtls?.['dtls-state'] === 'connected'
}
