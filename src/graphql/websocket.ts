// GraphQL over WebSocket: the subprotocol graphql-transport-ws, bounded in every direction.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  type ExecutionArgs,
  execute,
  type FormattedExecutionResult,
  type GraphQLError,
  getOperationAST,
  OperationTypeNode,
} from 'graphql'
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { Logger } from '../support/log.ts'
import { type Authentication, bearer, tokenOfParams, Unauthenticated } from './authentication.ts'
import type { Context } from './context.ts'
import { type Mask, refusal } from './faults.ts'
import { SlowConsumer } from './follow.ts'
import type { Operations } from './operations.ts'
import { type CloseReason, closeCodes, type Peer, type Sockets } from './sockets.ts'
import { openTransport } from './transport.ts'

export type WebSocketOptions = {
  readonly path: string
  readonly operations: Operations
  readonly authentication: Pick<Authentication, 'authenticate'>
  readonly sockets: Sockets
  readonly mask: Mask
  readonly logger: Logger
  /** Until it is, upgrades are turned away with 503. */
  readonly isReady: () => boolean
  readonly maxMessageBytes: number
  readonly maxSockets: number
  readonly maxSubscriptions: number
  readonly maxMessagesPerSecond: number
  readonly maxBacklogBytes: number
  /** Milliseconds. */
  readonly initTimeout: number
  /** Milliseconds between pings. */
  readonly keepAlive: number
}

type Extra = { readonly peer: Peer; readonly request: IncomingMessage }

/** Takes the upgrades of an HTTP server. `close` takes no more and cuts off whoever is still there. */
export function serveWebSocket(server: Server, options: WebSocketOptions): { close(): void } {
  const { sockets, logger } = options
  const protocol = makeServer<Record<string, unknown>, Extra>(protocolOptions(options))
  const listener = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
  })
  let open = true

  const upgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    // A client that is gone before the handshake ends must not end the process.
    duplex.on('error', () => duplex.destroy())
    const path = request.url?.split('?')[0]
    if (path !== options.path) return turnAway(duplex, '404 Not Found')
    if (!open || !options.isReady() || sockets.size >= options.maxSockets)
      return turnAway(duplex, '503 Service Unavailable')
    listener.handleUpgrade(request, duplex, head, socket => {
      const peer = sockets.open(socket)
      const transport = openTransport(peer, sockets, options)
      const closed = protocol.opened(transport, { peer, request })
      socket.on('close', (code, reason) => {
        sockets.gone(peer)
        transport.stop()
        // It ends iterators of others' making; what they throw must not become nobody's, which ends the process.
        closed(code, String(reason)).catch(err => logger.error({ err }, 'a socket was not closed cleanly'))
      })
      // ws closes the socket with the right code by itself; the client is at fault.
      socket.on('error', err => logger.debug({ err }, 'a socket failed'))
    })
  }
  server.on('upgrade', upgrade)

  return {
    close() {
      open = false
      for (const socket of listener.clients) socket.terminate()
    },
  }
}

function protocolOptions(options: WebSocketOptions): ServerOptions<Record<string, unknown>, Extra> {
  const { authentication, operations, sockets, mask, logger, maxSubscriptions } = options

  /** Null: the socket may stay. */
  const admit = async (peer: Peer, token: string): Promise<CloseReason | Unauthenticated | null> => {
    try {
      const viewer = await authentication.authenticate(token)
      if (peer.viewer !== null && peer.viewer.userId !== viewer.userId)
        return new Unauthenticated('The socket is of another person already')
      if (!sockets.identify(peer, viewer)) return 'tooManySockets'
      // Again: a revocation between the two would have found no socket of this person to end.
      await authentication.authenticate(token)
      return null
    } catch (error) {
      if (error instanceof Unauthenticated) return error
      logger.error({ err: error }, 'a token could not be checked')
      return 'unavailable'
    }
  }

  const masked = (
    result: { errors?: readonly GraphQLError[] | undefined },
    args: ExecutionArgs,
  ): FormattedExecutionResult | undefined => {
    if (!result.errors) return undefined
    const { correlationId } = args.contextValue as Context
    return {
      ...result,
      errors: result.errors.map(error => mask(error, correlationId)),
    } as FormattedExecutionResult
  }

  return {
    connectionInitWaitTimeout: options.initTimeout,
    async onConnect({ extra, connectionParams }) {
      const token = tokenOfParams(connectionParams) ?? bearer(extra.request.headers.authorization)
      const refused = token === null ? null : await admit(extra.peer, token)
      if (refused === null) return true
      if (refused instanceof Unauthenticated) extra.peer.socket.close(4403, refused.message)
      else sockets.close(extra.peer, refused)
      return false
    },
    onSubscribe({ extra: { peer }, subscriptions }, id, payload) {
      if (peer.closing) return [refusal('SERVICE_RESTART', 'The process stops: come back in a moment')]
      if (Object.keys(subscriptions).length > maxSubscriptions) {
        const facts = { limit: maxSubscriptions }
        return [
          refusal(
            'TOO_MANY_SUBSCRIPTIONS',
            `At most ${maxSubscriptions} operations at a time on a socket`,
            facts,
          ),
        ]
      }
      const prepare = () => {
        const args = operations.prepare(payload, peer.viewer, randomUUID())
        if ('document' in args && !isSubscription(args)) peer.running.add(id)
        return args
      }
      // GraphiQL opens its socket without a token and sends the headers of its editor with each operation.
      const token = tokenOfParams(payload.extensions?.headers as never)
      if (token === null) return prepare()
      return admit(peer, token).then(refused => (refused === null ? prepare() : [unauthenticated(refused)]))
    },
    execute,
    subscribe: operations.subscribe as NonNullable<ServerOptions['subscribe']>,
    onNext: (_connection, _id, _payload, args, result) => masked(result, args),
    onError({ extra: { peer } }, _id, _payload, errors) {
      if (errors.some(error => error.originalError instanceof SlowConsumer)) sockets.close(peer, 'slow')
      return errors.map(error => mask(error))
    },
    onComplete({ extra: { peer } }, id) {
      // Not before the message that completes it has left.
      if (peer.running.delete(id) && peer.closing && peer.running.size === 0)
        setImmediate(() => sockets.close(peer, 'restart'))
    },
  }
}

function unauthenticated(refused: CloseReason | Unauthenticated): GraphQLError {
  if (refused instanceof Unauthenticated) return refusal('UNAUTHENTICATED', refused.message)
  return refusal(refused === 'unavailable' ? 'INTERNAL' : 'UNAUTHENTICATED', closeCodes[refused][1])
}

function isSubscription({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION
}

function turnAway(duplex: Duplex, status: string): void {
  duplex.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
