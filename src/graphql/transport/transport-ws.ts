// The server's side of the subprotocol graphql-transport-ws on one socket, bounded in every direction.

import { type ExecutionArgs, type ExecutionResult, execute, type GraphQLError } from 'graphql'
import type { Logger } from '../../support/log.ts'
import type { Cancel, Time } from '../../support/time.ts'
import type { ApiContext } from '../context.ts'
import { apiError, type Mask, maskResult } from '../faults.ts'
import { RoomSource } from '../live/room-source.ts'
import { tokenOfParams, Unauthenticated } from './authentication.ts'
import { frameTailOf, textFrames } from './frames.ts'
import { type ClientMessage, type OperationRequest, parseMessage } from './messages.ts'
import { isSubscription, type Operations, type SharedExecution } from './operations.ts'
import { createFrames } from './shared-frames.ts'
import { SocketSink } from './socket-sink.ts'
import { type CloseReason, closeCodes, type SocketSession, type Sockets } from './sockets.ts'

/** Null: the socket may stay. */
export type AdmitSocket = (
  peer: SocketSession,
  token: string,
) => Promise<CloseReason | Unauthenticated | null>

export type ProtocolOptions = {
  readonly operations: Operations
  readonly sockets: Sockets
  readonly admit: AdmitSocket
  readonly mask: Mask
  readonly time: Time
  readonly logger: Logger
  readonly maxSubscriptions: number
  readonly maxMessagesPerSecond: number
  readonly maxBacklogBytes: number
  /** Milliseconds. */
  readonly initTimeoutMs: number
}

/** One that was asked for and has not ended. `over`: nobody waits for it any more; what still comes of it is dropped. */
type Operation = { over: boolean; source: { stop(): void } | null }

const ACKNOWLEDGEMENT = textFrames('{"type":"connection_ack"}')

export class ProtocolConnection {
  readonly #peer: SocketSession
  readonly #options: ProtocolOptions
  readonly #operations = new Map<string, Operation>()
  /** Of the header of the upgrade, until the client says who it is. */
  #headerToken: string | null
  #state: 'new' | 'initialising' | 'acknowledged' = 'new'
  #cancelInit: Cancel = () => {}
  /** Messages that the client may send at once; and when that was counted. */
  #left: number
  #counted: number

