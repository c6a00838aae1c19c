// Starts and ends the recording segments of a room, and records them in the log.

import { join } from 'node:path'
import type { SegmentId } from '../../commands/ids.ts'
import { sleep, type Time } from '../support/time.ts'
import { finishWav, isThere } from '../support/wav.ts'
import type { RoomOnGateway } from './connections.ts'
import type { SoundRoomContext } from './room-context.ts'

/**
 * How long, in milliseconds, the gateway may take to rename its finished file: one that was told to stop, and one that
 * is gone.
 */
const CLOSE_TIMEOUT_MS = { told: 10_000, gone: 500 }
/** After how many milliseconds a gateway that could not write is asked again. */
const RETRY_MS = 60_000
const POLL_MS = 50

/** `told`: the gateway was told to stop. `gone`: the gateway has lost the room, or died. */
export type RecordingEnd = keyof typeof CLOSE_TIMEOUT_MS

export class RoomRecording {
  readonly #context: SoundRoomContext
  #isFinishing = false
  /** A gateway that cannot write is not asked again at once, and keeps nothing else from being done. */
  #retryAt = Number.NEGATIVE_INFINITY

  constructor(context: SoundRoomContext) {
    this.#context = context
  }

  /** Whether the room is to be recorded now. Silent rooms are not: time would stand still in the file. */
  get isWanted(): boolean {
    const { room } = this.#context.log
    const { home } = this.#context.state
    if (room.phase !== 'live' || !room.recordingWanted || !home) return false
    const canBeHeard = [...home.connections.values()].some(
      ({ kind, upAt }) => kind === 'bridge' && upAt !== null,
    )
    return canBeHeard && this.#canRecord(home)
  }

  #canRecord(home: RoomOnGateway): boolean {
    const { time, scheduler } = this.#context
    if (this.#isFinishing) return false
    if (home.isRecording || time.now() >= this.#retryAt) return true
    scheduler.scheduleAt(this.#retryAt)
    return false
  }

  /** Starts a segment. A gateway that cannot write is asked again after a minute. */
  async start(home: RoomOnGateway): Promise<void> {
    const { state, log, time, settings, roomId, logger } = this.#context
    const segmentId = time.uuid() as SegmentId
    const started = await home.room
      .startRecording(join(settings.recordingsFolder, roomId, segmentId))
      .catch((err: unknown) => logger.error({ err, roomId }, 'sound: recording could not start'))
    if (!started) {
      this.#retryAt = time.now() + RETRY_MS
      return
    }
    state.setRecording(home, true)
    const { gateway, epoch } = home
    const { path, sampleRate, startedAt } = started
    // When this is rejected, the next round stops the recording.
    await log.submit('StartSegment', { segmentId, gateway, epoch, path, sampleRate, startedAt })
  }

  async stop(home: RoomOnGateway): Promise<void> {
    await home.room.stopRecording()
    this.#context.state.setRecording(home, false)
    this.finish('told')
  }

  /** Ends the segment that the log has open and no gateway writes. Does not wait for it. */
  finish(end: RecordingEnd): void {
    const { log, state, time, scheduler, logger, roomId } = this.#context
    const { segment } = log.sound
    if (!segment || this.#isFinishing || state.home?.isRecording) return
    this.#isFinishing = true
    const { segmentId, path } = segment
    const endedAt = time.now()
    void finishFile(time, path, CLOSE_TIMEOUT_MS[end])
      .then(async ({ outcome, bytes }) => {
        if (outcome === 'missing') this.#fileMissing(path, end)
        await log.submit('EndSegment', { segmentId, endedAt, outcome, bytes })
      })
      .catch(err => logger.warn({ err, roomId, path }, 'sound: recording close failed, retrying'))
      .finally(() => {
        this.#isFinishing = false
        scheduler.schedule()
      })
  }

  #fileMissing(path: string, end: RecordingEnd): void {
    const { logger, roomId, time } = this.#context
    logger.error({ roomId, path }, 'sound: recording file missing')
    // A segment that was stopped at once says nothing about whether the gateway can write.
    if (end === 'gone') this.#retryAt = time.now() + RETRY_MS
  }
}

/** Waits for the gateway to rename its file, a moment after it said that it would. One that died never does. */
async function finishFile(time: Pick<Time, 'after'>, path: string, timeoutMs: number) {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += POLL_MS) {
    const file = await finishWav(path, { repair: false })
    if (file.outcome === 'complete') return file
    // A gateway that is told to stop before it has begun writes no file at all.
    if (waitedMs >= CLOSE_TIMEOUT_MS.gone && !(await isThere(`${path}.tmp`))) break
    await sleep(time, POLL_MS)
  }
  return finishWav(path, { repair: true })
}
