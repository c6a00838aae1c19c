// GraphQL over WebSocket: accepts upgrades and authenticates sockets.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Authentication, bearer, Unauthenticated } from './authentication.ts'
import type { ClientAddresses } from './client-addresses.ts'
import { createHeartbeat } from './heartbeat.ts'
import type { IsAllowedHost } from './hosts.ts'
import { KeysUnavailable } from './jwks.ts'
import { SUBPROTOCOL } from './messages.ts'
import type { MayUse } from './origins.ts'
import type { CloseReason, SocketSession } from './sockets.ts'
import { type AdmitSocket, ProtocolConnection, type ProtocolOptions } from './transport-ws.ts'

export type WebSocketOptions = Omit<ProtocolOptions, 'admit'> & {
  readonly path: string
  readonly authentication: Pick<Authentication, 'authenticate'>
  /** While this returns false, upgrades are answered with 503. */
  readonly isReady: () => boolean
  readonly mayUse: MayUse
  readonly isAllowedHost: IsAllowedHost
  readonly addressOf: ClientAddresses['addressOf']
  readonly maxMessageBytes: number
  readonly maxSockets: number
  /** Milliseconds between pings. */
  readonly keepAliveMs: number
  /** Milliseconds that a socket may stay open without an operation. */
  readonly idleTimeoutMs: number
}

/** Milliseconds that a client has to answer a close before its connection is cut. */
const CLOSE_TIMEOUT = { closeTimeout: 5_000 }

/** Takes the upgrades of an HTTP server. `close` refuses further upgrades and cuts all open sockets. */
export function serveWebSocket(server: Server, options: WebSocketOptions): { close(): void } {
  const { sockets, logger } = options
  const protocol: ProtocolOptions = { ...options, admit: createAdmit(options) }
  const listener = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    perMessageDeflate: false,
    ...CLOSE_TIMEOUT,
    handleProtocols: offered => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  const { keepAliveMs: interval, idleTimeoutMs: idle } = options
  const heartbeat = createHeartbeat({ interval, idle, sockets, time: options.time })
  const logError = (err: Error) => logger.debug({ err }, 'socket: failed')
  let open = true

  // Outside the closure of the upgrade, which would keep kilobytes of its request as long as the socket is open.
  const accept = (socket: WebSocket, stream: Duplex, address: string, token: string | null) => {
    const session = sockets.open(socket, stream, address)
    const connection = new ProtocolConnection(session, token, protocol)
    // After the connection, which tells by `answered` whether a pong was asked for.
    heartbeat.add(session)
    socket.on('close', () => {
      heartbeat.remove(session)
      sockets.gone(session)
      connection.closed()
    })
    // ws closes the socket with the right code by itself; the client is at fault.
    socket.on('error', logError)
  }

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that disconnects during the handshake must not crash the process.
    stream.on('error', destroy)
    const path = request.url?.split('?')[0]
    if (path !== options.path) return refuseUpgrade(stream, '404 Not Found')
    if (!options.isAllowedHost(request)) return refuseUpgrade(stream, '421 Misdirected Request')
    if (!options.mayUse(request.headers)) return refuseUpgrade(stream, '403 Forbidden')
    if (!open || !options.isReady()) return refuseUpgrade(stream, '503 Service Unavailable')
    if (sockets.size >= options.maxSockets && !sockets.makeRoom())
      return refuseUpgrade(stream, '503 Service Unavailable')
    const address = options.addressOf(request)
    const token = bearer(request.headers.authorization)
    listener.handleUpgrade(request, stream, head, socket => accept(socket, stream, address, token))
  }
  server.on('upgrade', upgrade)

  return {
    close() {
      open = false
      heartbeat.close()
      for (const socket of listener.clients) socket.terminate()
    },
  }
}

function createAdmit({ authentication, sockets, logger }: WebSocketOptions): AdmitSocket {
  return async (session: SocketSession, token: string): Promise<CloseReason | Unauthenticated | null> => {
    try {
      const viewer = await authentication.authenticate(token)
      if (session.viewer !== null && session.viewer.userId !== viewer.userId)
        return new Unauthenticated('The socket is of another person already')
      if (!sockets.identify(session, viewer)) return 'tooManySockets'
      // Again: a revocation between the two would have found no socket of this person to end.
      await authentication.authenticate(token)
      return null
    } catch (error) {
      if (error instanceof Unauthenticated) return error
      if (error instanceof KeysUnavailable) return 'unavailable'
      logger.error({ err: error }, 'authentication: token check failed')
      return 'unavailable'
    }
  }
}

function destroy(this: Duplex): void {
  this.destroy()
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
