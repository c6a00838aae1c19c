// Builds new versions of projections beside the active ones, compares the two, and switches.

import { isAfter } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import { buildVersion, parkedIn, positionRead } from '../../src/projector/versions/build-version.ts'
import { type Comparison, compareVersions } from '../../src/projector/versions/compare-versions.ts'
import {
  addBuild,
  candidateOf,
  collectionIn,
  type ProjectionVersion,
  type VersionedProjection,
  type VersionSet,
  withVersion,
} from '../../src/projector/versions/version-set.ts'
import { changeVersions } from '../../src/projector/versions/version-store.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import { sleep, systemTime } from '../../src/support/time.ts'
import { type Terminal, UsageError } from '../terminal.ts'
import type { Session } from './session.ts'
import { assertFolded, switchActive } from './switch.ts'

export type BuildRequest = { readonly maxDifferences: number; readonly shouldSwitch: boolean }

/** Resolves to the exit code: 1 when documents differ and nothing was switched. */
export async function rebuildProjections(
  session: Session,
  names: readonly string[],
  request: BuildRequest,
  terminal: Terminal,
): Promise<number> {
  const wanted = names.map(name => session.projection(name))
  for (const name of names) await session.claim(name)
  await session.versions()
  const versions = await changeVersions(session, session.holder, before => addMissingBuilds(before, wanted))
  const built = wanted.map(one => withVersion(one, candidateOf(versions.projections[one.name], one.version)!))
  const building = buildVersion(session, built)
  const results: object[] = []
  let hasDifferences = false
  try {
    await building.upTo(part => terminal.bar('building', part))
    if (!session.shared) await saveCheckpoints(session, built)
    for (const one of built) {
      const active = versions.projections[one.name]?.active
      const comparison = await compareWithActive(
        session,
        building,
        active,
        one,
        request.maxDifferences,
        terminal,
      )
      const parked = [...(await parkedIn(session.store, one))]
      printComparison(one, versions, comparison, parked, terminal)
      hasDifferences ||= comparison !== null && comparison.changed + comparison.missing + comparison.added > 0
      results.push({ projection: one.name, built: storedName(one), comparison, parked })
    }
    if (!request.shouldSwitch) {
      terminal.say(
        'The active versions are unchanged. --switch makes the new ones active, --drop deletes them.',
      )
      terminal.answer({ built: results, switched: false })
      return hasDifferences ? 1 : 0
    }
    await assertComplete(session, versions, built)
    await assertFolded(session, built)
    await building.upTo(part => terminal.bar('catching up', part))
  } finally {
    await building.close()
  }
  const changes = built.map(one => [one.name, versionOf(one)] as const)
  const readers = await switchActive(session, changes, terminal)
  terminal.answer({ built: results, switched: true, readers })
  return 0
}

const versionOf = ({ version, build = 0 }: VersionedProjection): ProjectionVersion => ({ version, build })

function addMissingBuilds(versions: VersionSet, wanted: readonly Projection[]): VersionSet {
  return wanted.reduce(
    (result, { name, version }) =>
      candidateOf(result.projections[name], version) ? result : addBuild(result, name, version),
    versions,
  )
}

/** A process that folds alone continues from one checkpoint for all streams. */
async function saveCheckpoints(
  { log, store }: Session,
  built: readonly VersionedProjection[],
): Promise<void> {
  const position = await log.head()
  for (const one of built) await store.save(one, [], { partition: 'all', position, epoch: 0 })
}

/** Null: the projection had no active version to compare with. */
async function compareWithActive(
  session: Session,
  building: ReturnType<typeof buildVersion>,
  active: ProjectionVersion | null | undefined,
  built: VersionedProjection,
  most: number,
  terminal: Terminal,
): Promise<Comparison | null> {
  const { store, log, projections, undivided, signal, shared } = session
  if (!active) return null
  const settle = async () => {
    if (!shared) return
    const head = await log.head()
    await building.upTo(() => {})
    for (;;) {
      const { serial } = await session.versions()
      if (!isAfter(head, await positionRead(store, projections, undivided, serial))) return
      await sleep(systemTime, 100, signal)
      signal.throwIfAborted()
    }
  }
  return compareVersions({
    store,
    most,
    settle,
    built,
    read: collectionIn(built, active),
    onProgress: count => terminal.count(`comparing ${built.name}`, count),
  })
}

async function assertComplete(
  { store }: Session,
  versions: VersionSet,
  built: readonly VersionedProjection[],
): Promise<void> {
  for (const one of built) {
    const active = versions.projections[one.name]?.active
    const parkedBefore = active ? await parkedIn(store, collectionIn(one, active)) : new Set()
    const more = [...(await parkedIn(store, one))].filter(id => !parkedBefore.has(id))
    if (more.length > 0)
      throw new UsageError(
        `${storedName(one)} could not fold all events of ${more.join(', ')}. It was not made active.`,
      )
  }
}

function printComparison(
  built: VersionedProjection,
  versions: VersionSet,
  comparison: Comparison | null,
  parked: readonly string[],
  { say }: Terminal,
): void {
  const active = versions.projections[built.name]?.active
  if (!comparison || !active) say(`Built ${storedName(built)}. No version was active before.`)
  else {
    const { read, built: count, changed, missing, added, moving, fields, first } = comparison
    const readName = storedName(collectionIn(built, active))
    say(`Built ${storedName(built)}: ${count} documents. The active ${readName} has ${read}.`)
    if (changed + missing + added === 0) say('No document differs.')
    else say(`Changed: ${changed}, missing: ${missing}, new: ${added}.`)
    if (moving > 0) say(`Not compared, because they kept changing: ${moving}.`)
    for (const [field, times] of Object.entries(fields).sort(([, a], [, b]) => b - a))
      say(`  ${field}: differs in ${times}`)
    for (const { key, kind, fields } of first)
      say(`  ${key}: ${kind}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`)
  }
  if (parked.length > 0) say(`Not folded, because of a fault: ${parked.join(', ')}.`)
}
