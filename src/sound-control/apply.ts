// The operations of `diff`, done on the gateways; and recordings, which are told of when they begin and end.

import { join } from 'node:path'
import type { SegmentId } from '../../commands/ids.ts'
import { sleep, type Time } from '../support/time.ts'
import { finishWav, isThere } from '../support/wav.ts'
import type { GatewayConnections } from './connections.ts'
import { actualOf, EDGE_RETRY_MS } from './connections.ts'
import { diff, type Operation, standingOf, type Wanted } from './diff.ts'
import { dropConnection, setMuted } from './mute-now.ts'
import { allConnections, homeOf, isWanted, type SoundRoomState } from './room-state.ts'

/** What one operation leads to is seen by asking again; more rounds than this would be a circle. */
const ROUNDS = 8
/** Milliseconds in which a gateway names its file as it is to be: one that was told to, and one that is not there. */
const CLOSE_WITHIN = { told: 10_000, gone: 500 }
/** Milliseconds after which a gateway that could not write is asked again. */
const RECORD_AGAIN = 60_000
export type RecordingEnd = keyof typeof CLOSE_WITHIN

export type OperationRunner = {
  /** Asks what is to be done, and does it, until there is nothing. */
  settle(): Promise<void>
  /** Ends what is told of as being recorded and is not. Does not wait for it. */
  finishRecording(how: RecordingEnd): void
}

export function createOperationRunner(site: SoundRoomState): OperationRunner {
  return new RoomOperations(site)
}

class RoomOperations implements OperationRunner {
  readonly #site: SoundRoomState
  readonly #roomId: SoundRoomState['roomId']
  readonly #facts: SoundRoomState['facts']
  readonly #places: SoundRoomState['places']
  readonly #settings: SoundRoomState['settings']
  readonly #logger: SoundRoomState['logger']
  #finishing = false
  /** A gateway that cannot write is not asked again at once, and keeps nothing else from being done. */
  #recordFrom = Number.NEGATIVE_INFINITY

  constructor(site: SoundRoomState) {
    this.#site = site
    this.#roomId = site.roomId
    this.#facts = site.facts
    this.#places = site.places
    this.#settings = site.settings
    this.#logger = site.logger
  }

