// What is used of janode 1.8.0, which brings no types. The members with an underscore are its own affairs: a session is
// taken up again, and a handle attached under a name, only through them. test/adapters/sound-janus.test.ts would tell.

declare module 'janode' {
  import type { EventEmitter } from 'node:events'

  export type Request = { janus: string; [field: string]: unknown }
  // biome-ignore lint/suspicious/noExplicitAny: whatever the gateway answers
  export type Reply = any

  export interface Session extends EventEmitter {
    readonly id: number
    readonly _handles: Map<number, import('janode/handle').default>
    sendRequest(request: Request): Promise<Reply>
    /** Of janode's own plugins; only the benchmarks use them. */
    attach(plugin: unknown): Promise<Reply>
    _signalDestroy(): void
  }

  export interface Connection extends EventEmitter {
    readonly _sessions: Map<number, Session>
    readonly _transport: { readonly _ws: { terminate(): void } | null }
    sendRequest(request: Request): Promise<Reply>
    create(keepAliveSeconds?: number): Promise<Session>
    close(): Promise<void>
  }

  type Janode = {
    connect(config: {
      is_admin?: boolean
      address: { url: string; apisecret?: string }
      max_retries?: number
      ws_options?: object
    }): Promise<Connection>
    readonly Logger: { setLevel(level: 'none'): void }
    readonly EVENT: Readonly<
      Record<
        | 'CONNECTION_ERROR'
        | 'CONNECTION_CLOSED'
        | 'SESSION_DESTROYED'
        | 'HANDLE_DETACHED'
        | 'HANDLE_HANGUP'
        | 'HANDLE_MEDIA'
        | 'HANDLE_WEBRTCUP'
        | 'HANDLE_SLOWLINK',
        string
      >
    >
  }
  const janode: Janode
  export default janode
}

declare module 'janode/plugins/audiobridge'
declare module 'janode/plugins/streaming'

declare module 'janode/handle' {
  import type { EventEmitter } from 'node:events'
  import type { Reply, Request, Session } from 'janode'

  class Handle extends EventEmitter {
    constructor(session: Session, id: number)
    readonly id: number
    handleMessage(message: Reply): unknown
    ownsTransaction(id: string): boolean
    closeTransactionWithSuccess(id: string, message: Reply): void
    sendRequest(request: Request, timeout?: number): Promise<Reply>
    _signalDetach(): void
  }
  export default Handle
}
