// The notary's Ed25519 keys, and the texts that they sign.

import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { Head, Key } from '../../commands/notary/events.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import type { Time } from '../support/time.ts'

export type SigningKey = Pick<Key, 'keyId' | 'publicKey'> & { sign(text: string): string }

/** Reads a private key (PEM, PKCS #8). Throws if the file cannot be read or holds no Ed25519 key. */
export async function readKey(file: string): Promise<SigningKey> {
  const pem = await readFile(file, 'utf8').catch(error => {
    throw new Error(`cannot read the notary's key ${file}: ${error.message}`)
  })
  return signingKey(parsed(() => createPrivateKey(pem), file))
}

/** An Ed25519 private key in PKCS #8 is this, followed by 32 bytes that nobody can predict (RFC 8410). */
const KEY_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32

/** Reads the key of a file. If the file is missing, creates it with a new key, readable only by its owner. */
export async function readOrMakeKey(file: string, time: Pick<Time, 'randomBytes'>): Promise<SigningKey> {
  const der = Buffer.concat([KEY_PREFIX, time.randomBytes(SEED_BYTES)])
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    type: 'pkcs8',
    format: 'pem',
  })
  await writeFile(file, pem, { mode: 0o600, flag: 'wx' }).catch(error => {
    if (error.code !== 'EEXIST') throw error
  })
  return readKey(file)
}

function parsed(parse: () => KeyObject, file: string): KeyObject {
  let key: KeyObject
  try {
    key = parse()
  } catch (cause) {
    throw new Error(`${file} is not a private key in PEM format`, { cause })
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is not an Ed25519 key`)
  return key
}

function signingKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64url')
  return {
    publicKey,
    keyId: keyIdOf(publicKey),
    sign: text => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  }
}

export function keyIdOf(publicKey: string): string {
  return hash('sha256', Buffer.from(publicKey, 'base64url'), 'hex').slice(0, 16)
}

/** Also false for text that is not a key or not a signature. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

export type SignedHead = Pick<Head, 'count' | 'chain' | 'root' | 'signedAt' | 'keyId'>

/** The text that is signed for a head. */
export function headText(room: string, { count, chain, root, signedAt, keyId }: SignedHead): string {
  return canonicalJson({ format: 'rostrum-head-1', room, count, chain, root, signedAt, keyId })
}

/** The text that a key signs to endorse the next one. */
export function endorsementText({ keyId, publicKey }: Pick<Key, 'keyId' | 'publicKey'>): string {
  return canonicalJson({ format: 'rostrum-key-1', keyId, publicKey })
}
