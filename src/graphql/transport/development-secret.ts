// The secret of the tokens that a process without an identity provider makes, kept in its data folder.

import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Time } from '../../support/time.ts'

const FILE = 'development-secret'
const BYTES = 32

/** The secret is there and cannot be used. The message says what to do. */
export class DevelopmentSecretInvalid extends Error {
  override readonly name = 'DevelopmentSecretInvalid'
}

/** Created when missing, and kept, so that tokens outlive a restart. Processes that share the folder share the secret. */
export async function openDevelopmentSecret(
  dataDir: string,
  time: Pick<Time, 'randomBytes' | 'uuid'>,
): Promise<Uint8Array> {
  const file = join(dataDir, FILE)
  const secret = (await readIfThere(file)) ?? (await create(file, time))
  if (secret.length >= BYTES) return new TextEncoder().encode(secret)
  const found = secret.length === 0 ? 'is empty' : `holds less than ${BYTES} bytes`
  throw new DevelopmentSecretInvalid(
    `DATA_DIR: ${file} ${found}. Delete it, and a new one is made. Tokens that were made before are then invalid.`,
  )
}

/** Written whole under another name first: a crash, or another process that reads, never finds a part of it. */
async function create(file: string, time: Pick<Time, 'randomBytes' | 'uuid'>): Promise<string> {
  const draft = `${file}-${time.uuid()}`
  await writeFile(draft, time.randomBytes(BYTES).toString('base64url'), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  try {
    await link(draft, file)
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  return readFile(file, 'utf8')
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
