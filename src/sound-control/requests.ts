// What a client's device and the gateway have to say to each other. Who may what is judged here, by the log, and never by
// what the device sends.

import type { UserId } from '../../commands/ids.ts'
import { type ConnectionKind, GatewayFault } from '../audio-gateway/audio-gateway.ts'
import type { OperationRunner } from './apply.ts'
import { type DeviceConnection, type GatewayConnections, newConnection } from './connections.ts'
import { standingOf, wantsStream } from './diff.ts'
import { muteNow } from './mute-now.ts'
import type { Placement } from './placement.ts'
import type { SoundRefusal, SoundReply, SoundRequest } from './protocol.ts'
import { connectionsOf, gatewayOf, homeOf, isDraining, type SoundRoomState } from './room-state.ts'
import { faultInCandidates, faultInSdp } from './sdp.ts'

export type RequestHandlers = {
  readonly placement: Placement
  readonly performing: OperationRunner
  see(): Promise<void>
}

/** Devices of one person that may be on their way at one time: the latest is theirs, older ones end. */
const MOST_CONNECTIONS = 3

const no = (code: SoundRefusal, details?: Record<string, string>): SoundReply => ({
  said: 'no',
  code,
  ...(details && { details }),
})

export async function handleRequest(
  site: SoundRoomState,
  hands: RequestHandlers,
  question: SoundRequest,
): Promise<SoundReply> {
  if (!site.mayAct()) return no('NO_SOUND')
  try {
    if (question.ask === 'state')
      return {
        said: 'state',
        epoch: site.facts.sound.gateway === null ? 0 : site.facts.sound.epoch,
        talking: site.talk.people,
        pending: site.pending.get(question.person) ?? null,
      }
    if (question.ask === 'connect') return await connect(site, hands, question)
    const found = find(site, question)
    if (!found) return no('SOUND_RESET')
    const [here, one] = found
    if (question.ask === 'disconnect') {
      here.connections.delete(one.id)
      site.left(one, 'own')
      site.soon()
      await here.room.drop(one.id)
      return { said: 'done' }
    }
    if (question.ask === 'trickle') {
      const wrong = faultInCandidates(question.candidates)
      if (wrong) return no('INVALID_INPUT', { field: 'candidates', reason: wrong })
      await here.room.trickle(one.id, question.candidates)
      return { said: 'done' }
    }
    const wrong = faultInSdp(question.sdp)
    if (wrong) return no('INVALID_INPUT', { field: 'sdp', reason: wrong })
    one.sends = sends(question.sdp)
    if (question.ask === 'answer') {
      await here.room.answer(one.id, question.sdp)
      return { said: 'done' }
    }
    if (one.kind === 'stream') return no('SOUND_RESET')
    const sdp = await here.room.renegotiate(one.id, question.sdp)
    site.soon()
    return { said: 'sdp', sdp }
  } catch (error) {
    return refused(site, error)
  }
}

function refused(site: SoundRoomState, error: unknown): SoundReply {
  if (!(error instanceof GatewayFault)) throw error
  site.logger.warn({ err: error, roomId: site.roomId, code: error.code }, 'sound: gateway refused device')
  if (error.kind === 'refused')
    return no('INVALID_INPUT', { field: 'sdp', reason: 'not accepted by the gateway' })
  for (const here of site.places.values()) here.doubtful = true
  site.soon()
  return no(error.kind === 'lost' ? 'SOUND_RESET' : 'NO_SOUND')
}

/** The connection that a handle is of: the person's own, in this room and epoch, and not over. */
function find(
  site: SoundRoomState,
  { person, handle }: { person: UserId; handle: string },
): readonly [GatewayConnections, DeviceConnection] | null {
  const held = site.handles.read(handle, person)
  if (!held || held.roomId !== site.roomId || held.epoch !== site.facts.sound.epoch) return null
  if (standingOf(site.facts.room, person) === null) return null
  return connectionsOf(site, person).find(([, one]) => one.id === held.connection && !one.over) ?? null
}

async function connect(
  site: SoundRoomState,
  hands: RequestHandlers,
  { person, offer }: Extract<SoundRequest, { ask: 'connect' }>,
): Promise<SoundReply> {
  const wrong = offer === null ? null : faultInSdp(offer)
  if (wrong) return no('INVALID_INPUT', { field: 'sdp', reason: wrong })
  await site.facts.load()
  if (site.facts.room.phase === 'none') return no('NO_SUCH_ROOM')
  if (standingOf(site.facts.room, person) === null) return no('NOT_IN_ROOM')
  if (!homeOf(site)?.bridge || homeOf(site)?.doubtful) await hands.see()
  const home = homeOf(site)
  if (!home?.bridge || home.doubtful || !gatewayOf(site, home.gateway)?.up) return no('NO_SOUND')

  // The newest wins: a device that cannot get through may try again.
  const earlier = connectionsOf(site, person).sort(([, a], [, b]) => b.since - a.since)
  for (const [, one] of earlier.slice(MOST_CONNECTIONS - 1)) one.over = true

  const standing = standingOf(site.facts.room, person)
  site.streaming = wantsStream(site.facts.room, site.settings.streamAbove, site.streaming)
  // Whoever is on stage is let in however much there is to do; listeners can be served elsewhere, but only with a stream.
  const streamed = standing === 'listening' && (site.streaming || gatewayOf(site, home.gateway)!.load >= 1)
  const kind: ConnectionKind = streamed ? 'stream' : 'bridge'
  const here = kind === 'bridge' ? home : await audience(site, hands, home)
  if (!here) return no('SOUND_FULL')

  const id = `${person}.${site.time.randomBytes(6).toString('hex')}`
  const muted = standing !== 'heard'
  const one = newConnection(id, kind, muted, site.time.now())
  const asAnswer = kind === 'bridge' && offer !== null
  if (asAnswer) one.sends = sends(offer)
  one.joined = false
  here.connections.set(id, one)
  try {
    const sdp = kind === 'stream' ? await here.room.watch(id) : await here.room.join(id, muted, offer)
    // They may have been silenced meanwhile.
    one.joined = true
    site.pending.delete(person)
    muteNow(site, person)
    const { epoch } = here
    const handle = site.handles.sign({ roomId: site.roomId, epoch, connection: id })
    return { said: 'connected', handle, epoch, type: asAnswer ? 'answer' : 'offer', sdp }
  } catch (error) {
    here.connections.delete(id)
    throw error
  } finally {
    // Whatever happened to the person meanwhile is caught up with at once.
    site.soon()
  }
}

/** A gateway that streams to listeners and has room for one more; null: all are full. */
async function audience(
  site: SoundRoomState,
  { placement, performing }: RequestHandlers,
  home: GatewayConnections,
): Promise<GatewayConnections | null> {
  const { edges } = site.facts.sound
  const hasRoom = (here: GatewayConnections) =>
    (gatewayOf(site, here.gateway)?.load ?? 1) < 1 &&
    gatewayOf(site, here.gateway)?.up &&
    !isDraining(site, here.gateway)
  const known = [home, ...[...site.places.values()].filter(({ gateway }) => edges.has(gateway))]
  const chosen = known.find(hasRoom) ?? (await placement.spread())
  if (!chosen) return null
  if (chosen.doubtful) await placement.look()
  if (!chosen.stream) await performing.settle()
  return chosen.stream && !chosen.doubtful ? chosen : null
}

/** Whether a device means to send. */
const sends = (sdp: string) => !/^a=(recvonly|inactive)\r?$/m.test(sdp)
