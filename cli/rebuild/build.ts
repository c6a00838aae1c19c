// Builds projections beside what is read, compares, and switches.

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
import type { Session } from './session.ts'
import { switchTo, whoFolds } from './switch.ts'
import { type Terminal, UsageError } from './terminal.ts'

export type BuildRequest = { readonly most: number; readonly switches: boolean }

/** Resolves to what the process ends with: 1 where the documents differ and nothing was switched. */
export async function rebuildProjections(
  session: Session,
  names: readonly string[],
  wishes: BuildRequest,
  terminal: Terminal,
): Promise<number> {
  const wanted = names.map(session.projection)
  for (const name of names) await session.claim(name)
  await session.versions()
  const versions = await changeVersions(session, session.holder, before => withCandidates(before, wanted))
  const built = wanted.map(one => withVersion(one, candidateOf(versions.projections[one.name], one.version)!))
  const building = buildVersion(session, built)
  const results: object[] = []
  let differ = false
  try {
    await building.upTo(part => terminal.bar('building', part))
    if (!session.shared) await leaveCheckpoints(session, built)
    for (const one of built) {
      const active = versions.projections[one.name]?.active
      const comparison = await compareForm(session, building, active, one, wishes.most, terminal)
      const parked = [...(await parkedIn(session.store, one))]
      report(one, versions, comparison, parked, terminal)
      differ ||= comparison !== null && comparison.changed + comparison.missing + comparison.added > 0
      results.push({ projection: one.name, built: storedName(one), comparison, parked })
    }
    if (!wishes.switches) {
      terminal.say(`Nothing else is read yet: --switch reads what was built, --drop forgets it.`)
      terminal.answer({ built: results, switched: false })
      return differ ? 1 : 0
    }
    await mustBeWhole(session, versions, built)
    await whoFolds(session, built)
    await building.upTo(part => terminal.bar('catching up', part))
  } finally {
    await building.close()
  }
  const changes = built.map(one => [one.name, formOf(one)] as const)
  const readers = await switchTo(session, changes, terminal)
  terminal.answer({ built: results, switched: true, readers })
  return 0
}

const formOf = ({ version, build = 0 }: VersionedProjection): ProjectionVersion => ({ version, build })

function withCandidates(versions: VersionSet, wanted: readonly Projection[]): VersionSet {
  return wanted.reduce(
    (result, { name, version }) =>
      candidateOf(result.projections[name], version) ? result : addBuild(result, name, version),
    versions,
  )
}

/** A process that folds alone goes on from one checkpoint for all streams. */
async function leaveCheckpoints(
  { log, store }: Session,
  built: readonly VersionedProjection[],
): Promise<void> {
  const position = await log.head()
  for (const one of built) await store.save(one, [], { partition: 'all', position, epoch: 0 })
}

/** Null: nothing of it was read before. */
async function compareForm(
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
      if ((await positionRead(store, projections, undivided, serial)) >= head) return
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

async function mustBeWhole(
  { store }: Session,
  versions: VersionSet,
  built: readonly VersionedProjection[],
): Promise<void> {
  for (const one of built) {
    const active = versions.projections[one.name]?.active
    const known = active ? await parkedIn(store, collectionIn(one, active)) : new Set()
    const more = [...(await parkedIn(store, one))].filter(id => !known.has(id))
    if (more.length > 0)
      throw new UsageError(
        `${storedName(one)} could not fold all events of ${more.join(', ')}: it is not read`,
      )
  }
}

function report(
  built: VersionedProjection,
  versions: VersionSet,
  comparison: Comparison | null,
  parked: readonly string[],
  { say }: Terminal,
): void {
  const active = versions.projections[built.name]?.active
  if (!comparison || !active) say(`${storedName(built)} is built. Nothing of it was read before.`)
  else {
    const { read, built: count, changed, missing, added, moving, fields, first } = comparison
    const readName = storedName(collectionIn(built, active))
    say(`${storedName(built)} is built: ${count} documents, of ${read} in ${readName}, which is read.`)
    if (changed + missing + added === 0) say('No document differs.')
    else say(`${changed} differ, ${missing} are missing, ${added} are new.`)
    if (moving > 0) say(`${moving} changed each time they were looked at, and were not compared.`)
    for (const [field, times] of Object.entries(fields).sort(([, a], [, b]) => b - a))
      say(`  ${field}: differs in ${times}`)
    for (const { key, kind, fields } of first)
      say(`  ${key}: ${kind}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`)
  }
  if (parked.length > 0) say(`${parked.length} rooms or people could not be folded: ${parked.join(', ')}`)
}
