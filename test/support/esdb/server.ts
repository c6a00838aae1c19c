// EventStoreDB's gRPC protocol over a store of its own, for the official client; and every way of failing that tests
// need. It shows what the client and our adapter do. It cannot show fsync, elections, scavenging or the real flow control.

import { setTimeout as delay } from 'node:timers/promises'
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import * as grpc from '@grpc/grpc-js'
import {
  createFaults,
  type EsdbFault,
  fail,
  gone,
  isFailover,
  isNotLeaderFault,
  type Kind,
  slowness,
  status,
  statusOf,
  stopped,
  tooLarge,
} from './faults.ts'
import { conflictMessage, streamNameOf, successMessage } from './messages.ts'
import { type ReadCall, read, subscribeToEsdb } from './reads.ts'
import { EsdbStore, type Expected, type Proposed } from './store.ts'

export type EsdbServer = {
  readonly url: string
  readonly port: number
  readonly store: EsdbStore
  /** As whom calls came, of each kind: the value of `authorization`, or none. */
  readonly callers: Record<Kind, Set<string>>
  /** How many calls of each kind came. */
  readonly calls: Record<Kind, number>
  /** Calls that the client has not ended, of each kind. */
  readonly open: Record<Kind, number>
  /** `times` calls of a kind fail this way (default: all until `heal`). */
  fail(kind: Kind, fault: EsdbFault, times?: number): void
  heal(): void
  /** Ends every subscription that is open, as a node does that stops. */
  dropSubscriptions(): void
  /** Stops at once, cutting every call. The store stays: start again with it. */
  stop(): Promise<void>
}

export type EsdbOptions = {
  readonly store?: EsdbStore
  readonly port?: number
  /** The server's own; without, it speaks in the clear. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer }
}

export async function startEsdb(options: EsdbOptions = {}): Promise<EsdbServer> {
  let store = options.store ?? new EsdbStore()
  const calls = { append: 0, read: 0, subscribe: 0 }
  const open = { append: 0, read: 0, subscribe: 0 }
  const callers = { append: new Set<string>(), read: new Set<string>(), subscribe: new Set<string>() }
  const faults = createFaults()
  const subscriptions = new Set<ReadCall>()

  function count(
    kind: Kind,
    call: { once(name: 'close' | 'cancelled', then: () => void): unknown; readonly metadata: grpc.Metadata },
  ) {
    calls[kind]++
    callers[kind].add(String(call.metadata.get('authorization')[0] ?? 'none'))
    open[kind]++
    let ended = false
    const end = () => {
      if (!ended) open[kind]--
      ended = true
    }
    for (const over of ['close', 'cancelled'] as const) call.once(over, end)
    return end
  }

  function takeAppend(
    call: grpc.ServerReadableStream<AppendReq, AppendResp>,
    respond: grpc.sendUnaryData<AppendResp>,
  ) {
    const ended = count('append', call)
    const fault = faults.next('append')
    const answer: typeof respond = (...parts) => {
      ended()
      respond(...parts)
    }
    const request = { stream: '', expected: 'any' as Expected, proposed: [] as Proposed[] }
    call.on('data', (message: AppendReq) => readAppend(message, request))
    call.on('error', () => {})
    call.on('end', async () => {
      if (fault === 'silent') return
      const refusal = fault === 'half-close' ? status(grpc.status.UNKNOWN) : statusOf(fault)
      if (refusal) return answer(refusal)
      if (slowness(fault) > 0) await delay(slowness(fault))
      const { stream, expected, proposed } = request
      const result = store.append(stream, expected, proposed)
      if (fault === 'done-but-silent') return
      if (fault === 'done-but-unavailable') return answer(status(grpc.status.UNAVAILABLE))
      if (result.kind === 'conflict') return answer(null, conflictMessage(result.current, expected))
      if (result.kind === 'deleted') return answer(gone(stream))
      if (result.kind === 'too-large') return answer(tooLarge(store.maxAppendBytes))
      answer(null, successMessage(result.revision, result.position))
    })
  }

  async function takeRead(call: ReadCall) {
    const isSubscription = call.request.getOptions()!.hasSubscription()
    const kind = isSubscription ? 'subscribe' : 'read'
    count(kind, call)
    call.on('error', () => {})
    const fault = faults.next(kind)
    if (fault === 'silent') return
    if (fault === 'half-close') return call.end()
    if (isFailover(fault)) store = fault.failsOverTo
    // A node that does not lead answers by itself where nobody insists on the leader.
    const insists = call.metadata.get('requires-leader')[0] === 'true'
    const refusal = isNotLeaderFault(fault) && !insists ? null : statusOf(fault)
    if (refusal) return fail(call, refusal)
    if (slowness(fault) > 0) await delay(slowness(fault))
    if (!isSubscription) return read(call, store)
    subscriptions.add(call)
    await subscribeToEsdb(call, store)
    subscriptions.delete(call)
  }

  const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
  server.addService(streamsGrpc.StreamsService as never, { append: takeAppend, read: takeRead } as never)
  server.addService(featuresGrpc.ServerFeaturesService as never, { getSupportedMethods } as never)
  const port = await bind(server, options)

  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    port,
    get store() {
      return store
    },
    calls,
    callers,
    open,
    fail: (kind, fault, times = Number.POSITIVE_INFINITY) => faults.set(kind, fault, times),
    heal: faults.heal,
    dropSubscriptions() {
      for (const call of subscriptions) fail(call, stopped())
    },
    async stop() {
      server.forceShutdown()
    },
  }
}

/** Resolves with the port that it listens at. */
function bind(server: grpc.Server, { port = 0, tls }: EsdbOptions): Promise<number> {
  const credentials = tls
    ? grpc.ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
    : grpc.ServerCredentials.createInsecure()
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
}

function getSupportedMethods(_: unknown, answer: grpc.sendUnaryData<unknown>) {
  const methods = new features.SupportedMethods()
  methods.setEventStoreServerVersion('24.10.0')
  answer(null, methods)
}

function readAppend(
  message: AppendReq,
  request: { stream: string; expected: Expected; proposed: Proposed[] },
) {
  const head = message.getOptions()
  const event = message.getProposedMessage()
  if (head) {
    request.stream = streamNameOf(head.getStreamIdentifier())
    if (head.hasNoStream()) request.expected = 'no_stream'
    else if (head.hasStreamExists()) request.expected = 'stream_exists'
    else if (head.hasRevision()) request.expected = Number(head.getRevision())
  } else if (event) {
    request.proposed.push({
      id: event.getId()!.getString().toLowerCase(),
      metadata: new Map(event.getMetadataMap().entries() as Iterable<[string, string]>),
      custom: event.getCustomMetadata_asU8(),
      data: event.getData_asU8(),
    })
  }
}
