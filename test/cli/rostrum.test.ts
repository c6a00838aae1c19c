import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { callOf } from '../../cli/command.ts'
import { runScript, startProcess } from '../support/server.ts'

const ROOT = resolve(import.meta.dirname, '../..')

async function run(file: string, ...argv: readonly string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [resolve(ROOT, file), ...argv], {
    env: { PATH, NODE_COMPILE_CACHE },
    stdio: 'pipe',
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', data => (output.out += data))
  child.stderr.on('data', data => (output.err += data))
  const [code] = await once(child, 'close')
  return { code, ...output }
}

test('rostrum names its verbs, and refuses others', async () => {
  const [help, none, unknown] = await Promise.all([
    run('cli/main.ts', '--help'),
    run('cli/main.ts'),
    run('cli/main.ts', 'conjure'),
  ])
  assert.deepStrictEqual([help.code, help.err], [0, ''])
  for (const verb of ['start', 'audit', 'rebuild']) assert.match(help.out, new RegExp(`^  ${verb} `, 'm'))
  assert.deepStrictEqual([none.code, none.out], [2, help.out])
  assert.deepStrictEqual(
    [unknown.code, unknown.out, unknown.err],
    [2, '', 'unknown verb: conjure. See rostrum --help\n'],
  )
})

test('every verb explains itself', async () => {
  const [start, audit, verify, rebuild] = await Promise.all([
    run('cli/main.ts', 'start', '--help'),
    run('cli/main.ts', 'audit', '--help'),
    run('cli/main.ts', 'audit', 'verify', '--help'),
    run('cli/main.ts', 'rebuild', '--help'),
  ])
  for (const { code, err } of [start, audit, verify, rebuild]) assert.deepStrictEqual([code, err], [0, ''])
  assert.match(start.out, /^rostrum start /)
  assert.match(audit.out, /^rostrum audit COMMAND/)
  assert.match(verify.out, /^rostrum audit verify ROOM --heads FILE/)
  assert.match(rebuild.out, /^rostrum rebuild PROJECTION/)
})

test('the program that packages install is the same', async () => {
  const { bin } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'))
  const [launched, direct] = await Promise.all([run(bin.rostrum, '--help'), run('cli/main.ts', '--help')])
  assert.deepStrictEqual(launched, direct)
})

test('wrong arguments are named in the same way by every verb', () => {
  const options = { out: { value: 'FILE', meaning: 'a file' }, all: { meaning: 'everything' } }
  const command = { usage: 'ROOM', meaning: 'Does something.', options, run: async () => 0 }
  const refused = (message: string, ...argv: readonly string[]) =>
    assert.throws(() => callOf(command, argv), { name: 'UsageError', message })
  refused('unexpected argument: b', 'a', 'b')
  refused('unknown option: --wrong', '--wrong')
  refused('unknown option: --wrong', '--wrong=1')
  refused('unknown option: -w', '-w')
  refused('--out needs a value', '--out')
  refused('--out needs a value', '--out', '--all')
  refused('--all takes no value', '--all=1')
  const call = callOf(command, ['a', '--out', 'x', '--all'])
  assert.ok(call !== 'help')
  assert.deepStrictEqual([call.positionals, call.text('out'), call.has('all')], [['a'], 'x', true])
  assert.throws(() => call.need('missing'), { message: 'missing option: --missing' })
})

test('rostrum start runs a server, and ends it at SIGTERM', async t => {
  const server = await startProcess(t, {}, env => runScript('cli/main.ts', env, 'start'))
  const answer = await server.query('{ rooms { nodes { id } } }', {}, await server.token('Ada'))
  assert.deepStrictEqual(answer, { data: { rooms: { nodes: [] } } })
  server.signal('SIGTERM')
  assert.strictEqual(await server.ended, 0)
})
