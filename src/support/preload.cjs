// Loaded before everything else by the scripts of package.json. Any version of Node can read it.

const { enableCompileCache } = require('node:module')
const { join } = require('node:path')

const [major = 0] = process.versions.node.split('.').map(Number)

// An older Node would fail with a syntax error in the first file that it reads.
if (major < 24) {
  console.error(
    [
      `Rostrum runs on Node 24, and this is ${process.version} (${process.execPath}).`,
      'npm ci brings Node 24 along as the package "node", whose install script has not run: install scripts are switched off',
      'here, or development dependencies were left out. Either of these helps:',
      '  npm rebuild node --ignore-scripts=false',
      '  a Node 24 that is first on the PATH',
    ].join('\n'),
  )
  process.exit(1)
}

// Caches stripped and compiled code, for child processes too. From the second start on, a process starts in half the time.
// When the folder is not writable, nothing is cached.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, '../../node_modules/.cache/node')
enableCompileCache(process.env.NODE_COMPILE_CACHE)
