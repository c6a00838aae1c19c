// UUIDs derived from names (RFC 9562, version 5): the same name always has the same id.

import { hash } from 'node:crypto'

/** `namespace` is a UUID. */
export function uuidV5(namespace: string, name: string): string {
  if (name.length > LONGEST_IN_ONE_BLOCK || !ASCII.test(name)) return uuidOfLongName(namespace, name)
  return uuidOfShortName(namespace, name)
}

function uuidOfLongName(namespace: string, name: string): string {
  const bytes = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)])
  const digest = hash('sha1', bytes, 'buffer')
  return format(digest.readInt32BE(0), digest.readInt32BE(4), digest.readInt32BE(8), digest.readInt32BE(12))
}

// Every event gets an id of this kind. A message of one block is hashed here in about a microsecond, while the way
// into OpenSSL and back takes five.

const LONGEST_IN_ONE_BLOCK = 39
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/
const words = new Int32Array(80)

function uuidOfShortName(namespace: string, name: string): string {
  const length = name.length
  words[0] = wordOf(namespace, 0, 4)
  words[1] = wordOf(namespace, 9, 14)
  words[2] = wordOf(namespace, 19, 24)
  words[3] = wordOf(namespace, 28, 32)
  words.fill(0, 4, 15)
  for (let i = 0; i < length; i++) words[4 + (i >> 2)]! |= name.charCodeAt(i) << (24 - 8 * (i & 3))
  words[4 + (length >> 2)]! |= 0x80 << (24 - 8 * (length & 3))
  words[15] = (16 + length) * 8
  for (let i = 16; i < 80; i++) {
    const mixed = words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!
    words[i] = (mixed << 1) | (mixed >>> 31)
  }
  return digestOfWords()
}

function digestOfWords(): string {
  let a = 0x67452301
  let b = 0xefcdab89 | 0
  let c = 0x98badcfe | 0
  let d = 0x10325476
  let e = 0xc3d2e1f0 | 0
  for (let i = 0; i < 20; i++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + e + 0x5a827999 + words[i]!) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let i = 20; i < 40; i++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + words[i]!) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let i = 40; i < 60; i++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (b & d) | (c & d)) + e + 0x8f1bbcdc + words[i]!) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let i = 60; i < 80; i++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + words[i]!) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  return format(
    (a + 0x67452301) | 0,
    (b + (0xefcdab89 | 0)) | 0,
    (c + (0x98badcfe | 0)) | 0,
    (d + 0x10325476) | 0,
  )
}

const DIGIT = new Uint8Array(128)
for (let i = 0; i < 16; i++) {
  DIGIT['0123456789abcdef'.charCodeAt(i)] = i
  DIGIT['0123456789ABCDEF'.charCodeAt(i)] = i
}
/** The number of eight hex digits: four at `high` and four at `low`. */
function wordOf(text: string, high: number, low: number): number {
  let word = 0
  for (let i = high; i < high + 4; i++) word = (word << 4) | DIGIT[text.charCodeAt(i)]!
  for (let i = low; i < low + 4; i++) word = (word << 4) | DIGIT[text.charCodeAt(i)]!
  return word
}

const text = Buffer.alloc(36, '-')
const LETTERS = Buffer.from('0123456789abcdef')

function format(first: number, second: number, third: number, fourth: number): string {
  const versioned = (second & 0xffff0fff) | 0x5000
  const marked = (third & 0x3fffffff) | 0x80000000
  write(first, 8, 0)
  write(versioned, 4, 9)
  write(versioned << 16, 4, 14)
  write(marked, 4, 19)
  write(marked << 16, 4, 24)
  write(fourth, 8, 28)
  return text.toString('latin1')
}

/** The first hex digits of a word. */
function write(word: number, digits: number, at: number): void {
  for (let i = 0; i < digits; i++) text[at + i] = LETTERS[(word >>> (28 - 4 * i)) & 15]!
}
