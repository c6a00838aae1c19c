// Reads the database name from MongoDB URLs, and tells duplicate keys from other errors.

import { MongoBulkWriteError, MongoServerError } from 'mongodb'

const DUPLICATE_KEY = 11000

/** The database in a URL. `rostrum` when there is none. */
export function databaseOf(url: string): string {
  const path = /^[a-z+]+:\/\/[^/]+\/([^?]*)/.exec(url)?.[1]
  return path ? decodeURIComponent(path) : 'rostrum'
}

/** Whether a write failed only because documents with these keys exist already. */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = [error.writeErrors].flat()
    return errors.length > 0 ? errors.every(one => one.code === DUPLICATE_KEY) : error.code === DUPLICATE_KEY
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}
