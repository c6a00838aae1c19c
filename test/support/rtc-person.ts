// People with devices, who speak and hear through the public API only.

import assert from 'node:assert/strict'
import type { Rtc, RtcDevice, Tone } from './rtc.ts'
import type { Server } from './server.ts'
import type { Json } from './transport.ts'
import { until as atOnce } from './until.ts'

export type RtcPerson = Awaited<ReturnType<typeof createRtcPerson>>
export type ConnectedDevice = { device: RtcDevice; handle: string; epoch: number; type: 'ANSWER' | 'OFFER' }

/** Polls less often than usual, because polling takes the machine from the gateway that mixes the sound. */
export const hearUntil = (check: Parameters<typeof atOnce>[0]) => atOnce(check, { every: 20 })

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const SOUND = ['connectSound', 'answerSound', 'trickle', 'restartIce', 'disconnectSound']

/** A person with a tone of their own: a new one by name, or one who signed in before, on another server. */
export async function createRtcPerson(
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
    // Retries while the gateway is away for a moment, as a client would.
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
    return { device, handle, epoch, type } as ConnectedDevice
  }

  return {
    id,
    token,
    signals,
    send,
    act,
    connect,
    /** Closes all devices that were connected. */
    async disconnectAll() {
      for (const device of devices.splice(0)) await device.close()
    },
    /** Subscribes to the signals of a room. */
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
    /** Waits for a signal with these fields. */
    async receives(wanted: object) {
      await hearUntil(() =>
        signals.some(signal => Object.entries(wanted).every(([key, value]) => signal[key] === value))
          ? null
          : `received ${JSON.stringify(signals)}`,
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

/** All events of a room of these types, as an auditor reads them. */
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
