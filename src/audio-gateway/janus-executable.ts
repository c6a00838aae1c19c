// Finds the `janus` of this machine with its plugins, and makes the command that runs it without rights.

import { access, constants, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { LIBRARIES } from './janus-config.ts'
import { NOBODY, shouldDropRights } from './janus-files.ts'

export type JanusExecutable = {
  readonly file: string
  /** The folder with `plugins` and `transports`; null: it was not found. */
  readonly libraries: string | null
  /** The program that takes rights away; null: this machine has none. */
  readonly setpriv: string | null
}

/** Looks in the folders of `path`, which is like `PATH`. Null: there is no `janus`. */
export async function findJanus(path: string): Promise<JanusExecutable | null> {
  const file = await find('janus', path)
  if (file === null) return null
  return { file, libraries: await findLibraries(file), setpriv: await find('setpriv', path) }
}

/** The gateway ends with this process, even when that is killed, and has no rights. */
export function commandOf({ file, setpriv }: JanusExecutable): readonly [string, ...string[]] {
  const options = ['--disable-colors', '--configs-folder=conf']
  if (setpriv === null) return [file, ...options]
  const drop = shouldDropRights() ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  return [setpriv, ...drop, '--no-new-privs', '--pdeathsig', 'KILL', file, ...options]
}

async function find(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name)
    if (await hasAccess(file, constants.X_OK)) return file
  }
  return null
}

async function findLibraries(executable: string): Promise<string | null> {
  const prefix = dirname(dirname(await realpath(executable)))
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
  for (const library of ['lib', `lib/${architecture}-linux-gnu`, 'lib64']) {
    const folder = join(prefix, library, 'janus')
    if (await hasAccess(join(folder, 'plugins', LIBRARIES.plugins[0]), constants.R_OK)) return folder
  }
  return null
}

const hasAccess = (file: string, mode: number) =>
  access(file, mode).then(
    () => true,
    () => false,
  )
