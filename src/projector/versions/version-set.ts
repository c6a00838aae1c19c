// Which stored forms of the projections there are, and which of them is read.

import type { Projection } from '../../../projections/projection.ts'
import type { Collection } from '../../read-store/read-store.ts'

/** A version of a projection, built from the log once or again. */
export type ProjectionVersion = { readonly version: number; readonly build: number }

export type ProjectionVersions = {
  /** What is read; null: it is new, and its past is not there yet. */
  readonly active: ProjectionVersion | null
  /** What was read before. */
  readonly previous: ProjectionVersion | null
  /** All that stand beside each other. */
  readonly all: readonly ProjectionVersion[]
}

/** One document for all projections, so that several are switched at once. */
export type VersionSet = {
  /** Rises whenever something else is read. */
  readonly serial: number
  readonly projections: Readonly<Record<string, ProjectionVersions>>
}

/** A projection in one of its forms. */
export type VersionedProjection = Projection & { readonly build?: number }

/** The versions of the projections that a process can fold, by name. */
export type CodeVersions = Readonly<Record<string, number>>

export const NO_VERSIONS: VersionSet = { serial: 0, projections: {} }

export const codeVersionsOf = (projections: readonly Projection[]): CodeVersions =>
  Object.fromEntries(projections.map(({ name, version }) => [name, version]))

export const withVersion = (projection: Projection, { build }: ProjectionVersion): VersionedProjection =>
  build === 0 ? projection : { ...projection, build }

export const isSameVersion = (one: ProjectionVersion | null, other: ProjectionVersion | null): boolean =>
  one === other || (one?.version === other?.version && one?.build === other?.build)

export const collectionIn = <C extends Collection>(collection: C, form: ProjectionVersion): C => ({
  ...collection,
  ...form,
})

/** The latest form of a version. */
export function latestBuildOf(
  forms: ProjectionVersions | undefined,
  version: number,
): ProjectionVersion | null {
  const builds = forms?.all.filter(form => form.version === version).map(({ build }) => build) ?? []
  return builds.length === 0 ? null : { version, build: Math.max(...builds) }
}

/** What is built to be read instead of what is read; null: there is nothing. */
export function candidateOf(
  forms: ProjectionVersions | undefined,
  version: number,
): ProjectionVersion | null {
  const latest = latestBuildOf(forms, version)
  return latest && [forms!.active, forms!.previous].some(form => isSameVersion(form, latest)) ? null : latest
}

/**
 * What a process that folds adds: at first all that it knows, to be read; later what it knows that is new, or what nobody
 * else who lives can fold, to be built. The same object where there is nothing to add.
 */
export function registerCode(
  versions: VersionSet,
  code: CodeVersions,
  living: readonly CodeVersions[],
): VersionSet {
  if (versions.serial === 0)
    return switchVersions(
      versions,
      Object.entries(code).map(([name, version]) => [name, { version, build: 0 }]),
    )
  let result = versions
  for (const [name, version] of Object.entries(code)) {
    const forms = versions.projections[name]
    if (latestBuildOf(forms, version)) continue
    const active = forms?.active ?? null
    if (active && active.version > version && living.some(other => other[name] === active.version)) continue
    result = addBuild(result, name, version)
  }
  return result
}

/** One more form, to be built. */
export function addBuild(versions: VersionSet, name: string, version: number): VersionSet {
  const forms = versions.projections[name] ?? { active: null, previous: null, all: [] }
  const form = { version, build: (latestBuildOf(forms, version)?.build ?? -1) + 1 }
  return withForms(versions, name, { ...forms, all: [...forms.all, form] })
}

/** Others are read, all from the same moment on. */
export function switchVersions(
  versions: VersionSet,
  changes: readonly (readonly [string, ProjectionVersion])[],
): VersionSet {
  let result = versions
  for (const [name, form] of changes) {
    const { active = null, previous = null, all = [] } = versions.projections[name] ?? {}
    if (isSameVersion(active, form)) continue
    const known = all.some(one => isSameVersion(one, form)) ? all : [...all, form]
    result = withForms(result, name, { active: form, previous: active ?? previous, all: known })
  }
  return result === versions ? versions : { ...result, serial: versions.serial + 1 }
}

/** Only what is read is left; a projection that nothing is read of, or that is `retired`, is gone. */
export function dropVersion(versions: VersionSet, name: string, retired = false): VersionSet {
  const active = retired ? null : (versions.projections[name]?.active ?? null)
  if (active) return withForms(versions, name, { active, previous: null, all: [active] })
  const { [name]: _, ...projections } = versions.projections
  return { ...versions, projections }
}

function withForms(versions: VersionSet, name: string, forms: ProjectionVersions): VersionSet {
  return { ...versions, projections: { ...versions.projections, [name]: forms } }
}

/**
 * Of those who live, the code that folds most of what is read: its processes fold that together. Null: nobody lives.
 * While processes of two versions run, what only the others can fold is folded by them alone.
 */
export function leaderOf(versions: VersionSet, living: readonly CodeVersions[]): CodeVersions | null {
  const covers = (code: CodeVersions) =>
    Object.keys(code).filter(name => isActiveIn(versions, code, name)).length
  const ranked = living.toSorted(
    (a, b) => covers(b) - covers(a) || (codeVersionsName(a) < codeVersionsName(b) ? 1 : -1),
  )
  return ranked[0] ?? null
}

/** Whether the code's version of a projection is the one that is read. */
export const isActiveIn = (versions: VersionSet, code: CodeVersions, name: string): boolean =>
  code[name] !== undefined && versions.projections[name]?.active?.version === code[name]

export const codeVersionsName = (code: CodeVersions): string =>
  Object.entries(code)
    .map(([name, version]) => `${name}.${version}`)
    .sort()
    .join(',')

export function parseCodeVersions(text: string): CodeVersions {
  const parts = text.split(',').map(part => part.split('.') as [string, string])
  return Object.fromEntries(parts.map(([name, version]) => [name, Number(version)]))
}
