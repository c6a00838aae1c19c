// Runs the `janus` that is found on PATH, and starts it again whenever it ends.

import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { type Backoff, createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import type { Cancel, Time } from '../support/time.ts'
import { areFree, findFreePorts } from './free-ports.ts'
import type { JanusConfig } from './janus-config.ts'
import { commandOf, findJanus } from './janus-executable.ts'
import { prepareFolder, prepareRecordings, writeConfiguration } from './janus-files.ts'
import { ownAddress } from './own-addresses.ts'

export type JanusProcessOptions = {
  readonly name: string
  /** Holds everything of the gateway, and is made anew at each start. */
  readonly folder: string
  /** The folder to which the gateway writes recordings. */
  readonly recordings: string
  /** Where media comes and goes; null: the first address of this machine that is not the loopback. */
  readonly address: string | null
  /** The address that clients are told instead, behind one-to-one NAT; null: `address`. */
  readonly publicAddress: string | null
  /** The UDP ports of media, as `20000-20999`. */
  readonly ports: string
  /** Absent: a random one. */
  readonly secret?: string
  /** The folders in which executables are looked for, like `PATH`. */
  readonly path: string
  readonly logger: Logger
  readonly time: Time
}

/** Milliseconds. */
const RESTART_BACKOFF = { firstMs: 100, maxMs: 5_000 }
/** A run of this many milliseconds counts as a success. */
const STEADY_MS = 10_000
/** How long, in milliseconds, the gateway may take to stop before it is killed. */
const STOP_TIMEOUT_MS = 2_000
/** How many characters of the gateway's output are kept for the log. */
const MAX_OUTPUT = 4_000

/** Null: there is no gateway to start, or no address for media. The log says which. */
export async function startJanusProcess(options: JanusProcessOptions): Promise<JanusProcess | null> {
  const { name, path, publicAddress, ports, logger, time } = options
  const janus = await findJanus(path)
  if (janus === null) return null
  const executable = janus.file
  const address = options.address ?? ownAddress()
  if (janus.libraries === null) {
    logger.warn({ executable }, 'janus: not started, plugins not found')
    return null
  }
  if (address === null) {
    logger.warn({ executable }, 'janus: not started, no address for media')
    return null
  }
  const folder = resolve(options.folder)
  const [port, adminPort] = await findFreePorts()
  const secret = options.secret ?? time.randomBytes(24).toString('base64url')
  const config: JanusConfig = { name, secret, port, adminPort, address, publicAddress, ports }
  await prepareFolder(folder, config, janus.libraries)
  await prepareRecordings(resolve(options.recordings))
  return new JanusProcess({ command: commandOf(janus), folder, config, logger, time })
}

export type RunningJanusOptions = {
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly config: JanusConfig
  readonly logger: Logger
  readonly time: Time
}

/** Runs at once, and again whenever it ends, until it is stopped. */
export class JanusProcess {
  readonly #options: RunningJanusOptions
  readonly #backoff: Backoff
  readonly #ended = Promise.withResolvers<void>()
  #config: JanusConfig
  #child: ChildProcess | null = null
  #cancelRestart: Cancel = () => {}
  #isStopping = false

  constructor(options: RunningJanusOptions) {
    this.#options = options
    this.#config = options.config
    this.#backoff = createBackoff(RESTART_BACKOFF, options.time.random)
    this.#start()
  }

  /** Changes when the gateway has to be started on other ports. */
  get url(): string {
    return `ws://127.0.0.1:${this.#config.port}`
  }

  /** Changes when the gateway has to be started on other ports. */
  get adminUrl(): string {
    return `ws://127.0.0.1:${this.#config.adminPort}`
  }

  get secret(): string {
    return this.#config.secret
  }

  /** In which the gateway runs. */
  get folder(): string {
    return this.#options.folder
  }

  /** The process that runs now; null: between two of them. */
  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** Kills a gateway that hangs. It is started again as always. */
  restart(): void {
    this.#child?.kill('SIGKILL')
  }

  /** Ends the gateway for good. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#cancelRestart()
    const child = this.#child
    if (child === null) return
    const cancelKill = this.#options.time.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'))
    child.kill('SIGTERM')
    await this.#ended.promise
    cancelKill()
  }

  #start(): void {
    const { command, folder, time } = this.#options
    const [file, ...args] = command
    const startedAt = time.elapsed()
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, env: {} })
    this.#child = child
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', data => {
        output = `${output}${data}`.slice(-MAX_OUTPUT)
      })
    const onEnd = (reason: object) => {
      if (this.#child !== child) return
      this.#child = null
      if (this.#isStopping) return this.#ended.resolve()
      if (time.elapsed() - startedAt > STEADY_MS) this.#backoff.reset()
      this.#startLater({ ...reason, output: lastLines(output) })
    }
    child.once('error', err => onEnd({ err }))
    child.once('exit', (code, signal) => onEnd({ code, signal }))
  }

  #startLater(reason: object): void {
    const { logger, time } = this.#options
    const waitMs = this.#backoff.next()
    logger.error({ ...reason, waitMs: Math.round(waitMs) }, 'janus: gateway ended, restarting')
    this.#cancelRestart = time.after(waitMs, () => {
      this.#startAgain().catch(err => this.#startLater({ err }))
    })
  }

  /** Another program may have taken one of the ports meanwhile, and the gateway would never start. */
  async #startAgain(): Promise<void> {
    if (!(await areFree(this.#config.port, this.#config.adminPort))) {
      const [port, adminPort] = await findFreePorts()
      this.#config = { ...this.#config, port, adminPort }
      await writeConfiguration(this.#options.folder, this.#config)
    }
    if (!this.#isStopping) this.#start()
  }
}

/** The gateway prints SDP that it cannot read, with the addresses of people: those lines are left out. */
function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n')
  return lines
    .filter(line => !/^[a-z]=/.test(line))
    .slice(-20)
    .join('\n')
}
