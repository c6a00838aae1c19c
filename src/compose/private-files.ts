// Keeps what a process stores from other users of the machine: removed comments, secret votes and keys.

import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Logger } from '../support/log.ts'

type Stored = Pick<Config, 'dataDir' | 'eventLog' | 'notary'> & {
  readonly sound: Pick<Config['sound'], 'recordingsFolder'>
}

/** Files of these kinds in the data folder are ours, with any suffix: `rostrum.db-wal`. */
const OWN = /^(rostrum\.db|past\.db|notary-key|development-secret)/
const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600

/**
 * Makes the data folder and what is in it readable for their owner alone, whatever the umask is. SQLite gives the files
 * beside a database the mode of the database. Files of other users stay as they are.
 */
export async function keepPrivate(config: Stored, logger: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  const { dataDir } = config
  await mkdir(dataDir, { recursive: true, mode: PRIVATE_FOLDER })
  const tightened: string[] = []
  const tighten = async (path: string, mode: number) => {
    if (await tightenMode(path, mode, logger)) tightened.push(path)
  }
  // A folder that is the working folder, or holds it, is not ours alone.
  if (!`${process.cwd()}${sep}`.startsWith(`${resolve(dataDir)}${sep}`))
    await tighten(dataDir, PRIVATE_FOLDER)
  const { external, rest } = config.eventLog.url
  const log = external || rest === ':memory:' ? null : rest
  if (log !== null) await mkdir(dirname(log), { recursive: true, mode: PRIVATE_FOLDER })
  for (const file of [log, log && `${log}-lock`, join(dataDir, 'past.db')]) if (file) await createEmpty(file)
  const own = (await readdir(dataDir)).filter(name => OWN.test(name)).map(name => join(dataDir, name))
  const besideLog = log ? ['', '-wal', '-shm', '-lock'].map(suffix => log + suffix) : []
  const { current, previous } = config.notary.keyFiles
  for (const file of new Set([...own, ...besideLog, current, previous]))
    if (file) await tighten(file, PRIVATE_FILE)
  const { recordingsFolder } = config.sound
  // A folder elsewhere may be shared with gateways of another user on purpose.
  if (resolve(recordingsFolder).startsWith(`${resolve(dataDir)}${sep}`))
    await tighten(recordingsFolder, PRIVATE_FOLDER)
  if (tightened.length > 0) logger.info({ files: tightened }, 'data folder: modes tightened')
}

async function createEmpty(path: string): Promise<void> {
  try {
    await writeFile(path, '', { mode: PRIVATE_FILE, flag: 'wx' })
  } catch {
    // It exists, or cannot be created, which whoever opens it reports better.
  }
}

/** Whether the mode was wider. A sticky folder such as `/tmp` belongs to all. */
async function tightenMode(path: string, mode: number, logger: Pick<Logger, 'warn'>): Promise<boolean> {
  try {
    const found = await stat(path)
    const isOwn = process.getuid === undefined || found.uid === process.getuid()
    if (!isOwn || (found.mode & 0o1000) !== 0 || (found.mode & 0o777 & ~mode) === 0) return false
    await chmod(path, mode)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      logger.warn({ err: error, path }, 'data folder: mode not tightened')
    return false
  }
}
