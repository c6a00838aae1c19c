// People with devices, who speak and hear through the public API alone.

import assert from 'node:assert/strict'
import type { Rtc, RtcDevice, Tone } from './rtc.ts'
import type { Server } from './server.ts'
import type { Json } from './transport.ts'
import { until as atOnce } from './until.ts'

export type ListeningPerson = Awaited<ReturnType<typeof person>>
export type ListeningDevice = { device: RtcDevice; handle: string; epoch: number; type: 'ANSWER' | 'OFFER' }

/** Asking is work for the machine that mixes the sound: no oftener than a piece of sound is long. */
export const hearUntil = (check: Parameters<typeof atOnce>[0]) => atOnce(check, { every: 20 })

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const SOUND = ['connectSound', 'answerSound', 'trickle', 'restartIce', 'disconnectSound']

/** A registered person with a tone of their own; or one who was there before, of whom this is another server. */
export async function person(
  server: Server,
  rtc: Rtc,
  name: string | { readonly id: string; readonly token: string },
  tone: Tone | null = null,
) {
  const { id, token } = typeof name === 'string' ? await server.signIn(name) : name
  const signals: Json[] = []
  const devices: RtcDevice[] = []

  async function send(mutation: string, input: object): Promise<Json> {
    const fields = SOUND.includes(mutation)
      ? 'rejection { code details } handle epoch type sdp'
      : 'rejection { code } ... on RoomPayload { roomId }'
    const { data, errors } = await server.query(
      `mutation($input: ${capital(mutation)}Input!) { ${mutation}(input: $input) { ${fields} } }`,
      { input },
      token,
    )
    assert.equal(errors, undefined, `${mutation}: ${JSON.stringify(errors)}`)
    return data[mutation]
  }

  async function act(mutation: string, input: object): Promise<Json> {
    const payload = await send(mutation, input)
    assert.equal(payload.rejection, null, `${mutation} was refused: ${JSON.stringify(payload.rejection)}`)
    return payload
  }

  async function connect(
    roomId: string,
    { sends = tone !== null, relay = undefined as object | undefined, says = tone } = {},
  ) {
    let device = await rtc.device(says, relay)
    const offer = await device.offer(sends)
    let payload = await send('connectSound', { roomId, sdp: offer })
    // A gateway that is away for a moment is tried again, as a client would.
    await hearUntil(async () => {
      if (payload.rejection?.code !== 'NO_SOUND') return null
      payload = await send('connectSound', { roomId, sdp: offer })
      return payload.rejection && 'there is no sound'
    })
    assert.equal(payload.rejection, null, JSON.stringify(payload.rejection))
    const { handle, epoch, type, sdp } = payload
    if (type === 'ANSWER') await device.accept(sdp)
    else {
      await device.close()
      device = await rtc.device(says, relay)
      await act('answerSound', { handle, sdp: await device.answer(sdp, sends) })
    }
    devices.push(device)
    await act('trickle', { handle, candidates: [null] })
    return { device, handle, epoch, type } as ListeningDevice
  }

  return {
    id,
    token,
    signals,
    send,
    act,
    connect,
    /** Takes all devices away that were connected. */
    async goHome() {
      for (const device of devices.splice(0)) await device.close()
    },
    /** As a client would: connected again whenever it is told to. */
    follow(roomId: string) {
      const client = server.client(token, { retryAttempts: 100 })
      client.subscribe(
        {
          query: `subscription { soundSignals(roomId: "${roomId}") { __typename
            ... on SoundTalking { epoch people { id } } ... on SoundReset { epoch }
            ... on SoundRenegotiation { how } ... on SoundMuted { muted } } }`,
        },
        {
          next: ({ data, errors }: Json) => signals.push(data?.soundSignals ?? { errors }),
          error: error => signals.push({ error }),
          complete: () => signals.push({ ended: true }),
        },
      )
      return client
    },
    async told(wanted: object) {
      await hearUntil(() =>
        signals.some(signal => Object.entries(wanted).every(([key, value]) => signal[key] === value))
          ? null
          : `was told ${JSON.stringify(signals)}`,
      )
    },
  }
}

/** When a person's latest event of a type happened, in milliseconds since 1970. */
export async function happenedAt(server: Server, roomId: string, type: string, person: string) {
  const { token } = await server.signIn('Auditor', ['AUDITOR'])
  const { data, errors } = await server.query(
    `query($roomId: ID!, $types: [String!], $person: ID) {
      timeline(roomId: $roomId, last: 1, types: $types, person: $person) { nodes { at } } }`,
    { roomId, types: [type], person },
    token,
  )
  assert.equal(errors, undefined, JSON.stringify(errors))
  return Date.parse(data.timeline.nodes[0].at)
}

/** The events of a room, the whole of them, as an auditor reads them. */
export async function timeline(server: Server, roomId: string, types: readonly string[]): Promise<Json[]> {
  const { token } = await server.signIn('Auditor', ['AUDITOR'])
  const fields = `... on SoundPlaced { gateway epoch placed: reason } ... on SoundLost { epoch }
    ... on SpeakerConnected { participant { id } } ... on SpeakerDisconnected { participant { id } why: reason }
    ... on TurnSpoken { participant { id } startedAt endedAt }
    ... on RecordingSegmentStarted { segmentId startedAt } ... on RecordingSegmentEnded { segmentId endedAt bytes outcome }
    ... on AudienceSpread { gateway } ... on AudienceGathered { gateway }`
  const { data, errors } = await server.query(
    `query($roomId: ID!, $types: [String!]) { timeline(roomId: $roomId, first: 200, types: $types) {
      nodes { event { __typename ${fields} } } } }`,
    { roomId, types },
    token,
  )
  assert.equal(errors, undefined, JSON.stringify(errors))
  return data.timeline.nodes.map(({ event }: Json) => event)
}
