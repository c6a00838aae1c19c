// Runs the projections, alone in this process or shared with others.

import type { Projection } from '../../projections/projection.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { createActiveReadStore } from './active-read-store.ts'
import { type PartitionAssignment, startPartitionAssignment } from './partition-assignment.ts'
import { partitionsOf } from './partitions.ts'
import { type Progress, watchProgress } from './progress-watch.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'
import {
  type CodeVersions,
  codeVersionsOf,
  latestBuildOf,
  switchVersions,
  type VersionSet,
  withVersion,
} from './versions/version-set.ts'
import { changeVersions } from './versions/version-store.ts'

export type ProjectionRuntimeOptions = Omit<
  ProjectorOptions,
  'projections' | 'partition' | 'silent' | 'onReached'
> & {
  readonly projections: readonly Projection[]
  /** Names of projections in which one document is touched by events of several rooms or people. */
  readonly undivided: ReadonlySet<string>
  /** Whether several processes share the log and the read store. */
  readonly shared: boolean
  /** Whether this process folds. */
  readonly folds: boolean
  /** Unique to this process. */
  readonly holder: string
  readonly closing: Shutdown
}

export type ProjectionRuntime = {
  readonly progress: Progress
  /** Reads the active version of each projection. */
  readonly store: ReadStore
  /** Starts to fold, if this process folds. Rejects when the log or the store cannot be read. */
  begin(): Promise<void>
}

/** Resolves when the active versions are known. */
export const prepareProjections = (options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> =>
  options.shared ? share(options) : foldAlone(options)

async function share(options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> {
  const { projections, undivided, closing } = options
  const active = createActiveReadStore(options.store)
  await options.store.prepare(projections)
  const partitions = partitionsOf(projections, undivided).map(({ name }) => name)
  const progress = await watchProgress({ ...options, partitions, onSwitch: active.switchTo })
  closing.add('progress', () => progress.close())
  let assignment: PartitionAssignment | null = null
  closing.add('projectors', () => assignment?.close())
  return {
    progress,
    store: active.store,
    async begin() {
      if (options.folds) assignment = await startPartitionAssignment(options)
    },
  }
}

async function foldAlone(options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> {
  const { store, closing } = options
  const active = createActiveReadStore(store)
  let { projections } = options
  if (store.durable) {
    const code = codeVersionsOf(projections)
    const versions = await changeVersions(options, options.holder, before => activateOwn(before, code))
    active.switchTo(versions)
    projections = projections.map(one => withVersion(one, versions.projections[one.name]!.active!))
  }
  const projector = createProjector({ ...options, projections })
  closing.add('projector', () => projector.stop())
  return { progress: projector, store: active.store, begin: projector.start }
}

/** Activates the versions that this process can fold, because no other process folds. */
function activateOwn(versions: VersionSet, code: CodeVersions): VersionSet {
  const missing = Object.entries(code).filter(
    ([name, version]) => versions.projections[name]?.active?.version !== version,
  )
  return switchVersions(
    versions,
    missing.map(([name, version]) => [
      name,
      latestBuildOf(versions.projections[name], version) ?? { version, build: 0 },
    ]),
  )
}
