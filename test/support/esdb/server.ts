// EventStoreDB's gRPC protocol over an in-process store, for the official client; and every way of failing that tests need.
// It shows what the client and our adapter do. It cannot show fsync, elections, scavenging or the real flow control.

import type { AddressInfo } from 'node:net'
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams, {
  type AppendReq,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import * as grpc from '@grpc/grpc-js'
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  conflictMessage,
  eventMessage,
  matcherOf,
  nameOf,
  notFoundMessage,
  successMessage,
} from './messages.ts'
import { EsdbStore, type Expected, type Proposed, type StoredEvent } from './store.ts'

/** What the node does to the next calls of a kind, while it is set. */
export type Fault =
  | 'silent'
  | 'half-close'
  | 'unavailable'
  | 'aborted'
  /** Does what was asked, then answers as though it had not. */
  | 'done-but-unavailable'
  | 'done-but-silent'
  | { notLeader: { host: string; port: number } }
  | { slow: number }

export type EsdbServer = {
  readonly url: string
  readonly port: number
  readonly store: EsdbStore
  /** How many calls of each kind came. */
  readonly calls: { append: number; read: number; subscribe: number }
  /** `times` calls of a kind fail this way (default: all until `heal`). */
  fail(kind: 'append' | 'read' | 'subscribe', fault: Fault, times?: number): void
  heal(): void
  /** Ends every subscription that is open, as a node does that stops. */
  dropSubscriptions(): void
  /** Stops at once, cutting every call. The store stays: start again with it. */
  kill(): void
  stop(): Promise<void>
}

