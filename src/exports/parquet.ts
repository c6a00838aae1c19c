// A room's events as Parquet: one row an event, the columns of the CSV with their types.

import type { SchemaElement } from 'hyparquet'
import { type ColumnSource, fileWriter, ParquetWriter } from 'hyparquet-writer'
import { digitsOf, type Recorded } from '../../commands/event.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import { EXPORT_VERSION } from './exports.ts'

/** Rows of one row group, which is held in memory. */
const ROWS_PER_GROUP = 5_000

type Column = {
  readonly name: string
  readonly type: 'STRING' | 'INT32' | 'TIMESTAMP'
  readonly read: (event: Recorded) => string | number | Date
}

const columns: readonly Column[] = [
  { name: 'position', type: 'STRING', read: event => digitsOf(event.position) },
  { name: 'stream', type: 'STRING', read: event => event.stream },
  { name: 'version', type: 'INT32', read: event => event.version },
  { name: 'id', type: 'STRING', read: event => event.id },
  { name: 'type', type: 'STRING', read: event => event.type },
  { name: 'at', type: 'TIMESTAMP', read: event => new Date(event.at) },
  { name: 'by', type: 'STRING', read: event => event.cause.by },
  { name: 'commandId', type: 'STRING', read: event => event.cause.commandId },
  { name: 'correlationId', type: 'STRING', read: event => event.cause.correlationId },
  { name: 'data', type: 'STRING', read: event => canonicalJson(event.data) },
]

const KINDS = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  INT32: { type: 'INT32' },
  TIMESTAMP: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const

const schema: SchemaElement[] = [
  { name: 'event', num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({ name, ...KINDS[type], repetition_type: 'REQUIRED' })),
]

/** Returns the number of events written. Overwrites the file. */
export async function writeParquet(file: string, events: AsyncIterable<Recorded>): Promise<number> {
  const createdBy = `rostrum export version ${EXPORT_VERSION}`
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, createdBy })
  let group: Recorded[] = []
  let count = 0
  const flush = () => {
    const columnData: ColumnSource[] = columns.map(({ name, read }) => ({
      name,
      data: group.map(read),
      nullable: false,
    }))
    writer.write({ columnData, rowGroupSize: ROWS_PER_GROUP })
    count += group.length
    group = []
  }
  for await (const event of events) if (group.push(event) >= ROWS_PER_GROUP) flush()
  if (group.length > 0 || count === 0) flush()
  writer.finish()
  return count
}
