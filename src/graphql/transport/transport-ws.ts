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
import { createFrames, type FrameCache } from './shared-frames.ts'
import { SocketSink } from './socket-sink.ts'
import { type CloseReason, closeCodes, type SocketSession, type Sockets } from './sockets.ts'

/** Null: the socket may stay. */
export type AdmitSocket = (
  session: SocketSession,
  token: string,
) => Promise<CloseReason | Unauthenticated | null>

export type ProtocolOptions = {
  readonly operations: Operations
  readonly sockets: Sockets
  readonly frames: FrameCache
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

/** An operation in progress. `over`: it was completed or its socket closed, so later results are dropped. */
type Operation = { over: boolean; source: { stop(): void } | null }

/** How long a client that sent too much has to read why, in milliseconds. */
const FLOOD_CLOSE_MS = 1_000

const ACKNOWLEDGEMENT = textFrames('{"type":"connection_ack"}')

export class ProtocolConnection {
  readonly #session: SocketSession
  readonly #options: ProtocolOptions
  readonly #operations = new Map<string, Operation>()
  /** The token from the upgrade request, until `connection_init` arrives. */
  #headerToken: string | null
  #state: 'new' | 'initialising' | 'acknowledged' = 'new'
  #cancelInit: Cancel = () => {}
  /** Messages that the client may still send at once, and when that was last counted. */
  #messagesLeft: number
  #countedAt: number

  constructor(session: SocketSession, headerToken: string | null, options: ProtocolOptions) {
    this.#session = session
    this.#headerToken = headerToken
    this.#options = options
    this.#messagesLeft = options.maxMessagesPerSecond * 2
    this.#countedAt = options.time.elapsed()
    if (session.socket.protocol === '') this.#close('subprotocol')
    else this.#cancelInit = options.time.after(options.initTimeoutMs, () => this.#close('uninitialised'))
    session.socket.on('message', data => this.#receive(String(data)))
    session.socket.on('ping', () => this.#receiveControlFrame())
    session.socket.on('pong', () => {
      if (session.answered) this.#receiveControlFrame()
    })
  }

  /** A ping, or a pong that nobody asked for. Each costs as much as a message. */
  #receiveControlFrame(): void {
    const { socket } = this.#session
    if (socket.readyState === socket.OPEN && !this.#consumeMessageAllowance()) this.#stopFlood()
  }

  /** Reads no more, so that what still comes waits in the network of the client. The close is sent. */
  #stopFlood(): void {
    const { socket } = this.#session
    this.#close('tooManyMessages')
    socket.pause()
    this.#options.time.after(FLOOD_CLOSE_MS, () => socket.terminate())
  }

  /** Call when the socket has closed. Ends all its operations. */
  closed(): void {
    this.#stopInitTimer()
    for (const operation of this.#operations.values()) end(operation)
    this.#operations.clear()
  }

  #receive(text: string): void {
    const { socket } = this.#session
    if (socket.readyState !== socket.OPEN) return
    const message = this.#consumeMessageAllowance() ? parseMessage(text) : 'tooManyMessages'
    if (message === 'tooManyMessages') this.#stopFlood()
    else if (message === null) this.#close('invalid')
    else
      this.#handle(message).catch(error => {
        this.#options.logger.error({ err: error }, 'socket: message failed')
        this.#close('fault')
      })
  }

  async #handle(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'connection_init':
        return this.#initialise(message.payload ?? undefined)
      case 'ping':
        return this.#send({ type: 'pong', ...(message.payload ? { payload: message.payload } : {}) })
      case 'pong':
        return
      case 'complete':
        return this.#forget(message.id)
      case 'subscribe':
        if (this.#state !== 'acknowledged') return this.#close('unacknowledged')
        return this.#start(message.id, message.payload)
    }
  }

  async #initialise(payload: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    if (this.#state !== 'new') return this.#close('tooManyInits')
    this.#state = 'initialising'
    this.#options.sockets.initialise(this.#session)
    this.#stopInitTimer()
    const token = tokenOfParams(payload) ?? this.#headerToken
    this.#headerToken = null
    const refused =
      token === null ? this.#registerAnonymous() : await this.#options.admit(this.#session, token)
    if (refused instanceof Unauthenticated) return this.#session.socket.close(4403, refused.message)
    if (refused !== null) return this.#close(refused)
    this.#state = 'acknowledged'
    this.#write(ACKNOWLEDGEMENT)
  }

  #registerAnonymous(): CloseReason | null {
    return this.#options.sockets.registerAnonymous(this.#session) ? null : 'tooManyStrangers'
  }

  async #start(id: string, request: OperationRequest): Promise<void> {
    if (this.#operations.has(id)) return this.#close('duplicate')
    const operation: Operation = { over: false, source: null }
    this.#operations.set(id, operation)
    this.#session.idleSince = null
    const refused = this.#refuse() ?? (await this.#identify(request))
    if (operation.over) return
    if (refused) return this.#fail(id, [refused])
    const args = this.#options.operations.prepare(request, this.#session.viewer, this.#options.time.uuid())
    if (!('document' in args)) return this.#fail(id, args)
    if (isSubscription(args)) return this.#subscribe(id, operation, args)
    this.#session.running += 1
    try {
      const result = await execute(args)
      if (!operation.over) this.#answer(id, result, args)
    } finally {
      this.#session.running -= 1
      // Not before the message that completes it has left.
      if (this.#session.closing && this.#session.running === 0)
        void this.#options.time.nextTurn().then(() => this.#close('restart'))
    }
  }

  #refuse(): GraphQLError | null {
    const { maxSubscriptions } = this.#options
    if (this.#session.closing) return apiError('SERVICE_RESTART', 'The process stops: come back in a moment')
    if (this.#operations.size <= maxSubscriptions) return null
    const text = `At most ${maxSubscriptions} operations at a time on a socket`
    return apiError('TOO_MANY_SUBSCRIPTIONS', text, { limit: maxSubscriptions })
  }

  /** A client may open its socket without a token and send one with an operation, as an extension. */
  #identify({ extensions }: OperationRequest): Promise<GraphQLError | null> | null {
    const token = tokenOfParams(extensions?.headers as never)
    if (token === null) return null
    return this.#options.admit(this.#session, token).then(refused => refused && unauthenticated(refused))
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

  /** A method of its own, because a closure in `#subscribe` would keep its variables alive as long as the subscription. */
  #pipe(id: string, operation: Operation, source: RoomSource, shared: SharedExecution): void {
    operation.source = source
    if (operation.over) {
      source.stop()
      return
    }
    const sink = new SocketSink(this.#session, frameTailOf(id), () => this.#complete(id))
    source.pipe(createFrames(shared, this.#options.mask, this.#options.frames), sink)
  }

  #next(id: string, result: ExecutionResult, args: ExecutionArgs): string {
    const { correlationId } = args.contextValue as ApiContext
    return JSON.stringify({
      id,
      type: 'next',
      payload: maskResult(this.#options.mask, result, correlationId),
    })
  }

  /** Sends the only result of an operation and completes it. */
  #answer(id: string, result: ExecutionResult, args: ExecutionArgs): void {
    const next = this.#next(id, result, args)
    this.#forget(id)
    this.#write(textFrames(next, JSON.stringify({ id, type: 'complete' })))
  }

  #complete(id: string): void {
    this.#forget(id)
    this.#send({ id, type: 'complete' })
  }

  #fail(id: string, errors: readonly GraphQLError[]): void {
    this.#forget(id)
    this.#send({ id, type: 'error', payload: errors.map(error => this.#options.mask(error)) })
  }

  /** Ends an operation and frees its id. */
  #forget(id: string): void {
    const operation = this.#operations.get(id)
    if (!operation) return
    this.#operations.delete(id)
    if (this.#operations.size === 0) this.#session.idleSince = this.#options.time.now()
    end(operation)
  }

  #send(message: object): void {
    this.#write(textFrames(JSON.stringify(message)))
  }

  /** Bypasses the library, which would write each message in two pieces. `left` is always called. */
  #write(frames: Buffer, left?: () => void): void {
    const { socket, stream } = this.#session
    if (stream.writableLength > this.#options.maxBacklogBytes) this.#close('slow')
    if (socket.readyState === socket.OPEN) stream.write(frames, left)
    // A socket that fails is closed, which ends its operations, so the error is not needed here.
    else left?.()
  }

  #close(reason: CloseReason): void {
    this.#options.sockets.close(this.#session, reason)
  }

  /** Allows `maxMessagesPerSecond` on average and bursts of twice as many. */
  #consumeMessageAllowance(): boolean {
    const { maxMessagesPerSecond } = this.#options
    const at = this.#options.time.elapsed()
    const more = ((at - this.#countedAt) * maxMessagesPerSecond) / 1000
    this.#messagesLeft = Math.min(maxMessagesPerSecond * 2, this.#messagesLeft + more)
    this.#countedAt = at
    if (this.#messagesLeft < 1) return false
    this.#messagesLeft -= 1
    return true
  }

  #stopInitTimer(): void {
    this.#cancelInit()
  }
}

function end(operation: Operation): void {
  operation.over = true
  operation.source?.stop()
}

function unauthenticated(refused: CloseReason | Unauthenticated): GraphQLError {
  if (refused instanceof Unauthenticated) return apiError('UNAUTHENTICATED', refused.message)
  return apiError(refused === 'unavailable' ? 'UNAVAILABLE' : 'UNAUTHENTICATED', closeCodes[refused][1])
}
