// rostrum audit verify: checks a room, or the proof of one event, against what was signed.

import { readFile } from 'node:fs/promises'
import { isProof } from '../../src/notary/file-guards.ts'
import { flawOf, type Proof } from '../../src/notary/proofs.ts'
import { verifyRoom } from '../../src/notary/verify.ts'
import type { CliCommand } from '../command.ts'
import { UsageError } from '../terminal.ts'
import { logOption, openSource, readHeads, roomOf } from './sources.ts'

export const verifyCommand: CliCommand = {
  usage:
    'verify ROOM --heads FILE [--export FILE | --log URL] [--key KEY]   or   verify --proof FILE --heads FILE',
  meaning: `Checks that the events of a room are those that were signed. Names the first one that was changed, removed, added,
reordered or cut from the end. With --proof, checks the proof of one event without the others. Exit code 0: everything
is as signed. 1: something differs.`,
  options: {
    heads: { value: 'FILE', meaning: 'the keys and heads that were kept elsewhere: see the command heads' },
    export: { value: 'FILE', meaning: 'checks an NDJSON export instead of a log' },
    ...logOption,
    key: { value: 'KEY', meaning: 'the key to trust, by its id or whole; default: the first in the heads' },
    proof: { value: 'FILE', meaning: 'checks the proof of one event: see the command proof' },
  },
  async run(call) {
    const { file, keys } = await readHeads(call)
    const proofFile = call.text('proof')
    if (proofFile !== null) {
      const flaw = flawOf(await readProof(proofFile), keys)
      call.answer({ ok: flaw === null, flaw }, flaw ?? 'The event was signed.')
      return flaw === null ? 0 : 1
    }
    const room = roomOf(call)
    // A room that was signed may have lost all its events: that is a finding, not a wrong argument.
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
    throw new UsageError(`no such file: ${file}`)
  })
  try {
    const proof: unknown = JSON.parse(text)
    if (isProof(proof)) return proof as Proof
  } catch {}
  throw new UsageError(`${file} is not a proof`)
}