  constructor(peer: SocketSession, headerToken: string | null, options: ProtocolOptions) {
    this.#peer = peer
    this.#headerToken = headerToken
    this.#options = options
    this.#left = options.maxMessagesPerSecond * 2
    this.#counted = options.time.elapsed()
    if (peer.socket.protocol === '') this.#close('subprotocol')
    else this.#cancelInit = options.time.after(options.initTimeoutMs, () => this.#close('uninitialised'))
    peer.socket.on('message', data => this.#receive(String(data)))
  }

  /** The socket has closed: lets go of everything that was under way on it. */
  closed(): void {
    this.#stopWaiting()
    for (const operation of this.#operations.values()) end(operation)
    this.#operations.clear()
  }

  #receive(text: string): void {
    const { socket } = this.#peer
    if (socket.readyState !== socket.OPEN) return
    const message = this.#mayTake() ? parseMessage(text) : 'tooManyMessages'
    if (message === null || message === 'tooManyMessages') this.#close(message ?? 'invalid')
    else
      this.#take(message).catch(error => {
        this.#options.logger.error({ err: error }, 'socket: message failed')
        this.#close('fault')
      })
  }

  async #take(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'connection_init':
        return this.#initialise(message.payload ?? undefined)
      case 'ping':
        return this.#say({ type: 'pong', ...(message.payload ? { payload: message.payload } : {}) })
      case 'pong':
        return
      case 'complete':
        return this.#forget(message.id)
      case 'subscribe':
        if (this.#state !== 'acknowledged') return this.#close('unacknowledged')
        return this.#begin(message.id, message.payload)
    }
  }

  async #initialise(payload: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    if (this.#state !== 'new') return this.#close('tooManyInits')
    this.#state = 'initialising'
    this.#stopWaiting()
    const token = tokenOfParams(payload) ?? this.#headerToken
    this.#headerToken = null
    const refused = token === null ? this.#estrange() : await this.#options.admit(this.#peer, token)
    if (refused instanceof Unauthenticated) return this.#peer.socket.close(4403, refused.message)
    if (refused !== null) return this.#close(refused)
    this.#state = 'acknowledged'
    this.#write(ACKNOWLEDGEMENT)
  }

  #estrange(): CloseReason | null {
    return this.#options.sockets.estrange(this.#peer) ? null : 'tooManyStrangers'
  }

  async #begin(id: string, request: OperationRequest): Promise<void> {
    if (this.#operations.has(id)) return this.#close('duplicate')
    const operation: Operation = { over: false, source: null }
    this.#operations.set(id, operation)
    this.#peer.idleSince = null
    const refused = this.#refuse() ?? (await this.#identify(request))
    if (operation.over) return
    if (refused) return this.#fail(id, [refused])
    const args = this.#options.operations.prepare(request, this.#peer.viewer, this.#options.time.uuid())
    if (!('document' in args)) return this.#fail(id, args)
    if (isSubscription(args)) return this.#subscribe(id, operation, args)
    this.#peer.running += 1
    try {
      const result = await execute(args)
      if (!operation.over) this.#answer(id, result, args)
    } finally {
      this.#peer.running -= 1
      // Not before the message that completes it has left.
      if (this.#peer.closing && this.#peer.running === 0)
        void this.#options.time.nextTurn().then(() => this.#close('restart'))
    }
  }

  #refuse(): GraphQLError | null {
    const { maxSubscriptions } = this.#options
    if (this.#peer.closing) return apiError('SERVICE_RESTART', 'The process stops: come back in a moment')
    if (this.#operations.size <= maxSubscriptions) return null
    const text = `At most ${maxSubscriptions} operations at a time on a socket`
    return apiError('TOO_MANY_SUBSCRIPTIONS', text, { limit: maxSubscriptions })
  }

  /** GraphiQL opens its socket without a token and sends the headers of its editor with each operation. */
  #identify({ extensions }: OperationRequest): Promise<GraphQLError | null> | null {
    const token = tokenOfParams(extensions?.headers as never)
    if (token === null) return null
    return this.#options.admit(this.#peer, token).then(refused => refused && unauthenticated(refused))
  }

  async #subscribe(id: string, operation: Operation, args: ExecutionArgs): Promise<void> {
    const { operations } = this.#options
    const source = await operations.open(args)
    if (!(Symbol.asyncIterator in source)) {
      if (!operation.over) this.#answer(id, source, args)
      return
    }
    const shared = source instanceof RoomSource ? operations.share(args) : null
    if (source instanceof RoomSource && shared) return this.#pipe(id, operation, source, shared)
    const results = operations.map(source, args)
    operation.source = { stop: () => void results.return?.() }
    if (operation.over) return operation.source.stop()
    try {
      for await (const result of results) {
        if (operation.over) return
        // The next one is not made before this one has left.
        await new Promise<void>(resolve => this.#write(textFrames(this.#next(id, result, args)), resolve))
      }
      if (!operation.over) this.#complete(id)
    } catch (error) {
      if (!operation.over) this.#fail(id, [error as GraphQLError])
    }
  }

  /** By itself: what would be in reach of this closure is kept for as long as the subscription. */
  #pipe(id: string, operation: Operation, source: RoomSource, shared: SharedExecution): void {
    operation.source = source
    if (operation.over) {
      source.stop()
      return
    }
    const sink = new SocketSink(this.#peer, frameTailOf(id), () => this.#complete(id))
    source.pipe(createFrames(shared, this.#options.mask), sink)
  }

  #next(id: string, result: ExecutionResult, args: ExecutionArgs): string {
    const { correlationId } = args.contextValue as ApiContext
    return JSON.stringify({
      id,
      type: 'next',
      payload: maskResult(this.#options.mask, result, correlationId),
    })
  }

  /** Its only message and its end. */
  #answer(id: string, result: ExecutionResult, args: ExecutionArgs): void {
    const next = this.#next(id, result, args)
    this.#forget(id)
    this.#write(textFrames(next, JSON.stringify({ id, type: 'complete' })))
  }

  #complete(id: string): void {
    this.#forget(id)
    this.#say({ id, type: 'complete' })
  }

  #fail(id: string, errors: readonly GraphQLError[]): void {
    this.#forget(id)
    this.#say({ id, type: 'error', payload: errors.map(error => this.#options.mask(error)) })
  }

  /** Its id may be used again. */
  #forget(id: string): void {
    const operation = this.#operations.get(id)
    if (!operation) return
    this.#operations.delete(id)
    if (this.#operations.size === 0) this.#peer.idleSince = this.#options.time.now()
    end(operation)
  }

  #say(message: object): void {
    this.#write(textFrames(JSON.stringify(message)))
  }

  /** Past the library, which would write each message in two pieces. `left` is called in any case. */
  #write(frames: Buffer, left?: () => void): void {
    const { socket, stream } = this.#peer
    if (stream.writableLength > this.#options.maxBacklogBytes) this.#close('slow')
    if (socket.readyState === socket.OPEN) stream.write(frames, left)
    // A socket that fails is closed, and that ends everything on it: nobody needs the error here.
    else left?.()
  }

  #close(reason: CloseReason): void {
    this.#options.sockets.close(this.#peer, reason)
  }

  /** So many a second, twice as many at once. */
  #mayTake(): boolean {
    const { maxMessagesPerSecond } = this.#options
    const at = this.#options.time.elapsed()
    const more = ((at - this.#counted) * maxMessagesPerSecond) / 1000
    this.#left = Math.min(maxMessagesPerSecond * 2, this.#left + more)
    this.#counted = at
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }

  #stopWaiting(): void {
    this.#cancelInit()
  }
}

function end(operation: Operation): void {
  operation.over = true
  operation.source?.stop()
}

function unauthenticated(refused: CloseReason | Unauthenticated): GraphQLError {
  if (refused instanceof Unauthenticated) return apiError('UNAUTHENTICATED', refused.message)
  return apiError(refused === 'unavailable' ? 'INTERNAL' : 'UNAUTHENTICATED', closeCodes[refused][1])
}
