// The audio gateways of a process without any: rooms work without sound.

import type { AudioGateways } from './audio-gateway.ts'

export function createNoGateways(): AudioGateways {
  return { gateways: [], async close() {} }
}
