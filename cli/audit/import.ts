import { eventsOfExport } from '../../src/exports/exports.ts'
import { importEvents } from '../../src/exports/imports.ts'
import { UsageError } from '../rebuild/terminal.ts'
import { type AuditCommand, logOption } from './command.ts'
import { linesOfFile, openLog } from './sources.ts'

export const importCommand: AuditCommand = {
  usage: 'import FILE [--log URL]',
  meaning: `Writes the events of an NDJSON export into a log, which is made where there is none. The events are the same,
and so are their hashes; their positions are those of that log. Importing again changes nothing.`,
  options: { ...logOption },
  async run(call) {
    const [file] = call.positionals
    if (file === undefined) throw new UsageError('say which file is imported')
    const exported = (doing: string) => eventsOfExport(linesOfFile(file, part => call.progress(doing, part)))
    // Nothing is taken back from a log: a file that breaks off is refused before any of it is in there.
    for await (const _ of exported('checking'));
    const log = await openLog(call, { make: true })
    try {
      const events = await importEvents(log, exported('importing'))
      call.answer({ file, events }, `${events} events of ${file} are in the log.`)
      return 0
    } finally {
      await log.close()
    }
  },
}
