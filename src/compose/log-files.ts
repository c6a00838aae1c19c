// Backs up, restores, checks and salvages the embedded log, with what stands beside it in the data folder.

import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config/config.ts'
import { LogFault } from '../event-log/event-log.ts'
import { closeCopiedLog, copySqliteFile, syncFile } from '../event-log/sqlite-backup.ts'
import { isBeingWritten } from '../event-log/sqlite-file.ts'
import { salvageSqliteLog } from '../event-log/sqlite-salvage.ts'
import { type OnScrubProgress, type ScrubReport, scrubSqliteLog } from '../event-log/sqlite-scrub.ts'
import { isFields } from '../support/guards.ts'
import type { Time } from '../support/time.ts'

export type { ScrubReport }
export const scrubLog = scrubSqliteLog
export const salvageLog = salvageSqliteLog

const LOG = 'rostrum.db'
const MILESTONES = 'past.db'
const KEY = 'notary-key.pem'
const PREVIOUS_KEY = 'notary-key-previous.pem'
const MANIFEST = 'manifest.json'
const FORMAT = 'rostrum-backup-1'

type BackedUpFile = { readonly name: string; readonly bytes: number; readonly sha256: string }

export type Manifest = {
  readonly format: typeof FORMAT
  readonly createdAt: string
  /** The version of the program that wrote it. */
  readonly version: string
  /** The number of events, which is the position of the last one. */
  readonly events: number
  readonly streams: number
  readonly files: readonly BackedUpFile[]
}

type Files = Pick<Config, 'dataDir' | 'eventLog' | 'notary'>

const logPathOf = ({ eventLog }: Files): string => eventLog.url.rest

/**
 * Writes a backup into a folder that must not exist: the log, its milestones, the keys of the notary and a manifest. The
 * folder appears when everything in it is written, synced and verified. Servers may run. Rejects with a `LogFault` if
 * the log is damaged: a backup of it would replace a good one some day.
 */
export async function backUp(
  config: Files,
  folder: string,
  time: Pick<Time, 'now' | 'nextTurn'>,
  onProgress: OnScrubProgress,
): Promise<Manifest> {
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true, mode: 0o700 })
  try {
    // Before the log, so that no milestone is newer than it.
    const milestones = join(config.dataDir, MILESTONES)
    if (existsSync(milestones)) await copySqliteFile(milestones, join(partial, MILESTONES))
    const copy = join(partial, LOG)
    await copySqliteFile(logPathOf(config), copy, part => onProgress('copying the log', part))
    closeCopiedLog(copy)
    await copyKeys(config, partial)
    const { events, streams } = await verified(copy, time, onProgress)
    const names = [LOG, MILESTONES, KEY, PREVIOUS_KEY].filter(name => existsSync(join(partial, name)))
    const files = await Promise.all(names.map(name => described(partial, name)))
    const createdAt = new Date(time.now()).toISOString()
    const manifest: Manifest = { format: FORMAT, createdAt, version: version(), events, streams, files }
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    for (const name of [...names, MANIFEST]) syncFile(join(partial, name))
    await rename(partial, folder)
    syncFile(dirname(folder))
    return manifest
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function copyKeys({ notary }: Files, folder: string): Promise<void> {
  const { current, previous } = notary.keyFiles
  for (const [file, name] of [
    [current, KEY],
    [previous, PREVIOUS_KEY],
  ] as const) {
    if (file === null || !existsSync(file)) continue
    await copyFile(file, join(folder, name))
    await chmod(join(folder, name), 0o600)
  }
}

/**
 * Puts a backup in the place of the log. What was there is kept under another name. Milestones that are not of the backup
 * are deleted. Rejects if a process has the log open, or the backup is not as its manifest says.
 */
export async function restore(
  config: Files,
  folder: string,
  time: Pick<Time, 'now' | 'nextTurn'>,
  onProgress: OnScrubProgress,
): Promise<{ readonly manifest: Manifest; readonly kept: string | null }> {
  const path = logPathOf(config)
  if (isBeingWritten(path))
    throw new LogFault(`a process has ${path} open: stop it first`, { isLasting: true })
  const manifest = await readManifest(folder)
  for (const file of manifest.files) {
    const found = await described(folder, file.name).catch(() => null)
    if (found?.sha256 !== file.sha256)
      throw new LogFault(`${join(folder, file.name)} is not as it was backed up`)
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const fresh = `${path}.restoring`
  await placed(join(folder, LOG), fresh)
  const { events } = await verified(fresh, time, onProgress)
  if (events !== manifest.events)
    throw new LogFault(`the backup has ${events} events, and its manifest names ${manifest.events}`)
  const kept = await setAside(
    path,
    `${path}.replaced-${new Date(time.now()).toISOString().replaceAll(':', '-')}`,
  )
  const milestones = join(config.dataDir, MILESTONES)
  for (const suffix of ['', '-wal', '-shm']) await rm(milestones + suffix, { force: true })
  if (manifest.files.some(({ name }) => name === MILESTONES))
    await placed(join(folder, MILESTONES), milestones)
  await restoreKeys(config, folder)
  await rename(fresh, path)
  syncFile(dirname(path))
  return { manifest, kept }
}

/** Keys that are there already stay: they may be newer. */
async function restoreKeys({ notary }: Files, folder: string): Promise<void> {
  const { current, previous } = notary.keyFiles
  for (const [name, file] of [
    [KEY, current],
    [PREVIOUS_KEY, previous],
  ] as const)
    if (file !== null && !existsSync(file) && existsSync(join(folder, name)))
      await placed(join(folder, name), file)
}

/** Renames the log with the files beside it. Null: there was none. */
async function setAside(path: string, name: string): Promise<string | null> {
  if (!existsSync(path)) return null
  // The WAL first: without it, an interruption is noticed at the next start.
  for (const suffix of ['-wal', '-shm', ''])
    if (existsSync(path + suffix)) await rename(path + suffix, name + suffix)
  return name
}

async function placed(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await chmod(to, 0o600)
  syncFile(to)
}

async function verified(path: string, time: Pick<Time, 'nextTurn'>, onProgress: OnScrubProgress) {
  const report = await scrubSqliteLog(path, time, onProgress)
  // Reading leaves files beside a file that no process has open.
  for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true })
  if (report.damage.length + report.findings.length === 0) return report
  const first = report.findings[0] ?? report.damage[0]!.reason
  throw new LogFault(`${basename(path)} is damaged: ${first}. \`rostrum scrub\` names everything.`, {
    isLasting: true,
  })
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST)
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) throw new LogFault(`${folder} is not a backup: it has no ${MANIFEST}`)
  try {
    const value: unknown = JSON.parse(text)
    if (isFields(value) && value.format === FORMAT && Array.isArray(value.files)) return value as Manifest
  } catch {
    // Not JSON.
  }
  throw new LogFault(`${file} is damaged, or of another version`)
}

async function described(folder: string, name: string): Promise<BackedUpFile> {
  const path = join(folder, name)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

const version = (): string =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version
