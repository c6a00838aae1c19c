// The peer of the sound benchmark: `sound-peer.ts <gateway> <secret>` passes offers and answers between HTTP and one room with
// a stream, with janode's own plugins. It authenticates nobody, decides nothing and stores nothing.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import janode from 'janode'
import AudioBridge from 'janode/plugins/audiobridge'
import Streaming from 'janode/plugins/streaming'

const [url = '', secret = ''] = process.argv.slice(2)
const room = 'evening'
const media = { host: '127.0.0.1', ptype: 111, codec: 'opus', always: true }

janode.Logger.setLevel('none')
const connection = await janode.connect({ address: { url, apisecret: secret } })
const session = await connection.create()
const bridge = await session.attach(AudioBridge)
const streaming = await session.attach(Streaming)
const keys = { secret, admin_key: secret }
await bridge.create({ room, ...keys, sampling_rate: 48_000, prebuffer: 3, talking_events: true })
const audio = { port: 0, pt: 111, rtpmap: 'opus/48000/2' }
const { audio_port } = await streaming.createRtpMountpoint({ id: room, ...keys, audio })
await bridge.startForward({ room, ...keys, ...media, audio_port })

export type PeerRequest =
  | { readonly ask: 'join'; readonly sdp: string; readonly muted: boolean }
  | { readonly ask: 'watch' }
  | { readonly ask: 'answer'; readonly handle: number; readonly sdp: string }
  | { readonly ask: 'trickle'; readonly handle: number }

const handles: Awaited<ReturnType<typeof session.attach>>[] = []

async function answer(wish: PeerRequest): Promise<object> {
  if (wish.ask === 'trickle') {
    await handles[wish.handle].trickleComplete()
    return {}
  }
  if (wish.ask === 'answer') {
    await handles[wish.handle].start({ jsep: { type: 'answer', sdp: wish.sdp } })
    return {}
  }
  const handle = await session.attach(wish.ask === 'join' ? AudioBridge : Streaming)
  const made = { handle: handles.push(handle) - 1 }
  if (wish.ask === 'watch') return { ...made, sdp: (await handle.watch({ id: room })).jsep.sdp }
  const { sdp, muted } = wish
  await handle.join({ room, muted })
  return { ...made, sdp: (await handle.configure({ muted, jsep: { type: 'offer', sdp } })).jsep.sdp }
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = JSON.stringify(await answer(JSON.parse(Buffer.concat(chunks).toString())))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
})
server.listen(0, '127.0.0.1', () => {
  console.log(`listens at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`)
})
