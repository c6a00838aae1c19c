// What Janus and janode say when something cannot be done, read once.

import { type Time, TimeoutError, timeout } from '../support/time.ts'
import { GatewayFault } from './audio-gateway.ts'

type Kind = GatewayFault['kind']

/** Of the core. */
const CORE: Readonly<Record<number, Kind>> = { 458: 'lost', 459: 'lost' }
/** Of the AudioBridge plugin, whose 490 is another one than the core's. */
const BRIDGE: Readonly<Record<number, Kind>> = {
  485: 'missing',
  486: 'exists',
  487: 'missing',
  491: 'exists',
  492: 'missing',
}
const STREAMING: Readonly<Record<number, Kind>> = { 455: 'missing', 456: 'exists' }

export const AUDIOBRIDGE = 'janus.plugin.audiobridge'
export const STREAM = 'janus.plugin.streaming'
export type Plugin = typeof AUDIOBRIDGE | typeof STREAM

/** A gateway repeats what it was given: nothing of an SDP, with the addresses of people, is to come into a log. */
const reasonOf = (text: unknown) =>
  String(text)
    .split(/[:\r\n]|\b[a-z]=/, 1)[0]!
    .trim()
    .slice(0, 100)

/** The answer of a plugin; throws where it says no. */
export function answerOf(plugin: Plugin, data: Record<string, unknown> | undefined): Record<string, unknown> {
  if (!data) throw new GatewayFault('refused', `${plugin} answered nothing`)
  const code = data.error_code
  if (typeof code !== 'number') return data
  const kinds = plugin === AUDIOBRIDGE ? BRIDGE : STREAMING
  throw new GatewayFault(kinds[code] ?? 'refused', `${code} ${reasonOf(data.error)}`, code)
}

/** Janode rejects with plain errors: a number and a text where the gateway said it, a text alone where the link broke. */
export function gatewayFaultOf(error: unknown): GatewayFault {
  if (error instanceof GatewayFault) return error
  if (error instanceof TimeoutError) return new GatewayFault('unreachable', error.message)
  const { message } = error as Error
  const code = Number(/^(\d{3}) /.exec(message)?.[1] ?? 0)
  if (code > 0) return new GatewayFault(CORE[code] ?? 'refused', reasonOf(message), code)
  const lost = /session has been destroyed|handle has been detached|session destroyed|handle detached/
  return new GatewayFault(lost.test(message) ? 'lost' : 'unreachable', message)
}

/** No call waits for ever: janode sets no limit of its own. */
export async function bounded<T>(
  time: Pick<Time, 'after'>,
  work: Promise<T>,
  patience: number,
  what: string,
): Promise<T> {
  try {
    return await timeout(time, work, patience, what)
  } catch (error) {
    throw gatewayFaultOf(error)
  }
}

/** A repeat finds done what it wished for. */
export async function unless(kind: Kind, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof GatewayFault) || error.kind !== kind) throw error
  }
}
