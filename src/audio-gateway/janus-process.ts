// A gateway of our own: a `janus` that is found on PATH is started, and started again whenever it ends.

import { type ChildProcess, spawn } from 'node:child_process'
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import type { Cancel, Time } from '../support/time.ts'
import { configurationFiles, type GatewayFiles, LIBRARIES } from './janus-config.ts'

export type GatewayProcess = {
  /** Both change where it has to be started on other ports. */
  readonly url: string
  readonly adminUrl: string
  readonly secret: string
  /** In which it runs. */
  readonly folder: string
  /** Of the process that runs now; null between two of them. */
  readonly pid: number | null
  /** Of one that hangs: it is killed, and started again as always. */
  restart(): void
  /** Ends it, and starts it no more. */
  stop(): Promise<void>
}

export type GatewayProcessOptions = {
  readonly time: Time
  readonly name: string
  /** Everything of it is kept here; made anew at each start. */
  readonly folder: string
  /** Where it writes recordings. */
  readonly recordings: string
  /** Null: the first address of this machine that is not the loopback. */
  readonly address: string | null
  readonly publicAddress: string | null
  readonly ports: string
  /** Absent: one that nobody else knows. */
  readonly secret?: string
  /** Where executables are looked for. */
  readonly path: string
  readonly logger: Logger
}

/** Whoever starts as root gives its rights away: the gateway needs none. */
const NOBODY = 65_534
const PAUSES = { first: 100, most: 5_000 }
/** Milliseconds after which a run counts as a success. */
const STEADY = 10_000

/** Null where there is no gateway to start, or no address for media; the log says which. */
export async function startGatewayProcess(options: GatewayProcessOptions): Promise<GatewayProcess | null> {
  const { name, time, logger } = options
  const executable = await find('janus', options.path)
  if (executable === null) return null
  const libraries = await findLibraries(executable)
  const address = options.address ?? ownAddress()
  if (libraries === null || address === null) {
    const missing = libraries === null ? 'its plugins are not found' : 'this machine has no address for media'
    logger.warn({ executable }, `the sound gateway is not started: ${missing}`)
    return null
  }
  const setpriv = await find('setpriv', options.path)
  const folder = resolve(options.folder)
  let [port, adminPort] = await freePorts()
  const secret = options.secret ?? time.randomBytes(24).toString('base64url')
  const { publicAddress, ports } = options
  const files = () => ({ name, secret, port, adminPort, address, publicAddress, ports })
  await prepare(folder, files(), libraries)
  await prepareRecordings(resolve(options.recordings))

  const backoff = createBackoff(PAUSES, time.random)
  let child: ChildProcess | null = null
  let cancelRestart: Cancel = () => {}
  let stopping = false
  const ended = Promise.withResolvers<void>()

  function start() {
    const command = commandOf(executable!, setpriv)
    const startedAt = time.elapsed()
    const started = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
      env: {},
    })
    child = started
    let said = ''
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', data => {
        said = `${said}${data}`.slice(-4_000)
      })
    const over = (why: object) => {
      if (child !== started) return
      child = null
      if (stopping) return ended.resolve()
      if (time.elapsed() - startedAt > STEADY) backoff.reset()
      later({ ...why, said: lastWords(said) })
    }
    started.once('error', err => over({ err }))
    started.once('exit', (code, signal) => over({ code, signal }))
  }
  start()

  function later(why: object) {
    const wait = backoff.next()
    logger.error({ ...why, wait: Math.round(wait) }, 'gateway: process ended, restarting')
    cancelRestart = time.after(wait, () => void startAgain().catch(err => later({ err })))
  }

  /** While it was away another may have taken a port of it, and it would never start again. */
  async function startAgain() {
    if (!(await areFree(port, adminPort))) {
      ;[port, adminPort] = await freePorts()
      await writeConfiguration(folder, files())
    }
    if (!stopping) start()
  }

  return {
    get url() {
      return `ws://127.0.0.1:${port}`
    },
    get adminUrl() {
      return `ws://127.0.0.1:${adminPort}`
    },
    secret,
    folder,
    get pid() {
      return child?.pid ?? null
    },
    restart: () => void child?.kill('SIGKILL'),
    async stop() {
      stopping = true
      cancelRestart()
      if (child === null) return
      const last = child
      const cancelKill = time.after(2_000, () => last.kill('SIGKILL'))
      last.kill('SIGTERM')
      await ended.promise
      cancelKill()
    },
  }
}

