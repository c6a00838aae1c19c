// The package that clients install is packed and used as they do: by a project of its own, which strips no types.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const BIN = join(ROOT, 'node_modules/.bin')

const PROJECT = `import { type RoomMessage, resume } from 'rostrum-client'
const heard: string[] = []
const stop: () => void = resume<RoomMessage & { events: readonly string[] }>({
  client: {
    subscribe({ variables }, sink) {
      sink.next({ data: { roomEvents: { position: '7', complete: true, events: ['RoomOpened'] } } })
      heard.push('after ' + variables.after)
      sink.complete()
      return () => {}
    },
  },
  query: 'subscription',
  variables: { roomId: 'tea' },
  next: ({ events }) => heard.push(...events),
  reload: () => heard.push('reload'),
  error: () => heard.push('error'),
  complete: () => heard.push('complete'),
})
stop()
console.log(heard.join(', '))
`

test('the packed client is JavaScript with types, and works in a project of its own', t => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-client-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const run = (cwd: string, command: string, ...args: string[]) => {
    const env = { ...process.env, PATH: BIN + delimiter + process.env.PATH }
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
    assert.strictEqual(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`)
    return stdout
  }
  // A copy: what packing leaves there for a moment would be in the way of other tests.
  cpSync(join(ROOT, 'client'), join(folder, 'client'), { recursive: true })
  cpSync(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  run(folder, 'npm', 'pack', './client', '--pack-destination', folder)
  const packed = readdirSync(folder).filter(name => name.endsWith('.tgz'))
  assert.deepStrictEqual(packed, ['rostrum-client-0.1.0.tgz'])

  const project = join(folder, 'project')
  const installed = join(project, 'node_modules/rostrum-client')
  mkdirSync(installed, { recursive: true })
  run(folder, 'tar', '-xzf', packed[0]!, '-C', installed, '--strip-components=1')
  const files = readdirSync(installed, { recursive: true }).toSorted()
  assert.deepStrictEqual(files, ['README.md', 'dist', 'dist/resume.d.ts', 'dist/resume.js', 'package.json'])

  const options = { module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom'], strict: true, types: [] }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }))
  writeFileSync(join(project, 'main.ts'), PROJECT)
  run(project, 'tsc')
  assert.strictEqual(run(project, 'node', 'main.js'), 'RoomOpened, after 7, complete\n')
})
