// Starts what a process does besides answering: reactors, the notary, milestones and sound.

import { resolve } from 'node:path'
import { roomProjections } from '../../projections/all.ts'
import type { Config } from '../config/config.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { Metrics } from '../graphql/metrics.ts'
import { startMilestones } from '../history/milestones.ts'
import { startNotary } from '../notary/notary.ts'
import { readKey, readOrMakeKey } from '../notary/signing.ts'
import { lead } from '../processor/leadership.ts'
import type { Progress } from '../projector/progress-watch.ts'
import { type Lead, startReactors } from '../reactors/all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { SoundClient } from '../sound-control/client.ts'
import { startSoundControl } from '../sound-control/sound-control.ts'
import type { Logger } from '../support/log.ts'
import type { Shutdown } from '../support/shutdown.ts'
import { aborted, type Time } from '../support/time.ts'
import type { Engines } from './engines.ts'
import { hasDuty } from './roles.ts'

/** What the parts of a process share. */
export type ProcessContext = {
  readonly config: Config
  readonly processId: string
  /** Whether several processes fold the same log. */
  readonly isShared: boolean
  readonly engines: Engines
  /** Reads the active version of each projection. */
  readonly readStore: ReadStore
  readonly progress: Progress
  readonly gate: CommandGate
  readonly soundClient: SoundClient
  readonly metrics: Metrics
  readonly time: Time
  readonly logger: Logger
  readonly closing: Shutdown
}

/** Starts the reactors and the notary. */
export async function startActing(context: ProcessContext): Promise<void> {
  const { config, isShared, closing } = context
  const acting = actingPorts(context)
  const reactors = startReactors({
    ...acting,
    ...config.rooms,
    ...(isShared && { lead: leadIn(context) }),
  })
  closing.add('reactors', () => reactors.close())
  const { keyFiles, intervalMs } = config.notary
  const key = await readOrMakeKey(keyFiles.current, context.time)
  const previousKey = keyFiles.previous === null ? null : await readKey(keyFiles.previous)
  inOneProcess(context, 'notary', () => startNotary({ ...acting, key, previousKey, intervalMs }))
}

/** Fills the milestone store. One that belongs to this process alone is filled only if the process answers from it. */
export function startKeepingMilestones(context: ProcessContext): void {
  const { config, engines, progress, time, logger } = context
  const { eventLog, milestoneStore } = engines
  if (!hasDuty(config, milestoneStore.shared ? 'projections' : 'graphql')) return
  inOneProcess(context, 'milestones', () =>
    startMilestones({
      eventLog,
      milestoneStore,
      projections: roomProjections,
      ready: progress.caughtUp(),
      time,
      logger,
    }),
  )
}

/** Starts to work on the sound of rooms, with the gateways of this process. */
export function startSound(context: ProcessContext): void {
  const { config, processId, engines, time, closing } = context
  const { secret, streamAboveListeners, recordingsFolder, lostAfterMs } = config.sound
  const sound = startSoundControl({
    ...actingPorts(context),
    gateways: engines.gateways.gateways,
    processId,
    secret: secret ?? time.randomBytes(32).toString('base64url'),
    settings: { streamAboveListeners, recordingsFolder: resolve(recordingsFolder), lostAfterMs },
  })
  closing.add('sound', () => sound.close())
}

function actingPorts({ engines, readStore, gate, progress, time, logger }: ProcessContext) {
  const { eventLog, bus } = engines
  return { eventLog, readStore, bus, gate, reached: progress.reached, time, logger }
}

function leadIn({ readStore, processId, time, logger }: ProcessContext): Lead {
  return (name, work) => lead({ leases: readStore, name, holder: processId, time, logger }, work)
}

/** Runs the work in one of the processes that could do it. */
function inOneProcess(context: ProcessContext, name: string, begin: () => { close(): Promise<void> }): void {
  const { isShared, closing } = context
  const running = isShared
    ? leadIn(context)(name, async signal => {
        const work = begin()
        await aborted(signal)
        await work.close()
      })
    : begin()
  closing.add(name, () => running.close())
}
