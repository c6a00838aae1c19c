import { readFile } from 'node:fs/promises'
import { isProof } from '../../src/notary/file-guards.ts'
import { flawOf, type Proof } from '../../src/notary/proofs.ts'
import { verifyRoom } from '../../src/notary/verify.ts'
import { UsageError } from '../rebuild/terminal.ts'
import { type AuditCommand, logOption } from './command.ts'
import { openSource, readHeads, roomOf } from './sources.ts'

export const verifyCommand: AuditCommand = {
  usage:
    'verify ROOM --heads FILE [--export FILE | --log URL] [--key KEY]   or   verify --proof FILE --heads FILE',
  meaning: `Checks that the events of a room are those that were signed, and names the first that was changed, removed,
added, reordered or cut from the end; or checks the proof of one event, without the others. Ends with 0 where all is as
it was signed, with 1 where it is not.`,
  options: {
    heads: 'the heads and keys that were kept elsewhere: see the command heads',
    export: 'an NDJSON export to check, in place of a log',
    ...logOption,
    key: 'the key that is trusted, by its id or whole; default: the first of the heads',
    proof: 'a proof of one event: see the command proof',
  },
  async run(call) {
    const { file, keys } = await readHeads(call)
    const proofFile = call.text('proof')
    if (proofFile !== null) {
      const flaw = flawOf(await readProof(proofFile), keys)
      call.answer({ ok: flaw === null, flaw }, flaw ?? 'The event is among those that were signed.')
      return flaw === null ? 0 : 1
    }
    const room = roomOf(call)
    // Of a room that was signed nothing may be left: then all of it was cut off.
    const source = await openSource(call, room, { mayBeGone: file.heads.some(head => head.room === room) })
    try {
      const verdict = await verifyRoom(room, source.events, file.heads, keys)
      const { trouble, events, covered, heads } = verdict
      const rest = events - covered
      call.answer(
        { ok: trouble === null, ...verdict },
        trouble
          ? `${trouble.kind.toUpperCase()}: ${trouble.message}`
          : `${covered} events are as they were signed, by ${heads} heads${rest > 0 ? `; ${rest} later ones are not signed` : ''}.`,
      )
      return trouble === null ? 0 : 1
    } finally {
      await source.close()
    }
  },
}

async function readProof(file: string): Promise<Proof> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`there is no file ${file}`)
  })
  try {
    const proof: unknown = JSON.parse(text)
    if (isProof(proof)) return proof as Proof
  } catch {}
  throw new UsageError(`${file} holds no proof`)
}
