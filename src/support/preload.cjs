// Loaded ahead of everything by the scripts of package.json; readable for any Node.

const { enableCompileCache } = require('node:module')
const { join } = require('node:path')

const [major = 0] = process.versions.node.split('.').map(Number)

// In words what an older Node would say of the first file that it cannot read.
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

// Types stripped and code compiled once are kept, for the processes that this one starts too: from the second start on,
// a process needs half the time to begin. Where the folder cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, '../../node_modules/.cache/node')
enableCompileCache(process.env.NODE_COMPILE_CACHE)
