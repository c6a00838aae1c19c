// What is read from now on, back to what was read before, and away with what is not read.

import { READER_LEASE_PREFIX, readerSerialOf } from '../../src/projector/progress.ts'
import { progressCollection } from '../../src/projector/progress-publisher.ts'
import { codeOfProcess, PROCESS_LEASE_PREFIX } from '../../src/projector/projectors.ts'
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
import type { Session } from './session.ts'
import { type Terminal, UsageError } from './terminal.ts'

/** Milliseconds for which the other processes are waited for. */
const PATIENCE = 30_000

/** Throws where nobody would fold on what is to be read. */
export async function whoFolds(
  { store, shared }: Session,
  built: readonly Pick<VersionedProjection, 'name' | 'version'>[],
) {
  if (!shared) return
  const living = (await store.leases(PROCESS_LEASE_PREFIX)).map(codeOfProcess)
  for (const { name, version } of built) {
    if (living.some(code => code[name] === version)) continue
    throw new UsageError(
      `no process runs that folds version ${version} of ${name}: start one with that code first; what is built stays`,
    )
  }
}

/** Resolves to how many processes read it, when all do. */
export async function switchTo(
  session: Session,
  changes: readonly (readonly [string, ProjectionVersion])[],
  terminal: Terminal,
): Promise<number> {
  const { store } = session
  const { serial } = await changeVersions(session, session.holder, before => switchVersions(before, changes))
  for (const [name, form] of changes) terminal.say(`${storedName({ name, ...form })} is read from now on.`)
  if (!session.shared) return 0
  if (!(await patiently(session, async () => (await readersBefore(store, serial)).length === 0)))
    throw new UsageError(
      `${(await readersBefore(store, serial)).length} processes have not followed in ${PATIENCE / 1_000} seconds; they will when what they read then has come as far`,
    )
  const readers = (await store.leases(READER_LEASE_PREFIX)).filter(
    lease => readerSerialOf(lease) >= serial,
  ).length
  terminal.say(`All processes that read have followed: ${readers}.`)
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
    if (!previous) throw new UsageError(`nothing is left that was read of ${name} before`)
    return [name, previous] as const
  })
  await whoFolds(
    session,
    changes.map(([name, { version }]) => ({ name, version })),
  )
  const own = changes.flatMap(([name, form]) => {
    const projection = session.projection(name)
    return projection.version === form.version ? withVersion(projection, form) : []
  })
  const others = changes.filter(([name, form]) => session.projection(name).version !== form.version)
  const building = buildVersion(session, own)
  try {
    await building.upTo(part => terminal.bar('catching up', part))
    for (const [name, form] of others) {
      if (await isKeptUp(session, collectionIn(session.projection(name), form), PATIENCE)) continue
      throw new UsageError(
        `version ${form.version} of ${name} is behind: wait until its processes have caught up`,
      )
    }
  } finally {
    await building.close()
  }
  terminal.answer({
    back: changes.map(([name, form]) => storedName({ name, ...form })),
    readers: await switchTo(session, changes, terminal),
  })
  return 0
}

/** Forgets all forms that are not read; of a projection that no process knows any more, all. */
export async function dropBuilds(
  session: Session,
  names: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { store } = session
  const gone: string[] = []
  for (const name of names) {
    const epoch = await session.claim(name)
    const versions = await session.versions()
    const forms = versions.projections[name]
    if (!forms) {
      session.projection(name)
      terminal.say(`There is nothing of ${name}.`)
      continue
    }
    const retired = await isRetired(session, name)
    const keeps = retired ? null : forms.active
    const left = forms.all.filter(form => !isSameVersion(form, keeps))
    if (left.length === 0) terminal.say(`There is nothing of ${name} but what is read.`)
    if (!(await patiently(session, async () => (await readersBefore(store, versions.serial)).length === 0)))
      throw new UsageError(
        `a process still reads what was read before the last switch: try again when it has followed`,
      )
    await changeVersions(session, session.holder, before => dropVersion(before, name, retired))
    for (const form of left) {
      if (!(await patiently(session, async () => (await foldersOf(store, name, form)).length === 0)))
        throw new UsageError(`${storedName({ name, ...form })} is still being folded by a process: try again`)
      await removeVersion(store, name, form, epoch)
      gone.push(storedName({ name, ...form }))
      terminal.say(`${gone.at(-1)} is gone.`)
    }
    for (let serial = versions.serial - 1; serial > 0; serial--) await store.drop(progressCollection(serial))
  }
  terminal.answer({ dropped: gone })
  return 0
}

/** Neither this code nor that of any process that folds knows it. */
async function isRetired({ store, projections }: Session, name: string): Promise<boolean> {
  if (projections.some(projection => projection.name === name)) return false
  const living = (await store.leases(PROCESS_LEASE_PREFIX)).map(codeOfProcess)
  if (living.some(code => code[name] !== undefined))
    throw new UsageError(`processes run that fold ${name}: stop them first`)
  return true
}

async function patiently({ signal }: Session, isSo: () => Promise<boolean>): Promise<boolean> {
  const end = systemTime.elapsed() + PATIENCE
  while (!(await isSo())) {
    if (systemTime.elapsed() > end || signal.aborted) return false
    await sleep(systemTime, 100, signal)
  }
  return true
}
