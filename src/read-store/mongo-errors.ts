// What MongoDB's URLs and errors mean.

import { MongoBulkWriteError, MongoServerError } from 'mongodb'

const DUPLICATE_KEY = 11000

/** The database that a URL names; `rostrum` when it names none. */
export function databaseOf(url: string): string {
  const path = /^[a-z+]+:\/\/[^/]+\/([^?]*)/.exec(url)?.[1]
  return path ? decodeURIComponent(path) : 'rostrum'
}

/** Whether a write failed only because documents with these keys exist. */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = [error.writeErrors].flat()
    return errors.length > 0 ? errors.every(one => one.code === DUPLICATE_KEY) : error.code === DUPLICATE_KEY
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}
