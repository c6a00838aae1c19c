// Rules for the stored versions of projections: which exist, which is active, and which code folds them.

import type { Projection } from '../../../projections/projection.ts'
import type { Collection } from '../../read-store/read-store.ts'

/** One stored version of a projection. `build` counts how often this version was rebuilt, from 0. */
export type ProjectionVersion = { readonly version: number; readonly build: number }

export type ProjectionVersions = {
  /** The version that is read. Null for a new projection whose first build is not complete. */
  readonly active: ProjectionVersion | null
  /** The version that was active before. */
  readonly previous: ProjectionVersion | null
  /** All stored versions. */
  readonly all: readonly ProjectionVersion[]
}

/** The versions of all projections in one document, so that several can be switched at once. */
export type VersionSet = {
  /** Rises with each switch. */
  readonly serial: number
  readonly projections: Readonly<Record<string, ProjectionVersions>>
}

/** A projection in one of its builds. */
export type VersionedProjection = Projection & { readonly build?: number }

/** The version of each projection that a process can fold, by name. */
export type CodeVersions = Readonly<Record<string, number>>

export const NO_VERSIONS: VersionSet = { serial: 0, projections: {} }

export const codeVersionsOf = (projections: readonly Projection[]): CodeVersions =>
  Object.fromEntries(projections.map(({ name, version }) => [name, version]))

export const withVersion = (projection: Projection, { build }: ProjectionVersion): VersionedProjection =>
  build === 0 ? projection : { ...projection, build }

export const isSameVersion = (one: ProjectionVersion | null, other: ProjectionVersion | null): boolean =>
  one === other || (one?.version === other?.version && one?.build === other?.build)

export const collectionIn = <C extends Collection>(collection: C, version: ProjectionVersion): C => ({
  ...collection,
  ...version,
})

/** The latest build of a version. Null when there is none. */
export function latestBuildOf(
  stored: ProjectionVersions | undefined,
  version: number,
): ProjectionVersion | null {
  const builds = stored?.all.filter(one => one.version === version).map(({ build }) => build) ?? []
  return builds.length === 0 ? null : { version, build: Math.max(...builds) }
}

/** The latest build of a version, unless it is active or previous. Null when there is none. */
export function candidateOf(
  stored: ProjectionVersions | undefined,
  version: number,
): ProjectionVersion | null {
  const latest = latestBuildOf(stored, version)
  return latest && [stored!.active, stored!.previous].some(one => isSameVersion(one, latest)) ? null : latest
}

/**
 * Adds what this code folds. In an empty set, all its versions become active. Later, it adds builds of versions that are newer
 * than the active ones, or of older ones when no running code can fold the active version. Returns the same object when there
 * is nothing to add.
 */
export function registerCode(
  versions: VersionSet,
  code: CodeVersions,
  running: readonly CodeVersions[],
): VersionSet {
  if (versions.serial === 0)
    return switchVersions(
      versions,
      Object.entries(code).map(([name, version]) => [name, { version, build: 0 }]),
    )
  let result = versions
  for (const [name, version] of Object.entries(code)) {
    const stored = versions.projections[name]
    if (latestBuildOf(stored, version)) continue
    const active = stored?.active ?? null
    if (active && active.version > version && running.some(other => other[name] === active.version)) continue
    result = addBuild(result, name, version)
  }
  return result
}

/** Adds the next build of a version. */
export function addBuild(versions: VersionSet, name: string, version: number): VersionSet {
  const stored = versions.projections[name] ?? { active: null, previous: null, all: [] }
  const next = { version, build: (latestBuildOf(stored, version)?.build ?? -1) + 1 }
  return withVersions(versions, name, { ...stored, all: [...stored.all, next] })
}

/** Activates these versions, all at once. Returns the same object when all are active. */
export function switchVersions(
  versions: VersionSet,
  changes: readonly (readonly [string, ProjectionVersion])[],
): VersionSet {
  let result = versions
  for (const [name, version] of changes) {
    const { active = null, previous = null, all = [] } = versions.projections[name] ?? {}
    if (isSameVersion(active, version)) continue
    const known = all.some(one => isSameVersion(one, version)) ? all : [...all, version]
    result = withVersions(result, name, { active: version, previous: active ?? previous, all: known })
  }
  return result === versions ? versions : { ...result, serial: versions.serial + 1 }
}

/** Keeps only the active version. Removes the projection when it has none, or is `retired`. */
export function dropVersion(versions: VersionSet, name: string, retired = false): VersionSet {
  const active = retired ? null : (versions.projections[name]?.active ?? null)
  if (active) return withVersions(versions, name, { active, previous: null, all: [active] })
  const { [name]: _, ...projections } = versions.projections
  return { ...versions, projections }
}

function withVersions(versions: VersionSet, name: string, stored: ProjectionVersions): VersionSet {
  return { ...versions, projections: { ...versions.projections, [name]: stored } }
}

/**
 * The code version, among running processes, that can fold the most active projections. Its processes fold them together.
 * Other processes fold what only they can fold by itself. Null when no process runs.
 */
export function leaderOf(versions: VersionSet, running: readonly CodeVersions[]): CodeVersions | null {
  const covers = (code: CodeVersions) =>
    Object.keys(code).filter(name => isActiveIn(versions, code, name)).length
  const ranked = running.toSorted(
    (a, b) => covers(b) - covers(a) || (codeVersionsName(a) < codeVersionsName(b) ? 1 : -1),
  )
  return ranked[0] ?? null
}

/** Whether the code's version of a projection is active. */
export const isActiveIn = (versions: VersionSet, code: CodeVersions, name: string): boolean =>
  code[name] !== undefined && versions.projections[name]?.active?.version === code[name]

/** Names code versions in leases. Never change the format. */
export const codeVersionsName = (code: CodeVersions): string =>
  Object.entries(code)
    .map(([name, version]) => `${name}.${version}`)
    .sort()
    .join(',')

/** The reverse of `codeVersionsName`. */
export function parseCodeVersions(text: string): CodeVersions {
  const parts = text.split(',').map(part => part.split('.') as [string, string])
  return Object.fromEntries(parts.map(([name, version]) => [name, Number(version)]))
}
