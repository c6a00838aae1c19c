// Lists the versions of the projections and how far they are.

import { positionOfVersion } from '../../src/projector/progress-publisher.ts'
import { positionRead } from '../../src/projector/versions/build-version.ts'
import {
  collectionIn,
  isSameVersion,
  type ProjectionVersion,
} from '../../src/projector/versions/version-set.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import type { Terminal } from '../terminal.ts'
import type { Session } from './session.ts'

export async function listVersions(session: Session, terminal: Terminal): Promise<number> {
  const { store, log, projections, undivided, shared } = session
  const versions = await session.versions()
  const head = await log.head()
  const read = await positionRead(store, projections, undivided, versions.serial)
  const rows: object[] = []
  terminal.say(`The log is at ${head}${shared ? `, the active versions at ${read}` : ''}.`)
  for (const [name, { active, previous, all }] of Object.entries(versions.projections)) {
    const known = projections.find(projection => projection.name === name)
    if (!known) terminal.say(`${name}: this code does not know it`)
    for (const version of all) {
      const position = known ? await positionOfVersion(store, collectionIn(known, version), undivided) : null
      const state = stateOf(version, active, previous)
      const alone = shared && state !== 'read' && position
      terminal.say(`${storedName({ name, ...version }).padEnd(24)}${state}${alone ? `, at ${position}` : ''}`)
      rows.push({
        projection: name,
        form: storedName({ name, ...version }),
        state,
        ...(alone && { position }),
      })
    }
  }
  terminal.answer({ head, read, forms: rows })
  return 0
}

function stateOf(
  version: ProjectionVersion,
  active: ProjectionVersion | null,
  previous: ProjectionVersion | null,
): 'read' | 'read before' | 'built' {
  if (isSameVersion(version, active)) return 'read'
  return isSameVersion(version, previous) ? 'read before' : 'built'
}
