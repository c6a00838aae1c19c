// The checksum of a stored event. It covers everything that is stored of it, the name of its stream and its place.

import { crc32 } from 'node:zlib'
import type { StreamName, Version } from '../../commands/event.ts'

/** What the checksum of a stream's events starts from. It also leads to the stream in the table `names`. */
export const hashOfName = (name: StreamName): number => crc32(name)

/**
 * The checksum of an event, a CRC-32 whose initial value holds the stream and the numbers. Each step of `mixed` can be
 * undone, so another position, version or time alone always leads to another checksum.
 */
export function checksumOf(
  nameHash: number,
  position: number,
  version: Version,
  at: number,
  id: string,
  type: string,
  data: string,
  cause: string,
): number {
  let start = mixed(nameHash | 0, position | 0)
  start = mixed(start, (position / 0x1_0000_0000) | 0)
  start = mixed(start, version)
  start = mixed(start, at | 0)
  start = mixed(start, (at / 0x1_0000_0000) | 0)
  // One call on one text: a call costs more than the bytes.
  return crc32(`${id} ${type} ${data} ${cause}`, start >>> 0)
}

function mixed(hash: number, value: number): number {
  const product = Math.imul(hash ^ value, 0x9e3779b1)
  return product ^ (product >>> 15)
}