  async settle() {
    for (let round = 0; round < ROUNDS; round++) {
      const operations = diff(this.#wanted(), {
        home: this.#facts.sound.gateway ?? '',
        gateways: new Map([...this.#places].map(([id, here]) => [id, actualOf(here)])),
        segment: this.#facts.sound.segment !== null,
      }).filter(this.#isPossible)
      if (operations.length === 0) return
      for (const operation of operations) {
        if (!this.#site.mayAct()) return
        if (this.#isPossible(operation))
          await this.#perform(operation).catch(err => this.#failed(operation, err))
      }
    }
    throw new Error('the gateway does not hold what it was given')
  }

  #mayRecord(home: GatewayConnections | undefined): boolean {
    if (this.#finishing || !home) return false
    if (home.recording || this.#site.time.now() >= this.#recordFrom) return true
    this.#site.at(this.#recordFrom)
    return false
  }

  #wanted(): Wanted {
    const streams = new Set<string>()
    const { gateway, edges } = this.#facts.sound
    if (this.#site.streaming && gateway !== null) streams.add(gateway)
    for (const edge of edges) streams.add(edge)
    for (const [here, one] of allConnections(this.#site))
      if (one.kind === 'stream' && !one.over) streams.add(here.gateway)
    const speaks = [...(homeOf(this.#site)?.connections.values() ?? [])].some(
      one => one.kind === 'bridge' && one.upAt !== null,
    )
    return {
      sound: isWanted(this.#site),
      standing: person => standingOf(this.#facts.room, person),
      streams,
      // Nothing is written while nobody is there, and time would stand still in the file.
      recording:
        this.#facts.room.phase === 'live' &&
        this.#facts.room.recordingWanted &&
        speaks &&
        this.#mayRecord(homeOf(this.#site)),
    }
  }

  async #perform(operation: Operation): Promise<void> {
    const home = homeOf(this.#site)
    switch (operation.do) {
      case 'mute':
      case 'unmute':
      case 'drop':
        return this.#toConnection(operation)
      case 'open-bridge':
        await home!.room.openBridge()
        home!.bridge = true
        return
      case 'open-stream': {
        const here = this.#places.get(operation.gateway)!
        here.stream = await here.room.openStream(here === home)
        return
      }
      case 'close-stream': {
        const here = this.#places.get(operation.gateway)!
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
        return this.#record(home!)
      case 'end-recording':
        await home!.room.endRecording()
        home!.recording = false
        return this.finishRecording('told')
      case 'remove': {
        const here = this.#places.get(operation.gateway)!
        for (const one of here.connections.values()) {
          one.over = true
          this.#site.left(one, 'sound')
        }
        await here.room.remove()
        this.#places.delete(operation.gateway)
        return
      }
    }
  }

  async #toConnection({
    do: what,
    gateway,
    connection,
  }: Operation & { connection: string; gateway: string }) {
    const here = this.#places.get(gateway)!
    const one = here.connections.get(connection)
    if (one)
      return what === 'drop'
        ? dropConnection(this.#site, here, one)
        : setMuted(this.#site, here, one, what === 'mute')
  }

  async #record(home: GatewayConnections): Promise<void> {
    const segmentId = this.#site.time.uuid() as SegmentId
    const begun = await home.room
      .record(join(this.#settings.recordings, this.#roomId, segmentId))
      .catch((err: unknown) =>
        this.#logger.error({ err, roomId: this.#roomId }, 'recording: start failed, retrying'),
      )
    if (!begun) {
      this.#recordFrom = this.#site.time.now() + RECORD_AGAIN
      return
    }
    home.recording = true
    const { gateway, epoch } = home
    // Where it is not told of, it is ended in the next round.
    await this.#facts.tell('StartSegment', { segmentId, gateway, epoch, ...begun })
  }

  /** The edge that is asked, and nothing for the home gateway. */
  #edgeOf(operation: Operation): GatewayConnections | undefined {
    const here = 'gateway' in operation ? this.#places.get(operation.gateway) : undefined
    return here === homeOf(this.#site) ? undefined : here
  }

  /** One edge that does not answer keeps nothing from being done elsewhere. */
  #failed(operation: Operation, err: unknown): void {
    const edge = this.#edgeOf(operation)
    if (!edge) throw err
    // It is swept when it can be reached again.
    if (operation.do === 'remove') {
      edge.room.letGo()
      this.#places.delete(edge.gateway)
    } else this.#site.at(this.#site.time.now() + EDGE_RETRY_MS)
    edge.doubtful = true
    this.#logger.warn(
      { err, roomId: this.#roomId, gateway: edge.gateway },
      'sound: edge gateway failed, retrying',
    )
  }

  finishRecording(how: RecordingEnd): void {
    const { segment } = this.#facts.sound
    if (!segment || this.#finishing || homeOf(this.#site)?.recording) return
    this.#finishing = true
    const endedAt = this.#site.time.now()
    void finish(this.#site.time, segment.path, CLOSE_WITHIN[how])
      .then(async file => {
        if (file.outcome === 'missing') {
          this.#logger.error({ roomId: this.#roomId, path: segment.path }, 'recording: file missing')
          // One that was ended at once says nothing of whether the gateway can write.
          if (how === 'gone') this.#recordFrom = this.#site.time.now() + RECORD_AGAIN
        }
        await this.#facts.tell('EndSegment', { segmentId: segment.segmentId, endedAt, ...file })
      })
      .catch(err =>
        this.#logger.warn(
          { err, roomId: this.#roomId, path: segment.path },
          'recording: end failed, retrying',
        ),
      )
      .finally(() => {
        this.#finishing = false
        this.#site.soon()
      })
  }

  readonly #isPossible = (operation: Operation): boolean =>
    operation.do === 'remove' || !this.#edgeOf(operation)?.doubtful
}

/** The gateway names its file a moment after it said that it would; one that died never does. */
async function finish(time: Pick<Time, 'after'>, path: string, timeoutMs: number) {
  for (let waited = 0; waited < timeoutMs; waited += 50) {
    const file = await finishWav(path, { repair: false })
    if (file.outcome === 'complete') return file
    // A gateway that is told to end before it has begun writes nothing at all.
    if (waited >= CLOSE_WITHIN.gone && !(await isThere(`${path}.tmp`))) break
    await sleep(time, 50)
  }
  return finishWav(path, { repair: true })
}
