// rostrum audit import: writes the events of an NDJSON export into a log.

import { eventsOfExport } from '../../src/exports/exports.ts'
import { importEvents } from '../../src/exports/imports.ts'
import type { CliCommand } from '../command.ts'
import { UsageError } from '../terminal.ts'
import { linesOfFile, logOption, openLog } from './sources.ts'

export const importCommand: CliCommand = {
  usage: 'import FILE [--log URL]',
  meaning: `Writes the events of an NDJSON export into a log, which is created when missing. The events and their hashes stay the
same. Their positions are those of the new log. Importing again changes nothing.`,
  options: { ...logOption },
  async run(call) {
    const [file] = call.positionals
    if (file === undefined) throw new UsageError('missing argument: FILE')
    const exported = (activity: string) =>
      eventsOfExport(linesOfFile(file, part => call.progress(activity, part)))
    // Checked first: events that are written cannot be removed again.
    for await (const _ of exported('checking'));
    const log = await openLog(call, { canCreate: true })
    try {
      const events = await importEvents(log, exported('importing'))
      call.answer({ file, events }, `The log holds the ${events} events of ${file}.`)
      return 0
    } finally {
      await log.close()
    }
  },
}
