// rostrum scrub, salvage, backup and restore: the embedded log as a file.

import { existsSync } from 'node:fs'
import { backUp, restore, type ScrubReport, salvageLog, scrubLog } from '../../src/compose/log-files.ts'
import { type Config, readConfig } from '../../src/config/config.ts'
import { systemTime } from '../../src/support/time.ts'
import { type CliCall, type CliCommand, callOf, helpOf } from '../command.ts'
import { type Terminal, UsageError } from '../terminal.ts'

const logOption = {
  log: { value: 'URL', meaning: 'the event log, such as sqlite:data/rostrum.db; default: EVENT_LOG_URL' },
}

/** How many damaged parts and lost events are listed for a person. */
const MAX_LISTED = 50

const scrubCommand: CliCommand = {
  usage: '[--log URL] [--json]',
  meaning: `Checks everything in a log that is a file: the checksum of each event, that none is missing, the indexes and the pages.
Servers may run. Nothing is changed.

Exit codes: 0 everything is as written, 1 something is damaged, 2 it could not be done.`,
  options: logOption,
  maxArguments: 0,
  async run(call) {
    const path = existingLog(configOf(call))
    const report = await scrubLog(path, systemTime, call.progress)
    const isWhole = report.damage.length + report.findings.length === 0
    call.answer({ log: path, ok: isWhole, ...report }, ...scrubLines(path, report, isWhole))
    return isWhole ? 0 : 1
  },
}

function scrubLines(path: string, report: ScrubReport, isWhole: boolean): string[] {
  const { events, streams, unproven, damage, findings } = report
  const parts = damage.map(({ from, to, streams: affected, reason }) => {
    const place = from === null ? '' : `positions ${Number(from)} to ${Number(to)}, `
    return `  ${place}${affected.join(', ') || 'unknown streams'}: ${reason}`
  })
  return [
    `${path}: ${events} events in ${streams} streams.`,
    ...(unproven > 0
      ? [`${unproven} of them have no checksum yet: a server adds it while it uses the log.`]
      : []),
    isWhole ? 'Everything is as it was written.' : 'Damaged:',
    ...parts.slice(0, MAX_LISTED),
    ...findings.slice(0, MAX_LISTED).map(finding => `  ${finding}`),
  ]
}

const salvageCommand: CliCommand = {
  usage: '--out FILE [--log URL] [--json]',
  meaning: `Copies what is whole of a damaged log into a new one. Every event keeps its position and its version. In the place of an
event that is lost stands one that nothing folds, so the room goes on without it. The damaged log is only read.

Exit codes: 0 nothing was lost, 1 events were lost and are listed, 2 it could not be done.`,
  options: { out: { value: 'FILE', meaning: 'the new log; must not exist' }, ...logOption },
  maxArguments: 0,
  async run(call) {
    const out = call.need('out')
    if (existsSync(out)) throw new UsageError(`${out} exists`)
    const { events, lost } = await salvageLog(existingLog(configOf(call)), out, systemTime, call.progress)
    const lines = lost.map(
      ({ position, stream, version }) =>
        `  position ${Number(position)}: ${stream ?? 'unknown stream'}${version === null ? '' : ` version ${version}`}`,
    )
    call.answer(
      { out, events, lost },
      `Copied ${events} events to ${out}. ${lost.length} are lost.`,
      ...lines.slice(0, MAX_LISTED),
    )
    return lost.length === 0 ? 0 : 1
  },
}

const backupCommand: CliCommand = {
  usage: 'FOLDER [--json]',
  meaning: `Writes a backup of the embedded log into a new folder: the log as it is at this moment, its milestones, the keys of the
notary, and a manifest. Servers may run. The backup is verified before the folder appears. It holds secrets: its files can be
read by you alone. Recordings are not in it: copy their folder.

Exit codes: 0 done, 2 it could not be done, or the log is damaged.`,
  options: {},
  async run(call) {
    const folder = call.positionals[0] ?? missingFolder()
    if (existsSync(folder)) throw new UsageError(`${folder} exists`)
    const config = configOf(call)
    existingLog(config)
    const manifest = await backUp(config, folder, systemTime, call.progress)
    call.answer({ folder, ...manifest }, `Backed up ${manifest.events} events to ${folder}, verified.`)
    return 0
  },
}

const restoreCommand: CliCommand = {
  usage: 'FOLDER [--replace] [--json]',
  meaning: `Puts a backup in the place of the embedded log, after verifying it. Stop the server first. A log that is there is replaced
only with --replace, and kept under another name. Milestones that are newer than the backup are deleted.

Exit codes: 0 done, 2 it could not be done.`,
  options: { replace: { meaning: 'replaces a log that is there, which is kept under another name' } },
  async run(call) {
    const folder = call.positionals[0] ?? missingFolder()
    const config = configOf(call)
    const path = logFile(config)
    if (existsSync(path) && !call.has('replace'))
      throw new UsageError(`${path} exists. --replace keeps it under another name and restores the backup.`)
    const { manifest, kept } = await restore(config, folder, systemTime, call.progress)
    call.answer(
      { log: path, kept, events: manifest.events, createdAt: manifest.createdAt },
      `Restored ${manifest.events} events of ${manifest.createdAt} to ${path}.`,
      ...(kept === null ? [] : [`The log that was there is kept as ${kept}.`]),
    )
    return 0
  },
}

const commands = {
  scrub: scrubCommand,
  salvage: salvageCommand,
  backup: backupCommand,
  restore: restoreCommand,
} as const

/** Resolves to the exit code. */
export async function runLogCommand(
  verb: keyof typeof commands,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const command = commands[verb]
  const call = callOf(command, argv, terminal)
  if (call !== 'help') return command.run(call)
  console.log(helpOf(command, `rostrum ${verb}`))
  return 0
}

function configOf(call: CliCall): Config {
  const given = call.text('log')
  const read = readConfig(undefined, given === null ? [] : [`--event-log-url=${given}`])
  if (!read.ok) throw new UsageError(read.errors.join('\n'))
  return read.values
}

function logFile({ eventLog }: Config): string {
  if (eventLog.url.external)
    throw new UsageError('the event log is no file. Use the backup and the scavenging of EventStoreDB.')
  return eventLog.url.rest
}

function existingLog(config: Config): string {
  const path = logFile(config)
  if (!existsSync(path)) throw new UsageError(`no event log at ${path}`)
  return path
}

function missingFolder(): never {
  throw new UsageError('missing argument: FOLDER')
}