export async function startEsdb(options: { store?: EsdbStore; port?: number } = {}): Promise<EsdbServer> {
  const store = options.store ?? new EsdbStore()
  const calls = { append: 0, read: 0, subscribe: 0 }
  const faults = new Map<string, { fault: Fault; left: number }>()
  const subscriptions = new Set<grpc.ServerWritableStream<ReadReq, ReadResp>>()

  function faultFor(kind: string): Fault | null {
    const set = faults.get(kind)
    if (!set || set.left <= 0) return null
    set.left--
    return set.fault
  }

  function append(
    call: grpc.ServerReadableStream<AppendReq, streams.AppendResp>,
    answer: grpc.sendUnaryData<streams.AppendResp>,
  ) {
    calls.append++
    const fault = faultFor('append')
    let stream = ''
    let expected: Expected = 'any'
    const proposed: Proposed[] = []
    call.on('data', (message: AppendReq) => {
      const head = message.getOptions()
      const event = message.getProposedMessage()
      if (head) {
        stream = nameOf(head.getStreamIdentifier())
        if (head.hasNoStream()) expected = 'no_stream'
        else if (head.hasStreamExists()) expected = 'stream_exists'
        else if (head.hasRevision()) expected = Number(head.getRevision())
      } else if (event) {
        proposed.push({
          id: event.getId()!.getString().toLowerCase(),
          metadata: new Map(event.getMetadataMap().entries() as Iterable<[string, string]>),
          custom: event.getCustomMetadata_asU8(),
          data: event.getData_asU8(),
        })
      }
    })
    call.on('error', () => {})
    call.on('end', async () => {
      if (fault === 'silent') return
      if (fault === 'unavailable' || fault === 'half-close') return answer(status(grpc.status.UNAVAILABLE))
      if (fault === 'aborted') return answer(status(grpc.status.ABORTED, 'Operation timed out'))
      if (fault && typeof fault === 'object' && 'notLeader' in fault)
        return answer(notLeader(fault.notLeader))
      if (fault && typeof fault === 'object' && 'slow' in fault) await delay(fault.slow)
      const result = store.append(stream, expected, proposed)
      if (fault === 'done-but-silent') return
      if (fault === 'done-but-unavailable') return answer(status(grpc.status.UNAVAILABLE))
      if (result.kind === 'conflict') return answer(null, conflictMessage(result.current, expected))
      if (result.kind === 'deleted')
        return answer(
          status(grpc.status.FAILED_PRECONDITION, 'deleted', {
            exception: 'stream-deleted',
            'stream-name': stream,
          }),
        )
      if (result.kind === 'too-large')
        return answer(
          status(grpc.status.INVALID_ARGUMENT, 'too large', {
            exception: 'maximum-append-size-exceeded',
            'maximum-append-size': String(store.maxAppendBytes),
          }),
        )
      answer(null, successMessage(result.revision, result.position))
    })
  }

  async function read(call: grpc.ServerWritableStream<ReadReq, ReadResp>) {
    const request = call.request.getOptions()!
    const kind = request.hasSubscription() ? 'subscribe' : 'read'
    calls[kind]++
    const fault = faultFor(kind)
    call.on('error', () => {})
    if (fault === 'silent') return
    if (fault === 'half-close') return call.end()
    if (fault === 'unavailable' || fault === 'aborted') return fail(call, status(grpc.status.UNAVAILABLE))
    if (fault && typeof fault === 'object' && 'slow' in fault) await delay(fault.slow)
    if (request.hasSubscription()) return subscribe(call, request)

    const limit = Number(request.getCount())
    const backwards = request.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
    if (request.hasAll()) {
      const all = request.getAll()!
      const at = all.hasPosition() ? store.indexOf(BigInt(all.getPosition()!.getCommitPosition())) : null
      // Forwards includes the event at the position, backwards does not.
      const events = backwards
        ? store.all.slice(0, at ?? (all.hasStart() ? 0 : store.all.length)).reverse()
        : store.all.slice(at ?? (all.hasEnd() ? store.all.length : 0))
      return send(call, events.slice(0, limit))
    }
    const wanted = request.getStream()!
    const name = nameOf(wanted.getStreamIdentifier())
    const events = store.stream(name)
    if (events === 'deleted')
      return fail(
        call,
        status(grpc.status.FAILED_PRECONDITION, 'deleted', {
          exception: 'stream-deleted',
          'stream-name': name,
        }),
      )
    if (events === 'missing') {
      call.write(notFoundMessage(name))
      return call.end()
    }
    const from = wanted.hasRevision() ? Number(wanted.getRevision()) : wanted.hasEnd() ? Infinity : 0
    const found = backwards
      ? events.filter(event => event.revision <= from).reverse()
      : events.filter(event => event.revision >= from)
    return send(call, found.slice(0, limit))
  }

  async function send(call: grpc.ServerWritableStream<ReadReq, ReadResp>, events: readonly StoredEvent[]) {
    for (const event of events) if (!(await write(call, eventMessage(event)))) return
    call.end()
  }

  async function subscribe(call: grpc.ServerWritableStream<ReadReq, ReadResp>, request: ReadReq.Options) {
    subscriptions.add(call)
    let wake = () => {}
    const unwatch = store.watch(() => wake())
    let open = true
    for (const over of ['cancelled', 'close'] as const) {
      call.on(over, () => {
        open = false
        wake()
      })
    }
    const matches = matcherOf(request)
    const interval = 32 * (request.getFilter()?.getCheckpointintervalmultiplier() ?? 1)
    const position = request.getAll()?.getPosition()
    // A subscription begins after the position; a read begins at it.
    let next = position
      ? store.indexOf(BigInt(position.getCommitPosition()) + 1n)
      : request.getAll()?.hasEnd()
        ? store.all.length
        : 0
    let considered = 0
    let live = false
    await write(call, confirmationMessage())
    while (open) {
      const event = store.all[next]
      if (!event) {
        if (!live) {
          live = true
          const last = store.all[next - 1]
          if (last) await write(call, checkpointMessage(last.position))
          await write(call, caughtUpMessage())
          continue
        }
        await new Promise<void>(resolve => {
          wake = resolve
          if (!open || next < store.all.length) resolve()
        })
        continue
      }
      next++
      if (matches(event) && !(await write(call, eventMessage(event)))) break
      if (++considered % interval === 0) await write(call, checkpointMessage(event.position))
    }
    unwatch()
    subscriptions.delete(call)
  }

  const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
  server.addService(streamsGrpc.StreamsService as never, { append, read } as never)
  server.addService(
    featuresGrpc.ServerFeaturesService as never,
    {
      getSupportedMethods(_: unknown, answer: grpc.sendUnaryData<unknown>) {
        const methods = new features.SupportedMethods()
        methods.setEventStoreServerVersion('24.10.0')
        answer(null, methods)
      },
    } as never,
  )
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `127.0.0.1:${options.port ?? 0}`,
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound satisfies AddressInfo['port'])),
    )
  })

  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    port,
    store,
    calls,
    fail(kind, fault, times = Number.POSITIVE_INFINITY) {
      faults.set(kind, { fault, left: times })
    },
    heal() {
      faults.clear()
    },
    dropSubscriptions() {
      for (const call of subscriptions) fail(call, status(grpc.status.CANCELLED))
    },
    kill: () => server.forceShutdown(),
    async stop() {
      for (const call of subscriptions) call.end()
      server.forceShutdown()
    },
  }
}

/** False when the client is gone. Waits while the client does not read. */
async function write(
  call: grpc.ServerWritableStream<ReadReq, ReadResp>,
  message: ReadResp,
): Promise<boolean> {
  if (call.cancelled) return false
  if (call.write(message)) return true
  await new Promise<void>(resolve => {
    // Whoever waits for the drain of a client that left would wait for ever.
    call.once('drain', resolve)
    call.once('cancelled', resolve)
    call.once('close', resolve)
  })
  return !call.cancelled
}

/** An error ends a stream only this way: `destroy` sends no status, and the client would hang. */
const fail = (call: grpc.ServerWritableStream<ReadReq, ReadResp>, error: grpc.ServiceError) =>
  void call.emit('error', error)

function status(code: grpc.status, details = grpc.status[code], trailers: Record<string, string> = {}) {
  const metadata = new grpc.Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return Object.assign(new Error(details), { code, details, metadata }) as grpc.ServiceError
}

const notLeader = ({ host, port }: { host: string; port: number }) =>
  status(grpc.status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })

const delay = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
