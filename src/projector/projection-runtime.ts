// Who folds the projections, and which form of them is read: by this process alone, or shared out among several.

import type { Projection } from '../../projections/projection.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Closing } from '../support/shutdown.ts'
import { createReading } from './active-read-store.ts'
import { sharesOf } from './partitions.ts'
import { type Progress, watchProgress } from './progress.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'
import { type Projectors, startProjectors } from './projectors.ts'
import { builtAs, type Code, codeOf, latestOf, switchedTo, type Versions } from './versions/version-set.ts'
import { changeVersions } from './versions/version-store.ts'

export type FoldingOptions = Omit<ProjectorOptions, 'projections' | 'partition' | 'silent' | 'onReached'> & {
  readonly projections: readonly Projection[]
  /** Names of projections with documents that events of several rooms or people touch. */
  readonly undivided: ReadonlySet<string>
  /** Whether several processes fold and read. */
  readonly shared: boolean
  /** Whether this one is of those that fold. */
  readonly folds: boolean
  /** Of this process; no other has it. */
  readonly holder: string
  readonly closing: Closing
}

export type Folding = {
  readonly progress: Progress
  /** For all who read documents. */
  readonly store: ReadStore
  /** Resolves when it folds what falls to it. */
  begin(): Promise<void>
}

/** Resolves when it is known what is read. */
export const prepareFolding = (options: FoldingOptions): Promise<Folding> =>
  options.shared ? share(options) : foldAlone(options)

async function share(options: FoldingOptions): Promise<Folding> {
  const { projections, undivided, closing } = options
  const reading = createReading(options.store)
  await options.store.prepare(projections)
  const shares = sharesOf(projections, undivided).map(({ name }) => name)
  const progress = await watchProgress({ ...options, shares, onRead: reading.read })
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

async function foldAlone(options: FoldingOptions): Promise<Folding> {
  const { store, closing } = options
  const reading = createReading(store)
  let { projections } = options
  if (store.durable) {
    const code = codeOf(projections)
    const versions = await changeVersions(options, options.holder, before => ownOf(before, code))
    reading.read(versions)
    projections = projections.map(one => builtAs(one, versions.projections[one.name]!.active!))
  }
  const projector = createProjector({ ...options, projections })
  closing.add('projector', () => projector.stop())
  return { progress: projector, store: reading.store, begin: projector.start }
}

/** A process that is alone reads what it can fold. */
function ownOf(versions: Versions, code: Code): Versions {
  const others = Object.entries(code).filter(
    ([name, version]) => versions.projections[name]?.active?.version !== version,
  )
  return switchedTo(
    versions,
    others.map(([name, version]) => [
      name,
      latestOf(versions.projections[name], version) ?? { version, build: 0 },
    ]),
  )
}
