// Audio gateways of a process that has none: rooms work without sound, and say so.

import type { AudioGateways } from './audio-gateway.ts'

export function createNoGateways(): AudioGateways {
  return { gateways: [], async close() {} }
}
