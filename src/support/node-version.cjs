// Loaded ahead of everything by the scripts of package.json, and readable for any Node: says in words what an older one
// would say of the first file that it cannot read.

const [major = 0] = process.versions.node.split('.').map(Number)

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
