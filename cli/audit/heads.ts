// rostrum audit heads: writes the keys and signed heads of a room into a file.

import { writeFile } from 'node:fs/promises'
import { KEYS } from '../../commands/notary/decide.ts'
import { headFileLines, parseHeadFile } from '../../src/notary/head-file.ts'
import type { CliCommand } from '../command.ts'
import { UsageError } from '../terminal.ts'
import { logOption, openLog, roomOf } from './sources.ts'

export const headsCommand: CliCommand = {
  usage: 'heads ROOM --out FILE [--log URL]',
  meaning: `Writes the keys and the signed heads of a room into a file. Keep it where people who can write to the
log cannot write. With it, verify finds later changes to the room.`,
  options: { out: { value: 'FILE', meaning: 'the file to write; replaced when it exists' }, ...logOption },
  async run(call) {
    const room = roomOf(call)
    const out = call.need('out')
    const log = await openLog(call)
    try {
      const signed = await log.read(`Notary-${room}`, 1, Number.MAX_SAFE_INTEGER)
      if (signed.length === 0) throw new UsageError(`this log holds no signed head of the room ${room}`)
      const keys = await log.read(`Notary-${KEYS}`, 1, Number.MAX_SAFE_INTEGER)
      const text = headFileLines(keys, KEYS) + headFileLines(signed, room)
      try {
        parseHeadFile(text)
      } catch (error) {
        throw new UsageError(`the heads are damaged in the log: ${(error as Error).message}`)
      }
      await writeFile(out, text)
      call.answer(
        { room, file: out, heads: signed.length, keys: keys.length },
        `Wrote ${signed.length} heads of ${room} and ${keys.length} keys to ${out}.`,
      )
      return 0
    } finally {
      await log.close()
    }
  },
}
