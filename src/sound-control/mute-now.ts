// Whoever may not be heard any more is silenced at once: it waits for nothing else that a room has to do. That everything is
// as it should be is seen to afterwards, in turn.

import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { type Connected, type Held, QUIET_FOR } from './connections.ts'
import { standingOf } from './diff.ts'
import { cutOff, everyone, type Site, tellTalking } from './room-state.ts'

/** Whom an event may silence; null: nobody. Whoever leaves from the stage has gone off it before. */
export function silencedBy(event: RoomEvent | SoundEvent): UserId | 'everybody' | null {
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
export function silence(site: Site, who: UserId | 'everybody'): void {
  if (!site.mayAct()) return
  for (const [here, one] of everyone(site)) {
    // Whoever is just being let in is asked about when they are.
    if (!one.joined || (who !== 'everybody' && one.person !== who)) continue
    const standing = standingOf(site.facts.room, one.person)
    const asking =
      // What a room that is over has on a gateway is removed as a whole.
      standing === null && who !== 'everybody'
        ? drop(site, here, one)
        : one.kind === 'bridge' && standing !== 'heard' && !one.muted
          ? setMuted(site, here, one, true)
          : null
    asking?.catch(err => {
      here.doubtful = true
      site.logger.warn({ err, roomId: site.roomId, connection: one.id }, 'a person could not be silenced yet')
      site.soon()
    })
  }
}

export async function setMuted(site: Site, here: Held, one: Connected, muted: boolean): Promise<void> {
  const { clock, logger, roomId } = site
  // What it was told last counts, also before it has answered: whoever asks meanwhile asks for what comes after this.
  one.muted = muted
  if (muted) tellTalking(site, one.person)
  try {
    await here.room.mute(one.id, muted)
  } catch (err) {
    // Whoever cannot be silenced is put out.
    if (!muted) throw err
    logger.warn({ err, roomId, connection: one.id }, 'a connection that could not be muted is ended')
    return drop(site, here, one)
  }
  if (here.connections.get(one.id) !== one) return
  if (!muted) tellTalking(site, one.person)
  // Whoever is muted need not send: from now on they do.
  if (!muted && !one.muted && one.quietSince !== null) {
    one.quietSince = clock.now()
    site.at(one.quietSince + QUIET_FOR)
  }
  site.signal({ signal: 'muted', person: one.person, muted })
}

export async function drop(site: Site, here: Held, one: Connected): Promise<void> {
  if (!here.connections.delete(one.id)) return
  // Why one that was over has ended is known.
  if (!one.over) cutOff(site, one, 'sound')
  if (standingOf(site.facts.room, one.person) === null) site.signal({ signal: 'removed', person: one.person })
  await here.room.drop(one.id)
}