/** It prints the SDP that it cannot read, with the addresses of people. */
function lastWords(said: string): string {
  const lines = said.trimEnd().split('\n')
  return lines
    .filter(line => !/^[a-z]=/.test(line))
    .slice(-20)
    .join('\n')
}

/** It ends with this process, also where that is killed, and has no rights. */
function commandOf(executable: string, setpriv: string | null): string[] {
  const janus = [executable, '--disable-colors', '--configs-folder=conf']
  if (setpriv === null) return janus
  const drop = isRoot() ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  return [setpriv, ...drop, '--no-new-privs', '--pdeathsig', 'KILL', ...janus]
}

const isRoot = () => process.getuid?.() === 0

async function find(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name)
    if (await isThere(file, constants.X_OK)) return file
  }
  return null
}

const isThere = (file: string, mode = constants.R_OK) =>
  access(file, mode).then(
    () => true,
    () => false,
  )

/** The folder with `plugins` and `transports` that belongs to the executable. */
async function findLibraries(executable: string): Promise<string | null> {
  const prefix = dirname(dirname(await realpath(executable)))
  const places = ['lib', `lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`, 'lib64']
  for (const place of places) {
    const folder = join(prefix, place, 'janus')
    if (await isThere(join(folder, 'plugins', LIBRARIES.plugins[0]))) return folder
  }
  return null
}

/** Where media can come and go on this machine. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
}

export const ownAddress = (): string | null => ownAddresses()[0] ?? null

/** Both are held until both are known, so that they differ. */
async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all([listenOn(0), listenOn(0)])
  const ports = servers.map(server => (server.address() as { port: number }).port)
  await Promise.all(servers.map(closed))
  return ports as [number, number]
}

async function areFree(...ports: number[]): Promise<boolean> {
  const tries = await Promise.allSettled(ports.map(listenOn))
  const servers = tries.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  await Promise.all(servers.map(closed))
  return servers.length === ports.length
}

function listenOn(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => listening(server))
  })
}

const closed = (server: Server) => new Promise(resolve => server.close(resolve))

/** Only what is wanted is loaded: the folders hold links to it, and nothing else. */
async function prepare(folder: string, files: GatewayFiles, libraries: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  for (const name of ['.', 'conf', 'plugins', 'transports', 'events', 'loggers']) {
    await mkdir(join(folder, name), { recursive: true })
    await chmod(join(folder, name), 0o755)
  }
  if (isRoot()) await letThrough(dirname(folder))
  for (const [kind, names] of Object.entries(LIBRARIES))
    for (const name of names) await symlink(join(libraries, kind, name), join(folder, kind, name))
  await writeConfiguration(folder, files)
}

async function writeConfiguration(folder: string, files: GatewayFiles): Promise<void> {
  for (const [name, text] of Object.entries(configurationFiles(files))) {
    const file = join(folder, 'conf', name)
    // It holds the secret: for the gateway alone.
    await writeFile(file, text, { mode: 0o600 })
    if (isRoot()) await chown(file, NOBODY, NOBODY)
  }
}

async function prepareRecordings(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  if (!isRoot()) return
  await letThrough(dirname(folder))
  await chown(folder, NOBODY, NOBODY)
  await chmod(folder, 0o755)
}

/** A folder that is closed to everybody is opened to the gateway, for passing through and nothing else. */
async function letThrough(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (mode & 0o001) return
  await chown(folder, uid, NOBODY)
  await chmod(folder, (mode & 0o7777) | 0o010)
}
