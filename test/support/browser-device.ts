// How a page speaks and hears in a room, with the public API and the browser's own WebRTC. Each function runs in the page,
// where nothing else of this file exists.

// biome-ignore-all lint/suspicious/noExplicitAny: the names of browsers are not among the types of Node
/** Signs in, and gives the page the function `ask` that the others use. */
export async function signInDevice(name: string): Promise<string> {
  const page = globalThis as any
  page.ask = async (query: string, variables: object): Promise<any> => {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(page.token && { authorization: `Bearer ${page.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json()
    if (errors) throw new Error(JSON.stringify(errors))
    const [answer] = Object.values(data) as any[]
    // The room has just begun, and has no gateway yet.
    if (answer.rejection?.code === 'NO_SOUND') return page.ask(query, variables)
    if (answer.rejection) throw new Error(answer.rejection.code)
    return answer
  }
  const query = 'mutation($name: String!) { signInForDevelopment(name: $name) { token person { id } } }'
  const { token, person } = await page.ask(query, { name })
  page.token = token
  return person.id
}

/** Opens a room, and connects a device that sends a tone. Returns the id of the room. */
export async function openAndConnect(tone: number): Promise<string> {
  const { ask, AudioContext, RTCPeerConnection, MediaStream, Audio } = globalThis as any
  const page = globalThis as any
  const open =
    'mutation($input: OpenRoomInput!) { openRoom(input: $input) { rejection { code } ... on RoomPayload { roomId } } }'
  const { roomId } = await ask(open, { input: { title: 'From a browser' } })

  const context = new AudioContext({ sampleRate: 48_000 })
  const oscillator = context.createOscillator()
  const half = context.createGain()
  const outgoing = context.createMediaStreamDestination()
  oscillator.frequency.value = tone
  half.gain.value = 0.5
  oscillator.connect(half).connect(outgoing)
  oscillator.start()

  const connection = new RTCPeerConnection()
  connection.addTrack(outgoing.stream.getAudioTracks()[0], outgoing.stream)
  page.analyser = context.createAnalyser()
  connection.ontrack = ({ track }: any) => {
    const incoming = new MediaStream([track])
    // Chromium decodes incoming audio only while an element plays it.
    page.player = new Audio()
    page.player.muted = true
    page.player.srcObject = incoming
    page.player.play()
    context.createMediaStreamSource(incoming).connect(page.analyser)
  }
  await connection.setLocalDescription(await connection.createOffer())
  await new Promise<void>(gathered => {
    const look = () => connection.iceGatheringState === 'complete' && gathered()
    connection.onicegatheringstatechange = look
    look()
  })
  const { sdp } = connection.localDescription
  const connect =
    'mutation($input: ConnectSoundInput!) { connectSound(input: $input) { rejection { code } handle type sdp } }'
  const answer = await ask(connect, { input: { roomId, sdp } })
  await connection.setRemoteDescription({ type: answer.type.toLowerCase(), sdp: answer.sdp })
  const trickle = 'mutation($input: TrickleInput!) { trickle(input: $input) { rejection { code } } }'
  await ask(trickle, { input: { handle: answer.handle, candidates: [null] } })
  return roomId
}

/** Brings a person on stage. The first is the room's id, the second the person's. */
export async function bringDeviceOnStage([roomId, personId]: readonly [string, string]): Promise<void> {
  const bring = 'mutation($input: BringOnStageInput!) { bringOnStage(input: $input) { rejection { code } } }'
  await (globalThis as any).ask(bring, { input: { roomId, personId } })
}

/** How loud each tone is in what the page hears now: 1 is the loudest. */
export function heard(tones: readonly number[]): number[] {
  const { analyser } = globalThis as any
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  const { sampleRate } = analyser.context
  // 40 ms, in which all of the tones have whole periods.
  const length = sampleRate / 25
  return tones.map(tone => {
    let [sine, cosine] = [0, 0]
    for (let i = 0; i < length; i++) {
      sine += samples[i]! * Math.sin((2 * Math.PI * tone * i) / sampleRate)
      cosine += samples[i]! * Math.cos((2 * Math.PI * tone * i) / sampleRate)
    }
    return (2 * Math.hypot(sine, cosine)) / length
  })
}

/** The loudest level of the last two thirds of a second, and for how many seconds the page has listened. */
export function loudness(): { readonly level: number; readonly seconds: number } {
  const page = globalThis as any
  const stream = page.document.querySelector('audio').srcObject
  if (!stream) return { level: 0, seconds: 0 }
  if (page.stream !== stream) {
    const context = new page.AudioContext({ sampleRate: 48_000 })
    page.analyser = context.createAnalyser()
    page.analyser.fftSize = 32_768
    context.createMediaStreamSource(stream).connect(page.analyser)
    page.stream = stream
  }
  const samples = new Float32Array(page.analyser.fftSize)
  page.analyser.getFloatTimeDomainData(samples)
  const level = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return { level, seconds: page.analyser.context.currentTime }
}
