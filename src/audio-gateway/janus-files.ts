// Prepares the folders and files of a gateway that this process starts, with the rights that the gateway needs.

import { chmod, chown, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configurationFiles, type JanusConfig, LIBRARIES } from './janus-config.ts'

/** The user and group of a gateway that root starts: it needs no rights. */
export const NOBODY = 65_534

export const shouldDropRights = () => process.getuid?.() === 0

/** Makes the folder of the gateway anew. It holds links to the libraries that are needed, and to no others. */
export async function prepareFolder(folder: string, config: JanusConfig, libraries: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  for (const name of ['.', 'conf', 'plugins', 'transports', 'events', 'loggers']) {
    await mkdir(join(folder, name), { recursive: true })
    await chmod(join(folder, name), 0o755)
  }
  if (shouldDropRights()) await letPass(dirname(folder))
  for (const [kind, names] of Object.entries(LIBRARIES))
    for (const name of names) await symlink(join(libraries, kind, name), join(folder, kind, name))
  await writeConfiguration(folder, config)
}

export async function writeConfiguration(folder: string, config: JanusConfig): Promise<void> {
  for (const [name, text] of Object.entries(configurationFiles(config))) {
    const file = join(folder, 'conf', name)
    // It holds the secret, so only the gateway may read it.
    await writeFile(file, text, { mode: 0o600 })
    if (shouldDropRights()) await chown(file, NOBODY, NOBODY)
  }
}

/** Makes the folder of recordings, which the gateway owns. */
export async function prepareRecordings(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  if (!shouldDropRights()) return
  await letPass(dirname(folder))
  await chown(folder, NOBODY, NOBODY)
  await chmod(folder, 0o755)
}

/** Lets the gateway's group pass through a folder that is closed to everybody else, and do nothing else there. */
async function letPass(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (mode & 0o001) return
  await chown(folder, uid, NOBODY)
  await chmod(folder, (mode & 0o7777) | 0o010)
}
