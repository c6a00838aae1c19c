// Reads and subscriptions: one call of the protocol, told apart by its options.

import streams, { type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type * as grpc from '@grpc/grpc-js'
import { fail, gone } from './faults.ts'
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  matcherOf,
  notFoundMessage,
  streamNameOf,
} from './messages.ts'
import type { EsdbStore, StoredEvent } from './store.ts'

export type ReadCall = grpc.ServerWritableStream<ReadReq, ReadResp>

/** The server's own default: so many events are looked at between two checkpoints, times the client's multiplier. */
const SEARCH_WINDOW = 32

export async function read(call: ReadCall, store: EsdbStore): Promise<void> {
  const request = call.request.getOptions()!
  const limit = Number(request.getCount())
  const backwards = request.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const all = request.getAll()
  if (all) {
    const at = all.hasPosition() ? store.indexOf(BigInt(all.getPosition()!.getCommitPosition())) : null
    // Forwards includes the event at the position, backwards does not.
    if (backwards) {
      const end = at ?? (all.hasStart() ? 0 : store.all.length)
      return send(call, store.all.slice(Math.max(0, end - limit), end).reverse())
    }
    const start = at ?? (all.hasEnd() ? store.all.length : 0)
    return send(call, store.all.slice(start, start + limit))
  }
  const wanted = request.getStream()!
  const name = streamNameOf(wanted.getStreamIdentifier())
  const shown = store.stream(name)
  if (shown === 'deleted') return fail(call, gone(name))
  if (shown === 'missing') {
    call.write(notFoundMessage(name))
    return void call.end()
  }
  const { events, first } = shown
  const from = wanted.hasRevision() ? Number(wanted.getRevision()) : wanted.hasEnd() ? Infinity : 0
  if (!backwards) {
    const start = Math.max(first, from)
    return send(call, events.slice(start, start + limit))
  }
  const end = Math.min(events.length, from + 1)
  return send(call, events.slice(Math.max(first, end - limit), end).reverse())
}

async function send(call: ReadCall, events: readonly StoredEvent[]) {
  for (const event of events) if (!(await write(call, eventMessage(event)))) return
  call.end()
}

export async function subscribeToEsdb(call: ReadCall, store: EsdbStore): Promise<void> {
  const request = call.request.getOptions()!
  let wake = () => {}
  let open = true
  const unwatch = store.watch(() => wake())
  for (const over of ['cancelled', 'close'] as const) {
    call.once(over, () => {
      open = false
      wake()
    })
  }
  const matches = matcherOf(request)
  const interval = SEARCH_WINDOW * (request.getFilter()?.getCheckpointintervalmultiplier() ?? 1)
  const all = request.getAll()!
  const position = all.getPosition()
  // A subscription begins after the position; a read begins at it.
  let next = position
    ? store.indexOf(BigInt(position.getCommitPosition()) + 1n)
    : all.hasEnd()
      ? store.all.length
      : 0
  let considered = 0
  let live = false
  let sent: bigint | null = null
  await write(call, confirmationMessage())
  while (open) {
    const event = store.all[next]
    if (event) {
      next++
      if (matches(event)) {
        if (!(await write(call, eventMessage(event)))) break
        sent = event.position
      }
      if (++considered % interval === 0 && !(await write(call, checkpointMessage(event.position)))) break
    } else if (!live) {
      live = true
      // The real one tells no more here: what it looked at behind the last event that matched is in no checkpoint yet.
      if (sent !== null) await write(call, checkpointMessage(sent))
      await write(call, caughtUpMessage())
    } else {
      await new Promise<void>(resolve => {
        wake = resolve
        if (!open || next < store.all.length) resolve()
      })
    }
  }
  unwatch()
}

/** False when the client is gone. Waits while the client does not read. */
async function write(call: ReadCall, message: ReadResp): Promise<boolean> {
  if (call.cancelled || call.destroyed) return false
  if (call.write(message)) return true
  const waiting = Promise.withResolvers<void>()
  // Whoever waits for the drain of a client that left would wait for ever.
  const signals = ['drain', 'cancelled', 'close'] as const
  for (const one of signals) call.once(one, waiting.resolve)
  await waiting.promise
  for (const one of signals) call.removeListener(one, waiting.resolve)
  return !call.cancelled
}
