// Recordings have the sound at the times that the events say, even when the gateway died.

import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hearUntil, timeline } from '../support/rtc-person.ts'
import { newDataDir, type Server } from '../support/server.ts'
import { startSoundRoomScenario, soundTest as test } from '../support/sound-scenario.ts'

const RATE = 48_000
const HEADER = 44

/** When a tone began and ended, in milliseconds from the start of the file. */
async function toneIn(
  file: string,
  frequency: number,
): Promise<{ from: number; to: number; length: number }> {
  const wav = await readFile(file)
  const samples = new Int16Array(wav.buffer, wav.byteOffset + HEADER, Math.floor((wav.length - HEADER) / 2))
  const window = RATE / 50
  const loud: number[] = []
  for (let start = 0; start + window <= samples.length; start += window) {
    const factor = 2 * Math.cos((2 * Math.PI * frequency) / RATE)
    let [one, two] = [0, 0]
    for (let i = start; i < start + window; i++) [one, two] = [samples[i]! / 32_768 + factor * one - two, one]
    const amplitude = (2 * Math.sqrt(Math.max(0, one * one + two * two - factor * one * two))) / window
    if (amplitude > 0.2) loud.push((start / RATE) * 1000)
  }
  return { from: loud[0] ?? -1, to: (loud.at(-1) ?? -1) + 20, length: (samples.length / RATE) * 1000 }
}

const SEGMENTS = ['RecordingSegmentStarted', 'RecordingSegmentEnded']

async function segments(server: Server, roomId: string, count: number) {
  await hearUntil(async () => {
    const events = await timeline(server, roomId, SEGMENTS)
    return events.length >= count ? null : `there are ${JSON.stringify(events)}`
  })
  return timeline(server, roomId, SEGMENTS)
}

const passed = (milliseconds: number) => {
  const end = Date.now() + milliseconds
  return hearUntil(() => (Date.now() >= end ? null : 'it is recorded for a while'))
}

test('a recording has the tone at the time that the events say', async t => {
  const { gateway, server, ada, roomId } = await startSoundRoomScenario(t)
  const speaker = await ada.connect(roomId, { sends: true, says: null })
  await ada.act('startRecording', { roomId })
  const [started] = await segments(server, roomId, 1)
  await passed(500)
  await speaker.device.setTone(450)
  await passed(1_500)
  await speaker.device.setTone(null)
  const turns = () => timeline(server, roomId, ['TurnSpoken'])
  await hearUntil(async () => ((await turns()).length > 0 ? null : 'no turn was recorded'))
  await ada.act('stopRecording', { roomId })
  const [, ended] = await segments(server, roomId, 2)
  assert.equal(ended.outcome, 'COMPLETE')
  const [turn] = await turns()
  const file = join(gateway.recordings, roomId, `${started.segmentId}.wav`)
  const tone = await toneIn(file, 450)
  const begun = Date.parse(turn.startedAt) - Date.parse(started.startedAt)
  const over = Date.parse(turn.endedAt) - Date.parse(started.startedAt)
  assert.ok(Math.abs(tone.from - begun) < 250, `begins at ${tone.from} ms, but the event says ${begun} ms`)
  assert.ok(Math.abs(tone.to - over) < 250, `ends at ${tone.to} ms, but the event says ${over} ms`)
  assert.equal(ended.bytes, (await readFile(file)).length)
  const files = await readdir(join(gateway.recordings, roomId))
  assert.ok(
    files.some(name => name.endsWith('.mjr') && name.includes(ada.id)),
    `${files}`,
  )
})

test('a gateway that Rostrum starts is heard and records although the folders above are private', async t => {
  const home = await newDataDir()
  t.after(() => rm(home, { recursive: true, force: true }))
  // Like a folder in somebody's home: `newDataDir` makes a folder that only its owner may enter, too.
  const dataDir = join(home, 'rostrum', 'data')
  await mkdir(dataDir, { recursive: true })
  const recordings = join(dataDir, 'recordings')
  const settings = {
    SOUND_URL: 'auto:',
    PATH: process.env.PATH ?? '',
    SOUND_RECORDINGS: recordings,
    DATA_DIR: dataDir,
  }
  const { server, ada, cy, roomId } = await startSoundRoomScenario(t, settings)
  await ada.connect(roomId)
  const listener = await cy.connect(roomId, { sends: false })
  await listener.device.hears(450)
  await ada.act('startRecording', { roomId })
  const [{ segmentId }] = await segments(server, roomId, 1)
  await passed(500)
  await ada.act('stopRecording', { roomId })
  const [, ended] = await segments(server, roomId, 2)
  assert.equal(ended.outcome, 'COMPLETE')
  const { from, to } = await toneIn(join(recordings, roomId, `${segmentId}.wav`), 450)
  assert.ok(to - from > 300, `the tone is there from ${from} to ${to} ms`)
})

test('the recording of a gateway that died is repaired, and a new segment begins', async t => {
  const { gateway, server, ada, roomId } = await startSoundRoomScenario(t)
  ada.follow(roomId)
  await ada.connect(roomId)
  await ada.act('startRecording', { roomId })
  await segments(server, roomId, 1)
  await passed(1_500)
  gateway.kill()
  const [started, ended] = await segments(server, roomId, 2)
  assert.equal(ended.outcome, 'REPAIRED')
  const file = join(gateway.recordings, roomId, `${started.segmentId}.wav`)
  const wav = await readFile(file)
  assert.deepStrictEqual([wav.readUInt32LE(4), wav.readUInt32LE(40)], [wav.length - 8, wav.length - HEADER])
  assert.ok((await toneIn(file, 450)).length > 1_000)
  await ada.receives({ __typename: 'SoundReset', epoch: 2 })
  await ada.connect(roomId)
  const [, , again] = await segments(server, roomId, 3)
  assert.notEqual(again.segmentId, started.segmentId)
})
