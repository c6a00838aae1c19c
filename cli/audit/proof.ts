// rostrum audit proof: writes the proof that one event was signed.

import { writeFile } from 'node:fs/promises'
import { proofOf } from '../../src/notary/proofs.ts'
import type { CliCommand } from '../command.ts'
import { UsageError } from '../terminal.ts'
import { logOption, openSource, readHeads, roomOf } from './sources.ts'

export const proofCommand: CliCommand = {
  usage: 'proof ROOM --event ID --heads FILE --out FILE [--export FILE | --log URL]',
  meaning: `Writes the proof that one event was signed: the event, its head, and the hashes between the two. You can show it to
somebody who may not see the other events. verify --proof checks it.`,
  options: {
    event: { value: 'ID', meaning: 'the id of the event' },
    heads: { value: 'FILE', meaning: 'the keys and heads that were kept elsewhere: see the command heads' },
    out: { value: 'FILE', meaning: 'the file to write; replaced when it exists' },
    export: { value: 'FILE', meaning: 'reads an NDJSON export of the room instead of a log' },
    ...logOption,
  },
  async run(call) {
    const room = roomOf(call)
    const [event, out] = [call.need('event'), call.need('out')]
    const { file } = await readHeads(call)
    const source = await openSource(call, room)
    try {
      const found = await proofOf(
        event,
        source.events(),
        file.heads.filter(head => head.room === room),
      )
      if (!found) throw new UsageError(`no head covers an event ${event} in the room ${room}`)
      await writeFile(out, `${JSON.stringify(found, null, 2)}\n`)
      const { number, path } = found
      call.answer(
        { room, event, number, hashes: path.length, file: out },
        `Wrote the proof of event ${number} to ${out}.`,
      )
      return 0
    } finally {
      await source.close()
    }
  },
}
