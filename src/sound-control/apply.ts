// The operations of `diff`, done on the gateways; and recordings, which are told of when they begin and end.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { SegmentId } from '../../commands/ids.ts'
import { pause } from '../support/clock.ts'
import { finishWav, isThere } from '../support/wav.ts'
import type { Held } from './connections.ts'
import { actualOf, EDGE_AGAIN } from './connections.ts'
import { diff, type Operation, standingOf, type Wanted } from './diff.ts'
import { drop, setMuted } from './mute-now.ts'
import { everyone, homeOf, isWanted, type Site } from './room-state.ts'

/** What one operation leads to is seen by asking again; more rounds than this would be a circle. */
const ROUNDS = 8
/** Milliseconds in which a gateway names its file as it is to be: one that was told to, and one that is not there. */
const CLOSE_WITHIN = { told: 10_000, gone: 500 }
/** Milliseconds after which a gateway that could not write is asked again. */
const RECORD_AGAIN = 60_000
export type Closing = keyof typeof CLOSE_WITHIN

export type Performing = {
  /** Asks what is to be done, and does it, until there is nothing. */
  settle(): Promise<void>
  /** Ends what is told of as being recorded and is not. Does not wait for it. */
  finishRecording(how: Closing): void
}

export function createPerforming(site: Site): Performing {
  const { roomId, facts, places, settings, logger } = site
  let finishing = false
  /** A gateway that cannot write is not asked again at once, and keeps nothing else from being done. */
  let recordFrom = Number.NEGATIVE_INFINITY

  function mayRecord(home: Held | undefined): boolean {
    if (finishing || !home) return false
    if (home.recording || site.clock.now() >= recordFrom) return true
    site.at(recordFrom)
    return false
  }

  function wanted(): Wanted {
    const streams = new Set<string>()
    const { gateway, edges } = facts.sound
    if (site.streaming && gateway !== null) streams.add(gateway)
    for (const edge of edges) streams.add(edge)
    for (const [here, one] of everyone(site))
      if (one.kind === 'stream' && !one.over) streams.add(here.gateway)
    const speaks = [...(homeOf(site)?.connections.values() ?? [])].some(
      one => one.kind === 'bridge' && one.upAt !== null,
    )
    return {
      sound: isWanted(site),
      standing: person => standingOf(facts.room, person),
      streams,
      // Nothing is written while nobody is there, and time would stand still in the file.
      recording:
        facts.room.phase === 'live' && facts.room.recordingWanted && speaks && mayRecord(homeOf(site)),
    }
  }

  async function perform(operation: Operation): Promise<void> {
    const home = homeOf(site)
    switch (operation.do) {
      case 'mute':
      case 'unmute':
      case 'drop':
        return toConnection(operation)
      case 'open-bridge':
        await home!.room.openBridge()
        home!.bridge = true
        return
      case 'open-stream': {
        const here = places.get(operation.gateway)!
        here.stream = await here.room.openStream(here === home)
        return
      }
      case 'close-stream': {
        const here = places.get(operation.gateway)!
        await here.room.closeStream()
        here.stream = null
        return
      }
      case 'forward':
        await home!.room.forward(operation.to)
        home!.forwards = [...home!.forwards, operation.to]
        return
      case 'end-forward': {
        const { host, port } = operation.to
        await home!.room.endForward(operation.to)
        home!.forwards = home!.forwards.filter(one => one.host !== host || one.port !== port)
        return
      }
      case 'record':
        return record(home!)
      case 'end-recording':
        await home!.room.endRecording()
        home!.recording = false
        return finishRecording('told')
      case 'remove': {
        const here = places.get(operation.gateway)!
        for (const one of here.connections.values()) {
          one.over = true
          site.left(one, 'sound')
        }
        await here.room.remove()
        places.delete(operation.gateway)
        return
      }
    }
  }

  async function toConnection({
    do: what,
    gateway,
    connection,
  }: Operation & { connection: string; gateway: string }) {
    const here = places.get(gateway)!
    const one = here.connections.get(connection)
    if (one) return what === 'drop' ? drop(site, here, one) : setMuted(site, here, one, what === 'mute')
  }

  async function record(home: Held): Promise<void> {
    const segmentId = randomUUID() as SegmentId
    const begun = await home.room
      .record(join(settings.recordings, roomId, segmentId))
      .catch((err: unknown) => logger.error({ err, roomId }, 'a room cannot be recorded'))
    if (!begun) {
      recordFrom = site.clock.now() + RECORD_AGAIN
      return
    }
    home.recording = true
    const { gateway, epoch } = home
    // Where it is not told of, it is ended in the next round.
    await facts.tell('StartSegment', { segmentId, gateway, epoch, ...begun })
  }

  /** The edge that is asked, and nothing for the home gateway. */
  function edgeOf(operation: Operation): Held | undefined {
    const here = 'gateway' in operation ? places.get(operation.gateway) : undefined
    return here === homeOf(site) ? undefined : here
  }

  const isPossible = (operation: Operation): boolean =>
    operation.do === 'remove' || !edgeOf(operation)?.doubtful

  /** One edge that does not answer keeps nothing from being done elsewhere. */
  function failed(operation: Operation, err: unknown): void {
    const edge = edgeOf(operation)
    if (!edge) throw err
    // It is swept when it can be reached again.
    if (operation.do === 'remove') {
      edge.room.letGo()
      places.delete(edge.gateway)
    } else site.at(site.clock.now() + EDGE_AGAIN)
    edge.doubtful = true
    logger.warn({ err, roomId, gateway: edge.gateway }, 'an edge could not do its part yet')
  }

  function finishRecording(how: Closing): void {
    const { segment } = facts.sound
    if (!segment || finishing || homeOf(site)?.recording) return
    finishing = true
    const endedAt = site.clock.now()
    void finish(segment.path, CLOSE_WITHIN[how])
      .then(async file => {
        if (file.outcome === 'missing') {
          logger.error({ roomId, path: segment.path }, 'a recording is missing')
          // One that was ended at once says nothing of whether the gateway can write.
          if (how === 'gone') recordFrom = site.clock.now() + RECORD_AGAIN
        }
        await facts.tell('EndSegment', { segmentId: segment.segmentId, endedAt, ...file })
      })
      .catch(err => logger.warn({ err, roomId, path: segment.path }, 'a recording could not be ended yet'))
      .finally(() => {
        finishing = false
        site.soon()
      })
  }

  return {
    finishRecording,
    async settle() {
      for (let round = 0; round < ROUNDS; round++) {
        const operations = diff(wanted(), {
          home: facts.sound.gateway ?? '',
          gateways: new Map([...places].map(([id, here]) => [id, actualOf(here)])),
          segment: facts.sound.segment !== null,
        }).filter(isPossible)
        if (operations.length === 0) return
        for (const operation of operations) {
          if (!site.mayAct()) return
          if (isPossible(operation)) await perform(operation).catch(err => failed(operation, err))
        }
      }
      throw new Error('the gateway does not hold what it was given')
    },
  }
}

/** The gateway names its file a moment after it said that it would; one that died never does. */
async function finish(path: string, within: number) {
  for (let waited = 0; waited < within; waited += 50) {
    const file = await finishWav(path, { repair: false })
    if (file.outcome === 'complete') return file
    // A gateway that is told to end before it has begun writes nothing at all.
    if (waited >= CLOSE_WITHIN.gone && !(await isThere(`${path}.tmp`))) break
    await pause(50)
  }
  return finishWav(path, { repair: true })
}
