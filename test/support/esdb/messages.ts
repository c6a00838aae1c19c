// The protocol's messages, made and read. The generated classes are the client's own: CommonJS, so by default import.

import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { StoredEvent } from './store.ts'

const { Empty, StreamIdentifier, UUID } = shared
const { AppendResp, ReadResp } = streams

export const streamNameOf = (id: { getStreamName_asU8(): Uint8Array } | undefined) =>
  Buffer.from(id?.getStreamName_asU8() ?? []).toString('utf8')

const identifier = (name: string) => {
  const id = new StreamIdentifier()
  id.setStreamName(Buffer.from(name, 'utf8').toString('base64'))
  return id
}

export function eventMessage(event: StoredEvent) {
  const id = new UUID()
  id.setString(event.id)
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
  recorded.setId(id)
  recorded.setStreamIdentifier(identifier(event.stream))
  recorded.setStreamRevision(String(event.revision))
  recorded.setCommitPosition(String(event.position))
  recorded.setPreparePosition(String(event.position))
  for (const [key, value] of event.metadata) recorded.getMetadataMap().set(key, value)
  // Ticks: ten thousand to the millisecond.
  recorded.getMetadataMap().set('created', `${event.created}0000`)
  recorded.setCustomMetadata(event.custom)
  recorded.setData(event.data)
  const read = new ReadResp.ReadEvent()
  read.setEvent(recorded)
  read.setCommitPosition(String(event.position))
  const response = new ReadResp()
  response.setEvent(read)
  return response
}

export function confirmationMessage() {
  const confirmation = new ReadResp.SubscriptionConfirmation()
  confirmation.setSubscriptionId(crypto.randomUUID())
  const response = new ReadResp()
  response.setConfirmation(confirmation)
  return response
}

export function caughtUpMessage() {
  const response = new ReadResp()
  response.setCaughtUp(new ReadResp.CaughtUp())
  return response
}

export function checkpointMessage(position: bigint) {
  const checkpoint = new ReadResp.Checkpoint()
  checkpoint.setCommitPosition(String(position))
  checkpoint.setPreparePosition(String(position))
  const response = new ReadResp()
  response.setCheckpoint(checkpoint)
  return response
}

export function notFoundMessage(stream: string) {
  const missing = new ReadResp.StreamNotFound()
  missing.setStreamIdentifier(identifier(stream))
  const response = new ReadResp()
  response.setStreamNotFound(missing)
  return response
}

export function successMessage(revision: number, position: bigint) {
  const place = new AppendResp.Position()
  place.setCommitPosition(String(position))
  place.setPreparePosition(String(position))
  const success = new AppendResp.Success()
  success.setCurrentRevision(String(revision))
  success.setPosition(place)
  const response = new AppendResp()
  response.setSuccess(success)
  return response
}

export function conflictMessage(current: number, expected: number | 'any' | 'no_stream' | 'stream_exists') {
  const conflict = new AppendResp.WrongExpectedVersion()
  if (current < 0) conflict.setCurrentNoStream(new Empty())
  else conflict.setCurrentRevision(String(current))
  if (expected === 'any') conflict.setExpectedAny(new Empty())
  else if (expected === 'no_stream') conflict.setExpectedNoStream(new Empty())
  else if (expected === 'stream_exists') conflict.setExpectedStreamExists(new Empty())
  else conflict.setExpectedRevision(String(expected))
  const response = new AppendResp()
  response.setWrongExpectedVersion(conflict)
  return response
}

/** Which events a filtered read of everything wants. */
export function matcherOf(options: ReadReq.Options): (event: StoredEvent) => boolean {
  const filter = options.getFilter()
  if (!filter) return () => true
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  const subject = (event: StoredEvent) => (byStream ? event.stream : (event.metadata.get('type') ?? ''))
  const regex = expression?.getRegex()
  if (regex) {
    const pattern = new RegExp(regex)
    return event => pattern.test(subject(event))
  }
  const prefixes = expression?.getPrefixList() ?? []
  return event => prefixes.some(prefix => subject(event).startsWith(prefix))
}
