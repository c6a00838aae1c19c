// No sound: rooms work without it, and say so.

import type { Sound } from './audio-gateway.ts'

export function createNoSound(): Sound {
  return { gateways: [], async close() {} }
}
