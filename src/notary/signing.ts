// Keys of the notary, and what they sign. Ed25519 throughout.

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { Head, Key } from '../../commands/notary/events.ts'
import { canonicalJson } from '../support/canonical-json.ts'

export type SigningKey = Pick<Key, 'keyId' | 'publicKey'> & { sign(text: string): string }

/** Reads a private key (PEM, PKCS #8). Throws where there is none, or where it is of another kind. */
export async function readKey(file: string): Promise<SigningKey> {
  const pem = await readFile(file, 'utf8').catch(error => {
    throw new Error(`the notary's key ${file} cannot be read: ${error.message}`)
  })
  return signingKey(parsed(() => createPrivateKey(pem), file))
}

/** The key of a file; a new one is written into it where it is missing, readable by its owner alone. */
export async function readOrMakeKey(file: string): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
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
    throw new Error(`${file} is no private key in PEM`, { cause })
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is no Ed25519 key`)
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

/** False also for what is no key or no signature at all. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

export type SignedHead = Pick<Head, 'count' | 'chain' | 'root' | 'signedAt' | 'keyId'>

/** What is signed of a head. */
export function headText(room: string, { count, chain, root, signedAt, keyId }: SignedHead): string {
  return canonicalJson({ format: 'rostrum-head-1', room, count, chain, root, signedAt, keyId })
}

/** What a key signs of the one that comes after it. */
export function endorsementText({ keyId, publicKey }: Pick<Key, 'keyId' | 'publicKey'>): string {
  return canonicalJson({ format: 'rostrum-key-1', keyId, publicKey })
}
