// No sound: rooms work without it, and say so.

import type { AudioGateways } from './audio-gateway.ts'

export function createNoGateways(): AudioGateways {
  return { gateways: [], async close() {} }
}
