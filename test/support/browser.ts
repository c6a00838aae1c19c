// Chromium for the tests, driven without a window.

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** Null: it is installed; else why the tests that need it cannot run. */
export const browserMissing = (): string | null =>
  CHROMIUM === undefined ? 'no Chromium is installed here (Debian: apt-get install chromium)' : null

export async function startBrowser(...flags: string[]): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error(browserMissing()!)
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...flags] })
}
