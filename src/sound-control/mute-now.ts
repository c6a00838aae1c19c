// Whoever may not be heard any more is silenced at once: it waits for nothing else that a room has to do. That everything is
// as it should be is seen to afterwards, in turn.

import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { type DeviceConnection, type GatewayConnections, QUIET_TIMEOUT_MS } from './connections.ts'
import { standingOf } from './diff.ts'
import { allConnections, publishTalking, reportCutOff, type SoundRoomState } from './room-state.ts'

/** Whom an event may silence; null: nobody. Whoever leaves from the stage has gone off it before. */
export function mutedBy(event: RoomEvent | SoundEvent): UserId | 'everybody' | null {
  switch (event.type) {
    case 'SpeakerMuted':
    case 'WentOffStage':
    case 'ParticipantRemoved':
      return event.data.participant
    case 'RoomClosed':
      return 'everybody'
    default:
      return null
  }
}

/** Does not wait for it, and asks every gateway at the same time. */
export function muteNow(site: SoundRoomState, who: UserId | 'everybody'): void {
  if (!site.mayAct()) return
  for (const [here, one] of allConnections(site)) {
    // Whoever is just being let in is asked about when they are.
    if (!one.joined || (who !== 'everybody' && one.person !== who)) continue
    const standing = standingOf(site.facts.room, one.person)
    const asking =
      // What a room that is over has on a gateway is removed as a whole.
      standing === null && who !== 'everybody'
        ? dropConnection(site, here, one)
        : one.kind === 'bridge' && standing !== 'heard' && !one.muted
          ? setMuted(site, here, one, true)
          : null
    asking?.catch(err => {
      here.doubtful = true
      site.logger.warn({ err, roomId: site.roomId, connection: one.id }, 'sound: mute failed, retrying')
      site.soon()
    })
  }
}

export async function setMuted(
  site: SoundRoomState,
  here: GatewayConnections,
  one: DeviceConnection,
  muted: boolean,
): Promise<void> {
  const { time, logger, roomId } = site
  // What it was told last counts, also before it has answered: whoever asks meanwhile asks for what comes after this.
  one.muted = muted
  if (muted) publishTalking(site, one.person)
  try {
    await here.room.mute(one.id, muted)
  } catch (err) {
    // Whoever cannot be silenced is put out.
    if (!muted) throw err
    logger.warn({ err, roomId, connection: one.id }, 'sound: mute failed, connection ended')
    return dropConnection(site, here, one)
  }
  if (here.connections.get(one.id) !== one) return
  if (!muted) publishTalking(site, one.person)
  // Whoever is muted need not send: from now on they do.
  if (!muted && !one.muted && one.quietSince !== null) {
    one.quietSince = time.now()
    site.at(one.quietSince + QUIET_TIMEOUT_MS)
  }
  site.signal({ signal: 'muted', person: one.person, muted })
}

export async function dropConnection(
  site: SoundRoomState,
  here: GatewayConnections,
  one: DeviceConnection,
): Promise<void> {
  if (!here.connections.delete(one.id)) return
  // Why one that was over has ended is known.
  if (!one.over) reportCutOff(site, one, 'sound')
  if (standingOf(site.facts.room, one.person) === null) site.signal({ signal: 'removed', person: one.person })
  await here.room.drop(one.id)
}
