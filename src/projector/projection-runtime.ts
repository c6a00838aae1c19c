// Runs the projections: alone in this process, or shared among several.

import type { Projection } from '../../projections/projection.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { createActiveReadStore } from './active-read-store.ts'
import { partitionsOf } from './partitions.ts'
import { type Progress, watchProgress } from './progress.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'
import { type Projectors, startProjectors } from './projectors.ts'
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
  /** Names of projections whose documents are touched by events of several rooms or people. */
  readonly undivided: ReadonlySet<string>
  /** Whether several processes fold and read. */
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
  /** Resolves when this process folds its part. */
  begin(): Promise<void>
}

/** Resolves when it is known which versions are read. */
export const prepareProjections = (options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> =>
  options.shared ? share(options) : foldAlone(options)

async function share(options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> {
  const { projections, undivided, closing } = options
  const reading = createActiveReadStore(options.store)
  await options.store.prepare(projections)
  const partitions = partitionsOf(projections, undivided).map(({ name }) => name)
  const progress = await watchProgress({ ...options, partitions, onRead: reading.read })
  closing.add('progress', () => progress.close())
  let projectors: Projectors | null = null
  closing.add('projectors', () => projectors?.close())
  return {
    progress,
    store: reading.store,
    async begin() {
      if (options.folds) projectors = await startProjectors(options)
    },
  }
}

async function foldAlone(options: ProjectionRuntimeOptions): Promise<ProjectionRuntime> {
  const { store, closing } = options
  const reading = createActiveReadStore(store)
  let { projections } = options
  if (store.durable) {
    const code = codeVersionsOf(projections)
    const versions = await changeVersions(options, options.holder, before => ownOf(before, code))
    reading.read(versions)
    projections = projections.map(one => withVersion(one, versions.projections[one.name]!.active!))
  }
  const projector = createProjector({ ...options, projections })
  closing.add('projector', () => projector.stop())
  return { progress: projector, store: reading.store, begin: projector.start }
}

/** A process that folds alone reads the versions that it can fold. */
function ownOf(versions: VersionSet, code: CodeVersions): VersionSet {
  const others = Object.entries(code).filter(
    ([name, version]) => versions.projections[name]?.active?.version !== version,
  )
  return switchVersions(
    versions,
    others.map(([name, version]) => [
      name,
      latestBuildOf(versions.projections[name], version) ?? { version, build: 0 },
    ]),
  )
}
