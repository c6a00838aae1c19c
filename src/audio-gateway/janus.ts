// Janus gateways behind the port: gateways that are named by URL, or one that this process starts.

import { lookup } from 'node:dns/promises'
import type { AudioGateways } from './audio-gateway.ts'
import { JanusGateway, type JanusOptions } from './janus-gateway.ts'
import { type JanusHost, parseGateways } from './janus-hosts.ts'
import { type JanusProcess, type JanusProcessOptions, startJanusProcess } from './janus-process.ts'

/**
 * How often, in milliseconds, an own gateway is checked. One that runs and is unreachable at two checks in a row hangs, and
 * is killed.
 */
const HANG_CHECK_INTERVAL_MS = 10_000

/** Connects to gateways that others run, as `parseGateways` reads them. Does not wait for any link. */
export async function connectJanus(
  text: string,
  secret: string,
  options: JanusOptions,
): Promise<AudioGateways> {
  const gateways = await Promise.all(
    parseGateways(text).map(async target => {
      // Feeds need a number. A name that changes its number later needs a restart, as clients do.
      const { address } = await lookup(target.host, 4).catch(() => ({ address: target.host }))
      return new JanusGateway({ ...options, target: { ...target, host: address }, secret, folder: null })
    }),
  )
  return {
    gateways,
    async close() {
      await Promise.all(gateways.map(gateway => gateway.close()))
    },
  }
}

/** Starts a gateway of its own. Null: this machine has none. Resolves when it answers, or does not in time. */
export async function startJanus(
  processOptions: JanusProcessOptions,
  options: JanusOptions,
): Promise<(AudioGateways & { readonly process: JanusProcess }) | null> {
  const process = await startJanusProcess(processOptions)
  if (!process) return null
  const target: JanusHost = {
    id: processOptions.name,
    host: '127.0.0.1',
    isDraining: false,
    // Both change when the process has to be started on other ports.
    get url() {
      return process.url
    },
    get adminUrl() {
      return process.adminUrl
    },
  }
  const { secret, folder } = process
  const gateway = new JanusGateway({ ...options, target, secret, folder })
  await gateway.firstLink
  const stopWatching = killHanging(gateway, process, options)
  return {
    gateways: [gateway],
    process,
    async close() {
      stopWatching()
      await gateway.close()
      await process.stop()
    },
  }
}

/** Kills a gateway that runs and does not answer. It is started again as always. Returns how to stop. */
function killHanging(
  gateway: JanusGateway,
  process: JanusProcess,
  { time, logger }: JanusOptions,
): () => void {
  let silentPid: number | null = null
  return time.every(HANG_CHECK_INTERVAL_MS, () => {
    const { pid } = process
    if (!gateway.isUp && pid !== null && pid === silentPid) {
      logger.error({ pid }, 'janus: gateway hangs, killed')
      process.restart()
    }
    silentPid = gateway.isUp ? null : pid
  })
}
