import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { type CliCommand, callOf } from '../../cli/command.ts'
import { createTerminal } from '../../cli/terminal.ts'
import { signedRoom } from '../support/signed-room.ts'

const main = resolve(import.meta.dirname, '../../cli/main.ts')

async function audit(...argv: readonly string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [main, 'audit', ...argv], {
    env: { PATH, NODE_COMPILE_CACHE },
    stdio: 'pipe',
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', data => (output.out += data))
  child.stderr.on('data', data => (output.err += data))
  const [code] = await once(child, 'close')
  return { code, ...output }
}

test('rostrum audit explains itself, verifies, and ends with a code that says how it went', async t => {
  const { roomId, log, path } = await signedRoom(t)
  const file = path('heads.ndjson')
  const [help, none, wrong, written] = await Promise.all([
    audit('--help'),
    audit(),
    audit('conjure'),
    audit('heads', roomId, '--out', file, '--log', log),
  ])
  assert.equal(help.code, 0)
  for (const command of ['verify', 'heads', 'proof', 'export', 'import'])
    assert.match(help.out, new RegExp(`^  ${command} `, 'm'))
  assert.equal(none.code, 2)
  assert.deepStrictEqual([wrong.code, wrong.out], [2, ''])
  assert.match(wrong.err, /^unknown command: conjure/)
  assert.deepStrictEqual([written.code, written.err], [0, ''])
  const verified = await audit('verify', roomId, '--heads', file, '--log', log)
  assert.equal(verified.code, 0, verified.err)
  assert.match(verified.out, /^\d+ events are as they were signed, by 1 heads\.\n$/)
  const [more, unread] = await Promise.all([
    audit('verify', '--help'),
    audit('verify', roomId, '--heads', file, '--log', 'sqlite:/nowhere/at.all'),
  ])
  assert.deepStrictEqual([more.code, more.err], [0, ''])
  assert.deepStrictEqual([unread.code, unread.err], [2, 'no event log at /nowhere/at.all\n'])
  const told = await audit('verify', roomId, '--heads', file, '--log', 'sqlite:/nowhere/at.all', '--json')
  assert.deepStrictEqual(told, {
    code: 2,
    out: '{"error":"no event log at /nowhere/at.all"}\n',
    err: '',
  })
})

test('a person at a terminal sees how far the audit is until it answers; nobody else sees it', async t => {
  const { roomId, log, path } = await signedRoom(t)
  const file = path('room.ndjson')
  const said: string[] = []
  t.mock.method(console, 'log', (text: string) => void said.push(text))
  const shown = async (command: CliCommand, isTTY: boolean, ...argv: readonly string[]) => {
    let text = ''
    const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream
    const call = callOf(command, argv, createTerminal(false, stream))
    assert.ok(call !== 'help')
    assert.equal(await command.run(call), 0)
    return text
  }
  const exported = await shown(exportCommand, true, roomId, '--out', file, '--log', log)
  assert.ok(exported.startsWith(`\r\x1b[Kreading [${'.'.repeat(30)}]   0 %`), exported)
  assert.ok(exported.endsWith(' %\r\x1b[K'), exported)
  assert.equal(await shown(exportCommand, false, roomId, '--out', file, '--log', log), '')
  assert.equal(said.length, 2)
})
