// Makes versions active, makes the previous ones active again, and drops the others.

import { codeOfProcess, PROCESS_LEASE_PREFIX } from '../../src/projector/partition-assignment.ts'
import { progressCollection } from '../../src/projector/progress-publisher.ts'
import { READER_LEASE_PREFIX, readerSerialOf } from '../../src/projector/progress-watch.ts'
import {
  buildVersion,
  foldersOf,
  isKeptUp,
  readersBefore,
  removeVersion,
} from '../../src/projector/versions/build-version.ts'
import {
  collectionIn,
  dropVersion,
  isSameVersion,
  type ProjectionVersion,
  switchVersions,
  type VersionedProjection,
  withVersion,
} from '../../src/projector/versions/version-set.ts'
import { changeVersions } from '../../src/projector/versions/version-store.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import { sleep, systemTime } from '../../src/support/time.ts'
import { type Terminal, UsageError } from '../terminal.ts'
import type { Session } from './session.ts'

/** How long, in milliseconds, to wait for the other processes. */
const TIMEOUT_MS = 30_000

/** Throws when no running process would keep the versions up to date once they are active. */
export async function assertFolded(
  { store, shared }: Session,
  built: readonly Pick<VersionedProjection, 'name' | 'version'>[],
) {
  if (!shared) return
  const running = (await store.leases(PROCESS_LEASE_PREFIX)).map(codeOfProcess)
  for (const { name, version } of built) {
    if (running.some(code => code[name] === version)) continue
    throw new UsageError(
      `no running process folds version ${version} of ${name}. Start one with that code first. What is built is kept.`,
    )
  }
}

/** Resolves to the number of processes that read them, once all do. */
export async function switchActive(
  session: Session,
  changes: readonly (readonly [string, ProjectionVersion])[],
  terminal: Terminal,
): Promise<number> {
  const { store } = session
  const { serial } = await changeVersions(session, session.holder, before => switchVersions(before, changes))
  for (const [name, version] of changes) terminal.say(`${storedName({ name, ...version })} is active now.`)
  if (!session.shared) return 0
  if (!(await waitUntil(session, async () => (await readersBefore(store, serial)).length === 0)))
    throw new UsageError(
      `${(await readersBefore(store, serial)).length} processes have not switched within ${TIMEOUT_MS / 1_000} seconds. They switch when the new versions have caught up.`,
    )
  const readers = (await store.leases(READER_LEASE_PREFIX)).filter(
    lease => readerSerialOf(lease) >= serial,
  ).length
  terminal.say(`All ${readers} processes have switched.`)
  return readers
}

export async function switchBack(
  session: Session,
  names: readonly string[],
  terminal: Terminal,
): Promise<number> {
  for (const name of names) await session.claim(name)
  const versions = await session.versions()
  const changes = names.map(name => {
    const previous = versions.projections[name]?.previous
    if (!previous) throw new UsageError(`${name} has no previous version`)
    return [name, previous] as const
  })
  await assertFolded(
    session,
    changes.map(([name, { version }]) => ({ name, version })),
  )
  const own = changes.flatMap(([name, version]) => {
    const projection = session.projection(name)
    return projection.version === version.version ? withVersion(projection, version) : []
  })
  const others = changes.filter(([name, version]) => session.projection(name).version !== version.version)
  const building = buildVersion(session, own)
  try {
    await building.upTo(part => terminal.bar('catching up', part))
    for (const [name, version] of others) {
      if (await isKeptUp(session, collectionIn(session.projection(name), version), TIMEOUT_MS)) continue
      throw new UsageError(
        `version ${version.version} of ${name} is behind. Wait until its processes have caught up.`,
      )
    }
  } finally {
    await building.close()
  }
  terminal.answer({
    back: changes.map(([name, version]) => storedName({ name, ...version })),
    readers: await switchActive(session, changes, terminal),
  })
  return 0
}

/** Drops all versions that are not active, and every version of a projection that no process knows any more. */
export async function dropBuilds(
  session: Session,
  names: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { store } = session
  const dropped: string[] = []
  for (const name of names) {
    const epoch = await session.claim(name)
    const versions = await session.versions()
    const stored = versions.projections[name]
    if (!stored) {
      session.projection(name)
      terminal.say(`${name} has no versions.`)
      continue
    }
    const canDropAll = await isRetired(session, name)
    const kept = canDropAll ? null : stored.active
    const unused = stored.all.filter(version => !isSameVersion(version, kept))
    if (unused.length === 0) terminal.say(`${name} has no version besides the active one.`)
    if (!(await waitUntil(session, async () => (await readersBefore(store, versions.serial)).length === 0)))
      throw new UsageError(
        'a process still reads the versions from before the last switch. Try again in a moment.',
      )
    await changeVersions(session, session.holder, before => dropVersion(before, name, canDropAll))
    for (const version of unused) {
      if (!(await waitUntil(session, async () => (await foldersOf(store, name, version)).length === 0)))
        throw new UsageError(
          `${storedName({ name, ...version })} is still being folded by a process. Try again in a moment.`,
        )
      await removeVersion(store, name, version, epoch)
      dropped.push(storedName({ name, ...version }))
      terminal.say(`Dropped ${dropped.at(-1)}.`)
    }
    for (let serial = versions.serial - 1; serial > 0; serial--) await store.drop(progressCollection(serial))
  }
  terminal.answer({ dropped })
  return 0
}

/** Whether neither this code nor a running process knows the projection. Throws when a running process does. */
async function isRetired({ store, projections }: Session, name: string): Promise<boolean> {
  if (projections.some(projection => projection.name === name)) return false
  const running = (await store.leases(PROCESS_LEASE_PREFIX)).map(codeOfProcess)
  if (running.some(code => code[name] !== undefined))
    throw new UsageError(`running processes fold ${name}. Stop them first.`)
  return true
}

async function waitUntil({ signal }: Session, isMet: () => Promise<boolean>): Promise<boolean> {
  const end = systemTime.elapsed() + TIMEOUT_MS
  while (!(await isMet())) {
    if (systemTime.elapsed() > end || signal.aborted) return false
    await sleep(systemTime, 100, signal)
  }
  return true
}
