#!/usr/bin/env node
// Runs `rostrum` on Node 24: on this Node, or on the one that `npm ci` installs beside the packages. Readable for any Node.

const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const preload = join(__dirname, '../src/support/preload.cjs')
const main = join(__dirname, 'main.ts')
const [major = 0] = process.versions.node.split('.').map(Number)
const own = join(__dirname, '../node_modules/node/bin/node')

if (major >= 24 || !existsSync(own)) {
  // Of an older Node it says what to do, and ends the process.
  require(preload)
  process.argv[1] = main
  import(main)
} else {
  const child = spawn(own, ['-r', preload, main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGKILL' ? 137 : 1)
  })
}
