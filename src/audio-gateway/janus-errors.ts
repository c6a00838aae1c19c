// Translates the errors of Janus and janode to `GatewayError`.

import { type Time, TimeoutError, timeout } from '../support/time.ts'
import { GatewayError } from './audio-gateway.ts'

type Kind = GatewayError['kind']

/** Error numbers of the Janus core. */
const CORE_ERRORS: Readonly<Record<number, Kind>> = { 458: 'lost', 459: 'lost' }
/** Error numbers of the AudioBridge plugin. Its 490 is another one than the core's. */
const AUDIOBRIDGE_ERRORS: Readonly<Record<number, Kind>> = {
  485: 'missing',
  486: 'exists',
  487: 'missing',
  491: 'exists',
  492: 'missing',
}
/** Error numbers of the Streaming plugin. */
const STREAMING_ERRORS: Readonly<Record<number, Kind>> = { 455: 'missing', 456: 'exists' }

export const AUDIOBRIDGE = 'janus.plugin.audiobridge'
export const STREAMING = 'janus.plugin.streaming'
export type Plugin = typeof AUDIOBRIDGE | typeof STREAMING

/** Cuts off what a gateway repeats of an SDP: the addresses of people must not reach a log. */
const withoutSdp = (text: unknown) =>
  String(text)
    .split(/[:\r\n]|\b[a-z]=/, 1)[0]!
    .trim()
    .slice(0, 100)

/** The data of a plugin's reply. Throws when the reply is an error. */
export function pluginDataOf(
  plugin: Plugin,
  data: Record<string, unknown> | undefined,
): Record<string, unknown> {
  if (!data) throw new GatewayError('refused', `${plugin} replied without data`)
  const code = data.error_code
  if (typeof code !== 'number') return data
  const kinds = plugin === AUDIOBRIDGE ? AUDIOBRIDGE_ERRORS : STREAMING_ERRORS
  throw new GatewayError(kinds[code] ?? 'refused', `${code} ${withoutSdp(data.error)}`, code)
}

/** Janode rejects with plain errors: a number and a text from the gateway, or a text alone when the link broke. */
export function gatewayErrorOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  if (error instanceof TimeoutError) return new GatewayError('unreachable', error.message)
  const { message } = error as Error
  const code = Number(/^(\d{3}) /.exec(message)?.[1] ?? 0)
  if (code > 0) return new GatewayError(CORE_ERRORS[code] ?? 'refused', withoutSdp(message), code)
  const lost = /session has been destroyed|handle has been detached|session destroyed|handle detached/
  return new GatewayError(lost.test(message) ? 'lost' : 'unreachable', message)
}

/** Bounds a call to the gateway, because janode has no timeout of its own. Rejects with a `GatewayError`. */
export async function gatewayCall<T>(
  time: Pick<Time, 'after'>,
  work: Promise<T>,
  timeoutMs: number,
  what: string,
): Promise<T> {
  try {
    return await timeout(time, work, timeoutMs, what)
  } catch (error) {
    throw gatewayErrorOf(error)
  }
}

/** Ignores an error that shows that the work was done before. */
export async function ignoring(kind: Kind, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== kind) throw error
  }
}

/** Null when what the work asks for does not exist. */
export async function nullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'missing') return null
    throw error
  }
}
