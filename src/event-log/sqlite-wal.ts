// Looks for commits that the write-ahead log (WAL) has lost. SQLite itself silently drops everything after the first
// frame that is not sound, which is right for a commit that a power cut tore, and wrong for a damaged file.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

const IS_MACHINE_BIG_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
/** Read at a time, in frames. */
const CHUNK_FRAMES = 256

/** Two running sums, as SQLite defines them. */
type Sums = { a: number; b: number }

type WalHeader = {
  readonly pageBytes: number
  readonly salts: readonly [number, number]
  readonly isBigEndian: boolean
  readonly sums: Sums
}

export type WalFindings = {
  /** The frames up to the last sound commit: what SQLite reads. */
  readonly frames: number
  /** Why commits were lost for certain. Null: no sign of it. */
  readonly loss: string | null
}

/**
 * Inspects the WAL of a log that nobody has open. Call it before SQLite opens the file: recovery overwrites the evidence.
 * `loss` is null if the last commit alone is torn, because a power cut does that to a commit that was never acknowledged.
 */
export function inspectWal(path: string): WalFindings {
  const file = openIfThere(`${path}-wal`)
  const shared = readSharedIndex(`${path}-shm`)
  if (file === null)
    return {
      frames: 0,
      loss: missing(0, shared, null) ? 'the file with the newest commits is missing' : null,
    }
  try {
    return inspectFile(file, shared)
  } finally {
    closeSync(file)
  }
}

function inspectFile(file: number, shared: SharedIndex | null): WalFindings {
  const { size } = fstatSync(file)
  const header = size >= HEADER_BYTES ? readHeader(file) : null
  if (header === 'damaged') return { frames: 0, loss: 'the header of the WAL is damaged' }
  if (header === null)
    return { frames: 0, loss: missing(0, shared, null) ? 'the newest commits are missing' : null }
  const { frames, laterCommits } = readFrames(file, size, header)
  if (laterCommits) return { frames, loss: `frame ${frames + 1} of the WAL or one soon after it is damaged` }
  if (missing(frames, shared, header))
    return { frames, loss: `the WAL ends after frame ${frames}, and frame ${shared!.frames} was written` }
  return { frames, loss: null }
}

/** Null: nothing was written since the file was created. */
function readHeader(file: number): WalHeader | 'damaged' | null {
  const bytes = Buffer.alloc(HEADER_BYTES)
  readSync(file, bytes, 0, HEADER_BYTES, 0)
  if (bytes.every(byte => byte === 0)) return null
  const magic = bytes.readUInt32BE(0)
  if ((magic & ~1) !== MAGIC) return 'damaged'
  const isBigEndian = (magic & 1) === 1
  const sums = { a: 0, b: 0 }
  addTo(sums, wordsOf(bytes.subarray(0, 24), isBigEndian))
  if (sums.a !== bytes.readUInt32BE(24) || sums.b !== bytes.readUInt32BE(28)) return 'damaged'
  const salts = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] as const
  return { pageBytes: bytes.readUInt32BE(8), salts, isBigEndian, sums }
}

/**
 * The frames up to the last sound commit, and whether commits came after a frame that is not sound. Each commit is synced
 * before the next is written, so a power cut tears one at most: what follows its last frame shows that the file is damaged.
 */
function readFrames(file: number, size: number, { pageBytes, salts, isBigEndian, sums }: WalHeader) {
  const frameBytes = FRAME_HEADER_BYTES + pageBytes
  const chunk = Buffer.alloc(CHUNK_FRAMES * frameBytes)
  let frames = 0
  let isSound = true
  let commitsAfterBreak = 0
  let framesAfterCommit = 0
  for (let at = HEADER_BYTES, number = 1; at + FRAME_HEADER_BYTES <= size; at += chunk.length) {
    const length = readSync(file, chunk, 0, chunk.length, at)
    for (let from = 0; from + FRAME_HEADER_BYTES <= length; from += frameBytes, number++) {
      const frame = chunk.subarray(from, Math.min(from + frameBytes, length))
      // Frames of an earlier round of the WAL have other salts.
      const isOfRound = frame.readUInt32BE(8) === salts[0] && frame.readUInt32BE(12) === salts[1]
      isSound &&= isOfRound && frame.length === frameBytes && matches(frame, sums, isBigEndian)
      const isCommit = frame.readUInt32BE(4) !== 0
      if (isSound && isCommit) frames = number
      if (isSound || !isOfRound) continue
      if (commitsAfterBreak > 0) framesAfterCommit++
      if (isCommit) commitsAfterBreak++
    }
  }
  return { frames, laterCommits: commitsAfterBreak > 1 || framesAfterCommit > 0 }
}

function matches(frame: Buffer, sums: Sums, isBigEndian: boolean): boolean {
  addTo(sums, wordsOf(frame.subarray(0, 8), isBigEndian))
  addTo(sums, wordsOf(frame.subarray(FRAME_HEADER_BYTES), isBigEndian))
  return sums.a === frame.readUInt32BE(16) && sums.b === frame.readUInt32BE(20)
}

/** In the order of bytes that the sums are defined in. */
function wordsOf(bytes: Buffer, isBigEndian: boolean): Uint32Array {
  const words = new Uint32Array(bytes.length >> 2)
  const copy = Buffer.from(words.buffer)
  copy.set(bytes.subarray(0, copy.length))
  if (isBigEndian !== IS_MACHINE_BIG_ENDIAN) copy.swap32()
  return words
}

function addTo(sums: Sums, words: Uint32Array): void {
  let { a, b } = sums
  for (let i = 0; i + 1 < words.length; i += 2) {
    a = (a + words[i]! + b) | 0
    b = (b + words[i + 1]! + a) | 0
  }
  sums.a = a >>> 0
  sums.b = b >>> 0
}

/** What the processes that last had the file open knew of the WAL. A kill leaves it, a power cut may leave an older one. */
type SharedIndex = {
  readonly frames: number
  /** How many of them were copied into the database file. */
  readonly copied: number
  readonly salts: readonly [number, number]
}

/** Null if there is none, or if it was not written whole. */
function readSharedIndex(path: string): SharedIndex | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return null
  }
  if (bytes.length < 136 || bytes.compare(bytes, 48, 96, 0, 48) !== 0) return null
  const sums = { a: 0, b: 0 }
  // Its numbers are in the order of the machine, but for the salts, which are copied from the WAL.
  addTo(sums, wordsOf(bytes.subarray(0, 40), IS_MACHINE_BIG_ENDIAN))
  const word = (at: number) => (IS_MACHINE_BIG_ENDIAN ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  if (bytes[12] !== 1 || sums.a !== word(40) || sums.b !== word(44)) return null
  return {
    frames: word(16),
    copied: word(96),
    salts: [bytes.readUInt32BE(32), bytes.readUInt32BE(36)],
  }
}

/** Whether commits that were written are neither in the WAL nor in the database file. */
function missing(frames: number, shared: SharedIndex | null, header: WalHeader | null): boolean {
  if (!shared || shared.frames <= frames) return false
  if (header) return header.salts.every((salt, i) => salt === shared.salts[i])
  return shared.copied < shared.frames
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
