import { writeFile } from 'node:fs/promises'
import { KEYS } from '../../commands/notary/decide.ts'
import { headFileLines, parseHeadFile } from '../../src/notary/head-file.ts'
import { UsageError } from '../rebuild/terminal.ts'
import { type AuditCommand, logOption } from './command.ts'
import { openLog, roomOf } from './sources.ts'

export const headsCommand: AuditCommand = {
  usage: 'heads ROOM --out FILE [--log URL]',
  meaning: `Writes the keys, and what was signed of a room, into a file. Keep it elsewhere, where nobody who can write to the
log can write: with it, verify tells what was done to the room since.`,
  options: { out: 'the file; it is made anew', ...logOption },
  async run(call) {
    const room = roomOf(call)
    const out = call.need('out')
    const log = await openLog(call)
    try {
      const signed = await log.read(`Notary-${room}`, 1, Number.MAX_SAFE_INTEGER)
      if (signed.length === 0) throw new UsageError(`nothing was signed of the room ${room} in this log`)
      const keys = await log.read(`Notary-${KEYS}`, 1, Number.MAX_SAFE_INTEGER)
      const text = headFileLines(keys, KEYS) + headFileLines(signed, room)
      try {
        parseHeadFile(text)
      } catch (error) {
        throw new UsageError(`what was signed is damaged in the log: ${(error as Error).message}`)
      }
      await writeFile(out, text)
      call.answer(
        { room, file: out, heads: signed.length, keys: keys.length },
        `${signed.length} heads of ${room} and ${keys.length} keys are in ${out}.`,
      )
      return 0
    } finally {
      await log.close()
    }
  },
}
