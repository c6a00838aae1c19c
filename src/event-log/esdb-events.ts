// Maps events to EventStoreDB: `data` unchanged, time and cause in the metadata, by the conventions of the server.

import { jsonEvent, type RecordedEvent } from '@eventstore/db-client'
import {
  CATEGORIES,
  type NewEvent,
  type Position,
  positionNumber,
  positionOfEvent,
  type Recorded,
  type StreamName,
} from '../../commands/event.ts'
import type { CommandId, EventId } from '../../commands/ids.ts'
import type { Filter } from './event-log.ts'

const OWN_CATEGORIES = new Set<string>(CATEGORIES)

/** False for streams of the server itself and of other programs, which share the log. */
export const isOwnStream = (stream: string) =>
  OWN_CATEGORIES.has(stream.slice(0, Math.max(0, stream.indexOf('-'))))

/** The name prefixes of the streams that the filter includes. */
export function prefixesOf({ categories = CATEGORIES, partitions }: Filter): string[] {
  const digits = partitions?.map(partition => partition.toString(16)) ?? ['']
  return categories.flatMap(category => digits.map(digit => `${category}-${digit}`))
}

type Metadata = { at: number; by: string; $correlationId: string; $causationId: string }

export function toEventData(event: NewEvent) {
  const metadata: Metadata = {
    at: event.at,
    by: event.cause.by,
    $correlationId: event.cause.correlationId,
    $causationId: event.cause.commandId,
  }
  return jsonEvent({ id: event.id, type: event.type, data: event.data as never, metadata: metadata as never })
}

export function toRecorded(event: RecordedEvent): Recorded {
  const metadata = event.metadata as unknown as Metadata
  const position = positionOfEvent(event.position!.commit, { id: event.id, at: metadata.at })
  return {
    type: event.type,
    data: event.data as object,
    id: event.id as EventId,
    at: metadata.at,
    cause: {
      commandId: metadata.$causationId as CommandId,
      by: metadata.by as Recorded['cause']['by'],
      correlationId: metadata.$correlationId,
    },
    stream: event.streamId as StreamName,
    version: Number(event.revision) + 1,
    position,
  }
}

/** A position as the server represents it. Events written through gRPC have equal commit and prepare positions. */
export function nativePosition(position: Position) {
  const commit = positionNumber(position)
  return { commit, prepare: commit }
}
