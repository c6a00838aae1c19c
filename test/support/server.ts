// Runs the whole backend for a test, in this process or in a process that can be killed.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { type Client, type ClientOptions, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { compose } from '../../src/compose/compose.ts'
import { readConfig } from '../../src/config/config.ts'
import type { Scope } from '../../src/graphql/viewer.ts'
import { createLogger } from '../../src/support/logger.ts'
import { systemTime } from '../../src/support/time.ts'
import type { Json } from './transport.ts'
import { until } from './until.ts'

/** Variables of docs/operations/configuration.md. */
export type Overrides = Readonly<Record<string, string>>

export type Server = {
  readonly url: string
  readonly wsUrl: string
  readonly dataDir: string
  /** A token of a person who is registered by this name. */
  token(name: string, scopes?: readonly Scope[]): Promise<string>
  signIn(name: string, scopes?: readonly Scope[]): Promise<{ id: string; token: string }>
  /** The whole answer, errors and all. */
  query(query: string, variables?: Record<string, unknown>, token?: string | null): Promise<Json>
  client(token?: string | null, options?: Partial<ClientOptions>): Client
  /** As at SIGTERM; its clients may come back to the next. */
  drain(): Promise<void>
  /** Ends its clients, then drains. Can be repeated. */
  stop(): Promise<void>
}

export type ServerProcess = Server & {
  readonly pid: number
  /** All that it wrote to both of its outputs. */
  output(): string
  signal(signal: NodeJS.Signals): void
  gone(): boolean
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>
}

const COMMON = {
  SOUND_URL: 'none:',
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'silent',
  DRAIN_MS: '200',
  ALLOWANCE_SCALE: '1000',
}

export const newDataDir = () => mkdtemp(join(tmpdir(), 'rostrum-test-'))

/** Ready when it resolves; stopped after the test, its folder removed unless the test brought one. */
export async function startServer(t: Pick<TestContext, 'after'>, overrides: Overrides = {}): Promise<Server> {
  const dataDir = overrides.DATA_DIR ?? (await newDataDir())
  const read = readConfig({ ...COMMON, ...overrides, DATA_DIR: dataDir }, [])
  if (!read.ok) throw new Error(read.errors.join('\n'))
  const rostrum = await compose(read.values, {
    time: systemTime,
    logger: createLogger(read.values.logLevel, systemTime),
    onProgress() {},
  })
  const server = serverAt(rostrum.url, dataDir, rostrum.stop)
  t.after(async () => {
    await server.stop()
    if (!overrides.DATA_DIR) await rm(dataDir, { recursive: true, force: true })
  })
  await rostrum.ready
  return server
}

/** Long enough when many processes start on a busy machine. */
const START_TIMEOUT = { timeout: 100_000 }

/** As `npm start` would; ready when it resolves. Killed after the test where it still runs. `begin`: in another way. */
export async function startProcess(
  t: Pick<TestContext, 'after'>,
  overrides: Overrides = {},
  begin: (env: Overrides) => ReturnType<typeof runMain> = runMain,
): Promise<ServerProcess> {
  const dataDir = overrides.DATA_DIR ?? (await newDataDir())
  // Its address is in its log.
  const run = begin({ ...COMMON, LOG_LEVEL: 'info', ...overrides, DATA_DIR: dataDir })
  t.after(async () => {
    await run.kill()
    if (!overrides.DATA_DIR) await rm(dataDir, { recursive: true, force: true })
  })
  const urlOf = () => /"url":"(http:[^"]+)\/(?:graphql|readyz)"/.exec(run.output())?.[1] ?? null
  const said = () => `it said: ${run.output()}`
  await until(() => {
    if (run.gone()) throw new Error(`it has ended: ${run.output()}`)
    return urlOf() ? null : said()
  }, START_TIMEOUT)
  const url = urlOf()!
  const ready = () =>
    fetch(`${url}/readyz`).then(
      response => response.ok,
      () => false,
    )
  await until(async () => ((await ready()) ? null : said()), START_TIMEOUT)
  const stop = async () => {
    run.signal('SIGTERM')
    await run.ended
  }
  return Object.assign(serverAt(url, dataDir, stop), run)
}

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

/** Runs src/main.ts to its end, whatever that is. */
export function runMain(env: Overrides, ...options: string[]) {
  return run(process.execPath, [MAIN, ...options], env)
}

/** Runs another program of this repository, by its path. */
export function runScript(path: string, env: Overrides, ...options: string[]) {
  return run(process.execPath, [resolve(import.meta.dirname, '../..', path), ...options], env)
}

/** Runs `npm start`. */
export function runStart(env: Overrides) {
  return run('npm', ['start'], env)
}

/** Runs src/main.ts with a disk of its own of so many MiB under its folder, which others see below `/proc`. */
export function runOnSmallDisk(megabytes: number, env: Overrides) {
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs '${env.DATA_DIR}'`
  return run('unshare', ['-rm', 'sh', '-c', `${mount} && exec '${process.execPath}' '${MAIN}'`], env)
}

function run(command: string, options: readonly string[], env: Overrides) {
  const child = spawn(command, options, {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals)
  return {
    pid: child.pid!,
    output: () => output,
    gone: () => child.exitCode !== null || child.signalCode !== null,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function serverAt(url: string, dataDir: string, stop: () => Promise<void>): Server {
  const clients: Client[] = []
  const query: Server['query'] = async (source, variables = {}, token = null) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query: source, variables }),
    })
    return response.json()
  }
  const signIn: Server['signIn'] = async (name, scopes = []) => {
    const answer = await query(
      'mutation($name: String!, $scopes: [Scope!]) { signInForDevelopment(name: $name, scopes: $scopes) { token person { id } } }',
      { name, scopes },
    )
    if (answer.errors) throw new Error(`${name} could not sign in: ${JSON.stringify(answer.errors)}`)
    const { token, person } = answer.data.signInForDevelopment
    return { id: person.id, token }
  }
  const wsUrl = `${url.replace(/^http/, 'ws')}/graphql`
  return {
    url,
    wsUrl,
    dataDir,
    query,
    signIn,
    token: async (name, scopes) => (await signIn(name, scopes)).token,
    client(token = null, options = {}) {
      const client = createClient({
        url: wsUrl,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
        ...options,
      })
      clients.push(client)
      return client
    },
    drain: stop,
    async stop() {
      for (const client of clients.splice(0)) await client.dispose()
      await stop()
    },
  }
}
