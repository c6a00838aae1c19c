import { writeFile } from 'node:fs/promises'
import { proofOf } from '../../src/notary/proofs.ts'
import { UsageError } from '../rebuild/terminal.ts'
import { type AuditCommand, logOption } from './command.ts'
import { openSource, readHeads, roomOf } from './sources.ts'

export const proofCommand: AuditCommand = {
  usage: 'proof ROOM --event ID --heads FILE --out FILE [--export FILE | --log URL]',
  meaning: `Writes the proof that one event is among those that were signed: the event, its head, and the hashes between the
two. It can be shown to somebody who may not see the others; verify --proof checks it.`,
  options: {
    event: 'the id of the event',
    heads: 'the heads and keys that were kept elsewhere: see the command heads',
    out: 'the file; it is made anew',
    export: 'an NDJSON export of the room, in place of a log',
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
      if (!found) throw new UsageError(`no head covers an event ${event} of the room ${room}`)
      await writeFile(out, `${JSON.stringify(found, null, 2)}\n`)
      const { number, path } = found
      call.answer(
        { room, event, number, hashes: path.length, file: out },
        `The proof of event ${number} is in ${out}.`,
      )
      return 0
    } finally {
      await source.close()
    }
  },
}
