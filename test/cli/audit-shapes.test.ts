// An import of events that no version of the program has written.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { run, signedRoom } from '../support/signed-room.ts'

test('an import refuses unknown event types and wrong fields, and names the line and the field', async t => {
  const { roomId, log, path } = await signedRoom(t)
  const exported = path('room.ndjson')
  await run(t, exportCommand, roomId, '--out', exported, '--log', log)
  const lines = (await readFile(exported, 'utf8')).trimEnd().split('\n')
  const joined = lines.findIndex(line => line.includes('"ParticipantJoined"'))
  const event = JSON.parse(lines[joined]!)
  const where = `line ${joined + 1}`
  const wrong: readonly (readonly [object, string])[] = [
    [{ type: 'RoomConjured' }, `${where} has the unknown event type "RoomConjured"`],
    [{ type: '__proto__' }, `${where} has the unknown event type "__proto__"`],
    [{ data: {} }, `${where} has a wrong field data.participant in ParticipantJoined: is missing`],
    [
      { data: { participant: [1] } },
      `${where} has a wrong field data.participant in ParticipantJoined: is no text`,
    ],
    [
      { data: { ...event.data, admin: true } },
      `${where} has an unknown field data.admin in ParticipantJoined`,
    ],
  ]
  for (const [change, message] of wrong) {
    const bad = path('bad.ndjson')
    await writeFile(bad, `${lines.with(joined, JSON.stringify({ ...event, ...change })).join('\n')}\n`)
    await assert.rejects(run(t, importCommand, bad, '--log', `sqlite:${path('other.db')}`), error => {
      assert.ok((error as Error).message.includes(message), (error as Error).message)
      return true
    })
  }
})
